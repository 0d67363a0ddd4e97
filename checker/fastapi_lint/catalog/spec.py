"""The shape of every YAML file of the rulebook, as pydantic models. Only loading and schema generation need it."""

from __future__ import annotations

from string import Formatter
from typing import Annotated, Any, Literal, Self

from packaging.specifiers import InvalidSpecifier, SpecifierSet
from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints, WithJsonSchema, model_validator

from fastapi_lint.catalog.markers import expected
from fastapi_lint.catalog.names import LONGEST_RULE_ID, PARAM_NAME, RULE_ID, rule_id_problem
from fastapi_lint.catalog.params import ParamType, coerce
from fastapi_lint.catalog.rule import SUBJECTS, WITH_MODULE, RoleName

SeverityName = Literal["error", "warning", "info"]
EnforcedBy = Literal["source", "project", "ruff", "openapi", "http", "review", "engine"]

_EXAMPLES_OPTIONAL = frozenset({"engine", "review"})
_MAIN = "app/main.py"


def _named_for_the_defect(name: str) -> str:
    if problem := rule_id_problem(name):
        raise ValueError(problem)
    return name


def _one_line(text: str) -> str:
    if "\n" in text.strip():
        raise ValueError("must be one line")
    return text


def _no_period(text: str) -> str:
    if text.endswith("."):
        raise ValueError("must not end with a period")
    return text


def _version_range(text: str) -> str:
    try:
        SpecifierSet(text)
    except InvalidSpecifier:
        raise ValueError(f"`{text}` is not a version range such as `>=0.100`") from None
    return text


def _template(text: str) -> str:
    """Check that the message is text with plain `{name}` placeholders."""
    try:
        fields = list(Formatter().parse(text))
    except ValueError as error:
        raise ValueError(f"has a broken placeholder: {error}; write `{{{{` for a literal brace") from None
    for _, name, form, conversion in fields:
        if name is not None and (not name.isidentifier() or form or conversion):
            raise ValueError(f"has the placeholder `{{{name}}}`, which is not a plain name")
    return text


Text = Annotated[str, StringConstraints(min_length=1)]
Line = Annotated[Text, AfterValidator(_one_line)]
RuleId = Annotated[
    str,
    AfterValidator(_named_for_the_defect),
    WithJsonSchema({"type": "string", "pattern": RULE_ID, "maxLength": LONGEST_RULE_ID}),
]
VersionRange = Annotated[str, AfterValidator(_version_range)]


def _subjects(text: str) -> str:
    for name in text.split("|"):
        if name not in SUBJECTS:
            raise ValueError(f"`{name}` is no subject; there are {', '.join(SUBJECTS)}")
    return text


class _Strict(BaseModel):
    model_config = ConfigDict(strict=True, extra="forbid", frozen=True)


class DirectiveSpec(_Strict):
    """The only text of a rule that is always in an agent's context."""

    line: Annotated[Line, AfterValidator(_no_period)] = Field(description="What not to write.")
    instead: Annotated[Line, AfterValidator(_no_period)] = Field(description="What to write instead.")


class ParamSpec(_Strict):
    """A parameter that configuration and profiles may set."""

    type: ParamType
    default: Any
    about: Line
    choices: list[str] = Field(default=[], description="The only values that a str parameter may take.")

    @model_validator(mode="after")
    def _default_fits(self) -> Self:
        try:
            coerce(self.default, self.type, self.choices)
        except TypeError as error:
            raise ValueError(f"default: {error}") from None
        return self


class AppliesToSpec(_Strict):
    """The installed versions for which the rule makes sense, and what the project must require."""

    python: VersionRange = ""
    fastapi: VersionRange = ""
    starlette: VersionRange = ""
    pydantic: VersionRange = ""
    sqlalchemy: VersionRange = ""
    requires: list[Text] = []


class ExampleSpec(_Strict):
    """A proof: bad code with marks, good code, or code that only looks bad."""

    kind: Literal["bad", "good", "near-miss"]
    name: Line
    code: Text | None = Field(default=None, description=f"One Python file, placed at {_MAIN}.")
    files: dict[str, str] | None = Field(default=None, description="Path -> text, when one file is not enough.")
    fixed: str | dict[str, str] | None = Field(default=None, description="The text after the fix, without marks.")
    params: dict[str, Any] = {}
    config: dict[str, Any] = Field(default={}, description="Keys of [tool.fastapi-lint] for this example.")

    @property
    def texts(self) -> dict[str, str]:
        """The example's files, whichever way they are written."""
        return self.files if self.files is not None else {_MAIN: self.code or ""}

    @property
    def fixed_texts(self) -> dict[str, str]:
        """The files after the fix; empty when the example shows none."""
        return {_MAIN: self.fixed} if isinstance(self.fixed, str) else self.fixed or {}

    @model_validator(mode="after")
    def _consistent(self) -> Self:
        if (self.code is None) == (not self.files):
            raise ValueError("give either `code` or `files`")
        marked = bool(expected(self.texts))
        if marked != (self.kind == "bad"):
            raise ValueError(
                "is good or near-miss, so no line may carry a mark"
                if marked
                else "is bad, so at least one line must end with a mark such as `# error: part of the message`"
            )
        if self.fixed_texts and self.kind != "bad":
            raise ValueError("has `fixed`, which only a bad example can have")
        if stray := sorted(set(self.fixed_texts) - set(self.texts)):
            raise ValueError(f"fixes `{stray[0]}`, which is not among its files")
        return self


class RuleSpec(_Strict):
    """One rule: `rules/<category>/<id>.yaml`."""

    id: RuleId
    summary: Annotated[
        str,
        StringConstraints(min_length=1, max_length=80),
        AfterValidator(_one_line),
        AfterValidator(_no_period),
    ]
    message: Annotated[Line, AfterValidator(_template)] = Field(description="Text with {placeholders}.")
    severity: SeverityName
    confidence: Literal["high", "medium", "low"]
    enforced_by: EnforcedBy
    directive: DirectiveSpec
    fix: Literal["none", "safe", "unsafe"] = "none"
    why_unsafe: str = Field(default="", description="What an unsafe fix may change.")
    since: Annotated[str, StringConstraints(pattern=r"^\d+\.\d+\.\d+$")]
    status: Literal["preview", "stable", "deprecated"] = "stable"
    params: dict[Annotated[str, StringConstraints(pattern=PARAM_NAME)], ParamSpec] = {}
    why: Text
    limits: str = Field(default="", description="Known false negatives; required unless confidence is high.")
    scope: Annotated[list[RoleName], Field(min_length=1)] = ["application"]
    delegate: list[Text] = Field(default=[], description="The codes of ruff that stand for this rule.")
    aliases: list[RuleId] = Field(default=[], description="Former ids, which still suppress.")
    applies_to: AppliesToSpec = AppliesToSpec()
    subjects: dict[str, Annotated[Text, AfterValidator(_subjects)]] = Field(
        default={},
        description="Part -> what a project must have, `a|b` for either, before statements about it hold; '' for all.",
    )
    examples: list[ExampleSpec] = []
    references: list[Annotated[str, StringConstraints(pattern=r"^https?://\S+$")]] = []

    @model_validator(mode="after")
    def _consistent(self) -> Self:
        problems = [*self._text_problems(), *self._example_problems()]
        if problems:
            raise ValueError("; ".join(problems))
        return self

    def _text_problems(self) -> list[str]:
        found = []
        if (self.fix == "unsafe") != bool(self.why_unsafe):
            found.append("`why_unsafe` belongs to `fix: unsafe` and to nothing else")
        if self.confidence != "high" and not self.limits:
            found.append(f"`limits` is required when confidence is {self.confidence}")
        if (self.enforced_by == "ruff") != bool(self.delegate):
            found.append("`delegate` belongs to `enforced_by: ruff`, which needs it")
        return found

    def _example_problems(self) -> list[str]:
        kinds = {example.kind for example in self.examples}
        needed: list[str] = [] if self.enforced_by in _EXAMPLES_OPTIONAL else ["bad", "good"]
        if self.enforced_by in {"source", "project"}:
            needed.append("near-miss")
        found = [f"`examples` has no {kind} example" for kind in needed if kind not in kinds]
        names = [example.name for example in self.examples]
        found += [f"`examples` has two called `{name}`" for name in sorted({n for n in names if names.count(n) > 1})]
        shows_fix = any(example.fixed_texts for example in self.examples)
        if self.enforced_by in WITH_MODULE and shows_fix != (self.fix != "none"):
            found.append("`fix` must be `none` exactly when no bad example has `fixed`")
        return found + [problem for example in self.examples for problem in self._param_problems(example)]

    def _param_problems(self, example: ExampleSpec) -> list[str]:
        found = []
        for name, value in example.params.items():
            if name not in self.params:
                found.append(f"example `{example.name}` sets the undeclared parameter `{name}`")
                continue
            try:
                coerce(value, self.params[name].type, self.params[name].choices)
            except TypeError as error:
                found.append(f"example `{example.name}` sets `{name}`: {error}")
        return found


class CategorySpec(_Strict):
    """One folder of rules: `rules/<category>/_category.yaml`."""

    title: Line
    order: int
    about: Line
    trigger: Line = Field(description="When an agent needs the skill of this category.")
    follows_names: bool = Field(
        default=False,
        description="Its rules follow names across files: services that share names do not mislead them.",
    )


class ProfileSpec(_Strict):
    """A named selection: `rules/profiles/<profile>.yaml`, in the words of the configuration."""

    title: Line
    about: Text
    mirrors: str = Field(default="", description="The guideline document that the profile follows.")
    extends: list[str] = Field(default=[], description="Profiles that are applied first.")
    select: list[str] = Field(default=[], description="Rule ids; a category means its regular rules.")
    ignore: list[str] = []
    severity: dict[str, SeverityName] = {}
    params: dict[str, dict[str, Any]] = {}


class StatementSpec(_Strict):
    """One normative sentence of a guideline."""

    sid: Annotated[str, StringConstraints(pattern=r"^[A-Z][A-Z0-9]*(-[A-Z0-9]+)+$")]
    level: Literal["must", "never", "should", "may", "default"]
    text: Line
    shown_by: list[Literal["openapi", "http"]] = Field(
        default=[], description="What of a service that runs can show a violation: its document, its behaviour."
    )
    rules: list[Annotated[str, StringConstraints(pattern=r"^[^#]+(#.+)?$")]] = Field(
        default=[], description="Ids of rules, `rule-id#part` when only findings of one part break the statement."
    )
    planned: dict[RuleId, Literal["openapi", "http"]] = Field(
        default={}, description="Rules to come, with what they will look at."
    )
    review: str = Field(default="", description="Why no machine can judge it, when only review rules enforce it.")
    conflicts: str = Field(default="", description="Which other guideline wants the opposite.")
    not_enforced: str = Field(default="", description="Why no rule enforces it.")
    erratum: str = Field(default="", description="What is wrong in the guideline's own text.")

    @model_validator(mode="after")
    def _accounted_for(self) -> Self:
        if sum(map(bool, (self.rules, self.planned, self.not_enforced))) != 1:
            raise ValueError("give `rules`, or `planned` while there are none, or the reason in `not_enforced`")
        if self.review and not self.rules:
            raise ValueError("`review` belongs to statements whose rules are all `enforced_by: review`")
        return self


class SectionSpec(_Strict):
    """One section of a guideline."""

    title: Line
    statements: Annotated[list[StatementSpec], Field(min_length=1)]


class GuidelineSpec(_Strict):
    """The mirror of one guideline document: `rules/guidelines/<guideline>.yaml`."""

    title: Line
    sections: Annotated[list[SectionSpec], Field(min_length=1)]
