"""What one YAML file cannot know by itself: pairs, duplicates, and names that must exist."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from fastapi_lint.catalog.names import CATEGORY_ID
from fastapi_lint.catalog.params import coerce
from fastapi_lint.catalog.rule import WITH_MODULE, Served, parted
from fastapi_lint.catalog.spec import CategorySpec, GuidelineSpec, ProfileSpec, RuleSpec, StatementSpec
from fastapi_lint.model.errors import nearest


@dataclass(slots=True)
class Book:
    """Everything that was read; None stands for a file with problems of its own. Rules go by (folder, stem)."""

    modules: set[tuple[str, str]]
    rules: dict[tuple[str, str], RuleSpec | None] = field(default_factory=dict)
    categories: dict[str, CategorySpec | None] = field(default_factory=dict)
    profiles: dict[str, ProfileSpec | None] = field(default_factory=dict)
    guidelines: dict[str, GuidelineSpec | None] = field(default_factory=dict)
    problems: list[str] = field(default_factory=list)

    @property
    def ids(self) -> set[str]:
        """The ids of all rules, those with problems included."""
        return {stem for _, stem in self.rules}

    def named(self, rule: str) -> RuleSpec | None:
        """The rule of this id, if it could be read."""
        return next((spec for (_, stem), spec in self.rules.items() if stem == rule), None)

    def statements(self) -> Iterator[tuple[str, StatementSpec]]:
        """All statements, each with the file that holds it."""
        for name, spec in self.guidelines.items():
            for section in spec.sections if spec else ():
                for statement in section.statements:
                    yield f"rules/guidelines/{name}.yaml", statement

    def serving(self) -> dict[str, list[Served]]:
        """By rule id, the statements that name the rule."""
        found: dict[str, list[Served]] = {}
        for file, statement in self.statements():
            guideline = file.rpartition("/")[2].removesuffix(".yaml")
            for rule, part in map(parted, statement.rules):
                found.setdefault(rule, []).append(Served(statement.sid, guideline, part))
        return found


def check(book: Book) -> None:
    """Append the problems between the files of the book."""
    for find in (_folders, _ids, _aliases, _pairs, _orphan_modules, _profiles, _profile_params, _guidelines):
        book.problems += find(book)


def _folders(book: Book) -> Iterator[str]:
    for folder in sorted({folder for folder, _ in book.rules} | set(book.categories)):
        if not re.match(CATEGORY_ID, folder):
            yield f"rules/{folder}: a category is one lowercase Python identifier."
        if folder not in book.categories:
            yield f"rules/{folder}: the folder has no _category.yaml."
        if folder in book.ids:
            yield f"rules/{folder}: a rule has the same name as this category."


def _ids(book: Book) -> Iterator[str]:
    for (folder, stem), spec in book.rules.items():
        if spec and spec.id != stem:
            yield f"rules/{folder}/{stem}.yaml: id: `{spec.id}` must equal the file name `{stem}`."
    counts = Counter(stem for _, stem in book.rules)
    for stem in (stem for stem, count in counts.items() if count > 1):
        folders = sorted(folder for folder, other in book.rules if other == stem)
        yield f"rules/{folders[1]}/{stem}.yaml: the id is taken by rules/{folders[0]}/{stem}.yaml."


def _aliases(book: Book) -> Iterator[str]:
    taken: dict[str, str] = {}
    for (folder, stem), spec in book.rules.items():
        for alias in spec.aliases if spec else ():
            shown = f"rules/{folder}/{stem}.yaml: aliases: `{alias}`"
            if alias in book.ids:
                yield f"{shown} is the id of a rule."
            elif alias in taken:
                yield f"{shown} is also an alias of `{taken[alias]}`."
            taken.setdefault(alias, stem)


def _pairs(book: Book) -> Iterator[str]:
    for (folder, stem), spec in book.rules.items():
        if spec is None:
            continue
        module = stem.replace("-", "_")
        has_module = (folder, module) in book.modules
        if spec.enforced_by in WITH_MODULE and not has_module:
            yield f"rules/{folder}/{stem}.yaml: no module fastapi_lint.rules.{folder}.{module} checks this rule."
        if spec.enforced_by not in WITH_MODULE and has_module:
            yield (
                f"rules/{folder}/{stem}.yaml: enforced_by: `{spec.enforced_by}` rules have no module; "
                f"delete fastapi_lint.rules.{folder}.{module}."
            )


def _orphan_modules(book: Book) -> Iterator[str]:
    described = {(folder, stem.replace("-", "_")) for folder, stem in book.rules}
    for folder, module in sorted(book.modules - described):
        yield f"fastapi_lint.rules.{folder}.{module}: no rules/{folder}/{module.replace('_', '-')}.yaml describes it."


def _profiles(book: Book) -> Iterator[str]:
    selectable = book.ids | set(book.categories)
    for name, spec in book.profiles.items():
        if spec is None:
            continue
        shown = f"rules/profiles/{name}.yaml"
        mirrored = {spec.mirrors} - {""}
        yield from _unknown(shown, "mirrors", mirrored, set(book.guidelines), "guideline")
        yield from _unknown(shown, "extends", spec.extends, set(book.profiles), "profile")
        yield from _unknown(shown, "select", spec.select, selectable, "rule or category")
        yield from _unknown(shown, "ignore", spec.ignore, selectable, "rule or category")
        yield from _unknown(shown, "severity", spec.severity, book.ids, "rule")
        yield from _unknown(shown, "params", spec.params, book.ids, "rule")


def _profile_params(book: Book) -> Iterator[str]:
    for name, profile in book.profiles.items():
        for rule, values in profile.params.items() if profile else ():
            shown, spec = f"rules/profiles/{name}.yaml", book.named(rule)
            if spec is None:
                continue
            declared = spec.params
            yield from _unknown(shown, f"params.{rule}", values, set(declared), "parameter")
            for key in values.keys() & declared.keys():
                try:
                    coerce(values[key], declared[key].type, declared[key].choices)
                except TypeError as error:
                    yield f"{shown}: params.{rule}.{key}: {error}."


def _guidelines(book: Book) -> Iterator[str]:
    seen: set[str] = set()
    for shown, statement in book.statements():
        if statement.sid in seen:
            yield f"{shown}: the sid {statement.sid} stands twice."
        seen.add(statement.sid)
        ids = [rule for rule, _ in map(parted, statement.rules)]
        yield from _unknown(shown, statement.sid, ids, book.ids, "rule")
        for rule in statement.planned.keys() & book.ids:
            yield f"{shown}: {statement.sid}: `{rule}` is planned no longer; move it from `planned` to `rules`."
        yield from _review(shown, statement, [book.named(rule) for rule in ids])


def _review(shown: str, statement: StatementSpec, rules: list[RuleSpec | None]) -> Iterator[str]:
    if not rules or None in rules:
        return
    only_review = not statement.planned and all(rule and rule.enforced_by == "review" for rule in rules)
    if only_review and not statement.review:
        yield f"{shown}: {statement.sid}: only review rules enforce it; say why in `review`."
    if statement.review and not only_review:
        yield f"{shown}: {statement.sid}: rules that are checked enforce it, so it has no `review`."


def _unknown(shown: str, key: str, names: Iterable[str], known: set[str], noun: str) -> Iterator[str]:
    for name in names:
        if name not in known:
            yield f"{shown}: {key}: no {noun} is called `{name}`{nearest(name, sorted(known)) or '.'}"
