"""The rulebook at run time: plain values that need neither pydantic nor YAML."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Literal, TypeAlias, get_args

from fastapi_lint.catalog.params import ParamType, ParamValue
from fastapi_lint.model.diagnostic import Severity
from fastapi_lint.model.errors import UnknownRule
from fastapi_lint.model.record import Record, field

RoleName: TypeAlias = Literal["application", "test", "example", "migration", "script", "generated"]
ROLES: tuple[str, ...] = get_args(RoleName)
"""What a file can be for: the values of `facts.code.Role`, which this layer cannot import."""

WITH_MODULE = frozenset({"source", "project", "openapi", "http"})
"""The values of `enforced_by` for which a Python module must exist."""

SUBJECTS = (
    *("route", "write route", "websocket", "router", "pydantic model", "settings", "settings class", "own exception"),
    *("test", "task", "CI pipeline", "pre-commit configuration", "compose file", "Kubernetes object", "Dockerfile"),
    *("working handler", "dependency", "dependency class", "request body", "parameter", "raised error"),
    *("except clause", "validator", "decorated handler", "thread offload", "file answer", "stated status"),
    *("function", "clock", "repeated work"),
    *("database", "http client", "cache", "background job", "password", "token", "temporary file", "log call"),
)
"""What a rule may need before it has anything to judge: `facts.subjects` finds out whether a project has them."""

OBSERVED = frozenset({"openapi", "http"})
"""The values of `enforced_by` of rules that need the running service."""


class Directive(Record, eq=True):
    """What an agent is told: what not to write, and what to write instead."""

    line: str
    instead: str


class Param(Record, eq=True):
    """One parameter; `value` is the default, or the effective value in an active rule."""

    type: ParamType
    value: ParamValue
    about: str
    choices: tuple[str, ...] = ()


class AppliesTo(Record, eq=True):
    """Version ranges by distribution name (`python` included), and distributions that must be required."""

    versions: dict[str, str] = field(default_factory=dict)
    requires: tuple[str, ...] = ()


class Served(Record, eq=True):
    """A statement that names a rule; with a `part`, only the rule's findings of that part break it."""

    sid: str
    guideline: str
    part: str = ""


class Rule(Record, eq=True):
    """One rule without its examples; `scope` holds values of `facts.code.Role`, `delegate` codes of ruff."""

    id: str
    category: str
    summary: str
    message: str
    severity: Severity
    confidence: str
    enforced_by: str
    directive: Directive
    fix: str
    why_unsafe: str
    since: str
    status: str
    why: str
    limits: str
    params: dict[str, Param]
    scope: frozenset[str]
    delegate: tuple[str, ...]
    aliases: tuple[str, ...]
    applies_to: AppliesTo
    references: tuple[str, ...]
    subjects: dict[str, str] = field(default_factory=dict)
    serves: tuple[Served, ...] = ()
    follows_names: bool = False

    @property
    def statements(self) -> tuple[str, ...]:
        """The sids of all statements that the rule serves."""
        return tuple(dict.fromkeys(served.sid for served in self.serves))

    def broken_by(self, part: str) -> tuple[str, ...]:
        """The sids of the statements that a finding of this part breaks."""
        return tuple(dict.fromkeys(served.sid for served in self.serves if served.part in {"", part}))

    @property
    def module(self) -> str:
        """The stem of the Python module that checks the rule."""
        return self.id.replace("-", "_")

    @property
    def has_module(self) -> bool:
        """Whether a Python module checks the rule."""
        return self.enforced_by in WITH_MODULE

    @property
    def is_regular(self) -> bool:
        """Whether naming the category is enough to switch the rule on: stable and not of low confidence."""
        return self.status == "stable" and self.confidence != "low"


class Category(Record, eq=True):
    """A folder of rules; `trigger` says when an agent needs its skill.

    `follows_names`: its rules are not misled by services that share names, the others see one service at a time.
    """

    id: str
    title: str
    order: int
    about: str
    trigger: str
    follows_names: bool = False


class Profile(Record, eq=True):
    """A named selection: rule ids with everything it extends applied, and what it sets differently."""

    id: str
    title: str
    about: str
    mirrors: str
    rules: tuple[str, ...]
    severity: dict[str, Severity]
    params: dict[str, dict[str, ParamValue]]


class Statement(Record, eq=True):
    """One sentence of a guideline, and what looks after it.

    `rules` are references (`rule-id` or `rule-id#part`); `planned` maps ids of rules to come to what will enforce
    them (openapi or http); `review` says why only a reader can judge; `not_enforced` says why nothing looks after it.
    `shown_by` says what of a service that runs can show a violation: openapi, http, or neither.
    """

    sid: str
    level: str
    text: str
    rules: tuple[str, ...] = ()
    planned: dict[str, str] = field(default_factory=dict)
    review: str = ""
    conflicts: str = ""
    not_enforced: str = ""
    erratum: str = ""
    shown_by: tuple[str, ...] = ()

    def references(self) -> Iterator[tuple[str, str]]:
        """(rule id, part) of every rule that is named; the part is "" for all findings of the rule."""
        return (parted(reference) for reference in self.rules)


def parted(reference: str) -> tuple[str, str]:
    """`rule-id#part` as (rule id, part)."""
    rule, _, part = reference.partition("#")
    return rule, part


class Guideline(Record, eq=True):
    """A mirrored guideline document: its statements by section."""

    id: str
    title: str
    sections: dict[str, tuple[Statement, ...]]


class Example(Record, eq=True):
    """A proof of a rule: `kind` is bad, good or near-miss; `files` and `fixed` map paths to text with its marks."""

    kind: str
    name: str
    files: dict[str, str]
    fixed: dict[str, str]
    params: dict[str, ParamValue]
    config: dict[str, object]


class Catalog(Record, eq=True):
    """The whole rulebook, sorted by category order and id; `aliases` map old ids to today's."""

    rules: dict[str, Rule]
    categories: dict[str, Category]
    profiles: dict[str, Profile]
    guidelines: dict[str, Guideline]
    aliases: dict[str, str]

    @property
    def names(self) -> tuple[str, ...]:
        """Everything that `select` and `ignore` accept: rule ids, aliases and categories."""
        return (*self.rules, *self.aliases, *self.categories)

    def rule_id(self, name: str) -> str | None:
        """Today's id of a rule id or an old one."""
        return name if name in self.rules else self.aliases.get(name)

    def of_category(self, category: str) -> Iterator[Rule]:
        """The rules of one category."""
        return (rule for rule in self.rules.values() if rule.category == category)

    def named(self, names: Iterable[str]) -> frozenset[str]:
        """The ids of all rules that the names mean; UnknownRule for a name that means nothing."""
        return frozenset(rule.id for name in names for rule in self._meant(name))

    def selected(self, names: Iterable[str]) -> frozenset[str]:
        """Like `named`, but a category stands for its regular rules only."""
        return frozenset(
            rule.id for name in names for rule in self._meant(name) if name not in self.categories or rule.is_regular
        )

    def _meant(self, name: str) -> Iterator[Rule]:
        if name in self.categories:
            return self.of_category(name)
        rule = self.rule_id(name)
        if rule is None:
            raise UnknownRule(name, self.names)
        return iter((self.rules[rule],))
