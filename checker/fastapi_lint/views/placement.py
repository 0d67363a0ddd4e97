"""How the statements of a guideline are looked after, as the rulebook alone says it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from fastapi_lint.catalog.rule import Catalog, Guideline, Statement
from fastapi_lint.model.record import Record

PLANNED, REVIEW, NOT_ENFORCED = "planned", "review", "not enforced"
KINDS = ("source", "project", "ruff", "engine", "openapi", "http")
"""What can enforce a statement by machine, in the order of reports."""

RUNNING = ("openapi", "http")
"""Those of them that look at a service that runs: at its document, at its behaviour."""


class Placement(Record, eq=True):
    """One statement in its section. `how` holds what enforces it: kinds, or one of planned, review, not enforced.

    `reason` says why it is only planned, reviewed or not enforced.
    """

    guideline: str
    section: str
    statement: Statement
    how: tuple[str, ...]
    reason: str = ""

    @property
    def is_enforced(self) -> bool:
        """Whether a rule of today can break it."""
        return self.how[0] in KINDS


def placements(book: Catalog, guideline: Guideline) -> tuple[Placement, ...]:
    """Every statement of a guideline, in the document's order."""
    return tuple(
        Placement(guideline.id, title, statement, *_how(book, statement))
        for title, statements in guideline.sections.items()
        for statement in statements
    )


def _how(book: Catalog, statement: Statement) -> tuple[tuple[str, ...], str]:
    kinds = {book.rules[rule].enforced_by for rule, _ in statement.references()}
    checked = tuple(kind for kind in KINDS if kind in kinds)
    if checked:
        return checked, ""
    if statement.planned:
        return (PLANNED,), f"comes with the contract runner: {', '.join(statement.planned)}"
    if kinds:
        return (REVIEW,), statement.review
    return (NOT_ENFORCED,), statement.not_enforced


class Count(Record, eq=True):
    """Statements of one section or guideline. `by_kind` counts a statement once for each kind that enforces it."""

    title: str
    statements: int
    enforced: int
    by_kind: dict[str, int]
    planned: int
    review: int
    not_enforced: int


def count(title: str, placed: Iterable[Placement]) -> Count:
    """The counts of some statements."""
    listed = list(placed)
    how = Counter(kind for p in listed for kind in p.how)
    return Count(
        title,
        len(listed),
        sum(p.is_enforced for p in listed),
        {kind: how[kind] for kind in KINDS if how[kind]},
        how[PLANNED],
        how[REVIEW],
        how[NOT_ENFORCED],
    )


def by_section(placed: Iterable[Placement]) -> Iterator[tuple[str, list[Placement]]]:
    """The statements of each section, in order."""
    sections: dict[str, list[Placement]] = {}
    for p in placed:
        sections.setdefault(p.section, []).append(p)
    yield from sections.items()
