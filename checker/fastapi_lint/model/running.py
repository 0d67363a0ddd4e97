"""What a run against a service adds to a report: which rule held for which operation, and how to see the same run."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from fastapi_lint.model.record import Record

SERVICE = "the service"
"""The row of what belongs to no single operation."""


class Verdict(StrEnum):
    """What a rule says of an operation. `HELD` needs something that the rule looked at, and no finding."""

    HELD = "held"
    VIOLATED = "violated"
    NOT_APPLICABLE = "not applicable"
    NOT_EVALUATED = "not evaluated"


class Row(Record, eq=True):
    """One operation (`GET /orders`), or SERVICE; `verdicts` by rule id, in the order of the ids."""

    subject: str
    verdicts: Mapping[str, Verdict]

    def rules(self, verdict: Verdict) -> tuple[str, ...]:
        """The rules with this verdict."""
        return tuple(rule for rule, found in self.verdicts.items() if found is verdict)


class Running(Record, eq=True):
    """`run_hash` is equal for runs that asked and were answered the same; `seed` is None when chance was left alone.

    `noise` says how often a fuzzer alone objected to what.
    """

    calls: int = 0
    run_hash: str = ""
    seed: int | None = None
    matrix: tuple[Row, ...] = ()
    noise: Mapping[str, int] = {}
