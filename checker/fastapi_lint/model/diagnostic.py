"""What a reader is told: a finding joined with the words of its rule and a real location."""

from __future__ import annotations

from enum import StrEnum

from fastapi_lint.model.fix import Fix
from fastapi_lint.model.location import Location
from fastapi_lint.model.record import Record


class Severity(StrEnum):
    """`ERROR` breaks clients, data or safety; `WARNING` will; `INFO` is worth knowing."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"

    @property
    def rank(self) -> int:
        """0 is the gravest."""
        return list(Severity).index(self)


class Diagnostic(Record, eq=True):
    """One reported defect. `fingerprint` is 16 hex digits that survive moved lines; `repeat` are command lines.

    `also` are further operations in which the same defect shows.
    """

    rule: str
    category: str
    severity: Severity
    confidence: str
    enforced_by: str
    location: Location
    message: str
    instead: str = ""
    fix: Fix | None = None
    chain: tuple[str, ...] = ()
    statements: tuple[str, ...] = ()
    fingerprint: str = ""
    repeat: tuple[str, ...] = ()
    also: tuple[str, ...] = ()

    @property
    def sort_key(self) -> tuple[Location, str, str]:
        """Order of every report: place, then rule, then text."""
        return (self.location, self.rule, self.message)


class Skipped(Record, eq=True):
    """Something that was not evaluated, and why. Never shown as passed.

    What is `outside` of what the command is for is named, and leaves the rest wholly evaluated.
    """

    subject: str
    reason: str
    outside: bool = False
