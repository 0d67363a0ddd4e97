"""The outcome of one run: everything a reporter may show."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Protocol

from fastapi_lint.model.diagnostic import Diagnostic, Severity, Skipped
from fastapi_lint.model.record import Record, field
from fastapi_lint.model.standing import Standing

if TYPE_CHECKING:
    from fastapi_lint.model.running import Running


class Lines(Protocol):
    """The text lines of files, by path as it is shown."""

    def get(self, path: str, default: Sequence[str], /) -> Sequence[str]: ...


def _no_lines() -> Lines:
    empty: dict[str, Sequence[str]] = {}
    return empty


class Crash(Record, eq=True):
    """A rule that failed on a fact; the run went on without it."""

    rule: str
    path: str
    traceback: str


class Summary(Record, eq=True):
    """Counts of one run."""

    files: int = 0
    routes: int = 0
    errors: int = 0
    warnings: int = 0
    infos: int = 0
    fixable: int = 0
    fixed: int = 0
    suppressed: int = 0
    baselined: int = 0


class Part(Record, eq=True):
    """What a report on a share of the files knows for the report on all of them: of which commit, and what holds."""

    project: str
    revision: str
    standing: Standing


class Report(Record, eq=True):
    """Diagnostics are sorted by place. `sources` holds the text lines of the files that they name.

    `running` is there when a service was started and judged. `shard` is `I/N` when only a share of the files counts,
    and `part` what it tells for the report that joins all shares.
    `folder` is the project's, from where paths count; "" when that is the project itself.
    `seconds` is wall time. Only people are told it: what machines read is equal for equal projects, byte for byte.
    The exit code leaves findings below `fail_on` alone; `strict` minds what was skipped, `may_be_empty` no files.
    """

    profile: str
    diagnostics: tuple[Diagnostic, ...]
    summary: Summary
    skipped: tuple[Skipped, ...] = ()
    crashes: tuple[Crash, ...] = ()
    sources: Lines = field(default_factory=_no_lines)
    explanations: dict[str, Explanation] = field(default_factory=dict)
    running: Running | None = None
    fail_on: Severity = Severity.INFO
    strict: bool = False
    may_be_empty: bool = False
    shard: str = ""
    part: Part | None = None
    folder: str = ""
    seconds: float = 0.0

    @property
    def exit_code(self) -> int:
        """0 clean, 1 findings, 3 a rule crashed, 4 nothing could be evaluated, or not everything when strict."""
        if self.crashes:
            return 3
        if not self.summary.files and not self.may_be_empty:
            return 4
        if any(d.severity.rank <= self.fail_on.rank for d in self.diagnostics):
            return 1
        return 4 if self.strict and any(not s.outside for s in self.skipped) else 0


class Explanation(Record, eq=True):
    """The words of one rule that reporters print beside its findings."""

    rule: str
    summary: str
    why: str
    line: str
    instead: str
    help_uri: str
