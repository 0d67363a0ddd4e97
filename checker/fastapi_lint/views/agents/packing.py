"""Which rules earn a line that an agent always reads, when there are only so many bytes."""

from __future__ import annotations

from collections.abc import Iterable
from math import sqrt

from fastapi_lint.catalog.rule import Rule
from fastapi_lint.model.diagnostic import Severity

_SEVERITY = {Severity.ERROR: 4.0, Severity.WARNING: 2.0, Severity.INFO: 1.0}
_CONFIDENCE = {"high": 1.0, "medium": 0.75, "low": 0.5}
_WHOLE_PROJECT = 0.5
"""A rule about the project's files is broken once and reported once; rules about code are broken at every edit."""

_PLAIN_PYTHON = 0.6
"""What ruff knows is about Python, not FastAPI; agents seldom need to be told."""

_NEXT_OF_CATEGORY = 0.85
"""Each further line on one subject teaches less than the one before."""

_MOST_STATEMENTS = 4


def line(rule: Rule) -> str:
    """What an agent reads of a rule."""
    return f"- {rule.id}: {rule.directive.line}; {rule.directive.instead}."


def worth_a_line(rule: Rule) -> bool:
    """Whether the rule can teach an agent: what is repaired safely by itself, or is about the checker, cannot."""
    return rule.enforced_by != "engine" and rule.fix != "safe"


def packed(rules: Iterable[Rule], budget: int) -> tuple[Rule, ...]:
    """The rules with the most impact whose lines fit into `budget` bytes, in the order in which they came."""
    waiting = [rule for rule in rules if worth_a_line(rule)]
    order = {rule.id: place for place, rule in enumerate(waiting)}
    taken: list[Rule] = []
    of_category: dict[str, int] = {}
    while waiting:
        best = max(waiting, key=lambda r: (_worth(r) * _NEXT_OF_CATEGORY ** of_category.get(r.category, 0), r.id))
        waiting.remove(best)
        if (size := _size(best)) <= budget:
            budget -= size
            taken.append(best)
            of_category[best.category] = of_category.get(best.category, 0) + 1
    return tuple(sorted(taken, key=lambda r: (r.severity.rank, order[r.id])))


def impact(rule: Rule) -> float:
    """How much it costs to break the rule: severity, how sure it is, and how often the guideline comes back to it."""
    statements = 1 + min(len(rule.statements), _MOST_STATEMENTS) / _MOST_STATEMENTS
    taught = {"project": _WHOLE_PROJECT, "ruff": _PLAIN_PYTHON}.get(rule.enforced_by, 1.0)
    return _SEVERITY[rule.severity] * _CONFIDENCE[rule.confidence] * statements * taught


def _worth(rule: Rule) -> float:
    """Impact for the room that it takes; the root keeps short lines from winning by being short."""
    return impact(rule) / sqrt(_size(rule))


def _size(rule: Rule) -> int:
    return len(line(rule).encode()) + 1
