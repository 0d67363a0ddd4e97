"""What a report for people who did not start the run says around the findings."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from typing import TYPE_CHECKING

from fastapi_lint.model.record import Record

if TYPE_CHECKING:
    from fastapi_lint.model.trend import Run


class State(StrEnum):
    """What is known of a statement in a project."""

    HOLDS = "holds"
    VIOLATED = "violated"
    NOT_APPLICABLE = "not applicable"
    NOT_EVALUATED = "not evaluated"


class Judged(Record, eq=True):
    """One statement in one project. `findings` are fingerprints of reported findings that break it.

    `unlisted` counts those that the report leaves out: suppressed, accepted, or not asked for.
    """

    sid: str
    level: str
    text: str
    state: State
    reason: str = ""
    findings: tuple[str, ...] = ()
    unlisted: int = 0


class Section(Record, eq=True):
    """One section of a guideline."""

    title: str
    statements: tuple[Judged, ...]

    def count(self, state: State) -> int:
        """How many of its statements stand so."""
        return sum(judged.state is state for judged in self.statements)


class Overview(Record, eq=True):
    """`time` is ISO 8601 in UTC, `revision` a commit; both may be unknown and "".

    `guideline` is the title of the one that the profile mirrors, "" when there is none to judge by; `scope` says which
    of its statements are shown when it is not all; `runs` are the past ones, the oldest first.
    """

    project: str
    revision: str = ""
    time: str = ""
    guideline: str = ""
    scope: str = ""
    sections: tuple[Section, ...] = ()
    runs: Sequence[Run] = ()
