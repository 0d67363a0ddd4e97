"""What a check is asked to do, and what it answers."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from fastapi_lint.api.analysis import Analysis
from fastapi_lint.api.repair import OfferedEdits
from fastapi_lint.api.share import Share
from fastapi_lint.config import Config
from fastapi_lint.engine.evidence import Evidence
from fastapi_lint.model.diagnostic import Diagnostic, Severity
from fastapi_lint.model.record import Record, field
from fastapi_lint.model.report import Report

if TYPE_CHECKING:
    from fastapi_lint.engine.fixing.patch import Patch


class Request(Record, eq=True):
    """What to check and how: the options of `fastapi-lint check`. `settings` replace a search for a configuration.

    `baseline` stands before that of the settings; `no_baseline` reports what either accepts too.
    Findings below `fail_on` leave the exit code alone. With `allow_none`, paths may lead to no file that is checked.
    Reported paths count from `relative_to`, by default the folder in which the tool was started. `typed` is the text
    to judge in place of the only path's. `cache` is another folder for facts than the one around.
    """

    paths: tuple[Path, ...] = ()
    fix: bool = False
    unsafe_fixes: bool = False
    diff: bool = False
    profile: str | None = None
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    config: Path | None = None
    baseline: Path | None = None
    no_baseline: bool = False
    changed_since: str | None = None
    shard: Share | None = None
    fail_on: Severity = Severity.INFO
    allow_none: bool = False
    strict: bool = False
    full: bool = False
    no_delegates: bool = False
    no_cache: bool = False
    cache: Path | None = None
    jobs: int | None = None
    relative_to: Path | None = None
    typed: str | None = None
    settings: Config | None = None
    tell: Callable[[str], None] = lambda _: None

    @property
    def shown_from(self) -> Path:
        """The folder that reported paths count from."""
        return self.relative_to.resolve() if self.relative_to is not None else Path.cwd()

    def within(self, root: Path) -> Callable[[str], bool]:
        """Says of a path relative to the root whether it was asked for."""
        wanted = [Path(os.path.relpath(p.resolve(), root)).as_posix() for p in self.paths]
        if not wanted or "." in wanted:
            return lambda _: True
        return lambda path: any(path == w or path.startswith(f"{w}/") for w in wanted)

    def reports(self, root: Path) -> Callable[[str], bool]:
        """Says of a path relative to the root whether it was asked for and belongs to the share."""
        within, shard = self.within(root), self.shard
        return within if shard is None else lambda path: shard.holds(path) and within(path)


class Checked(Record, eq=True):
    """The report, the files that decided it (empty when more than files did), and patches with the repairs.

    `accepted` are findings that a baseline keeps out of the report, `baseline` is the one that the settings name.
    """

    report: Report
    inputs: tuple[str, ...]
    patches: tuple[Patch, ...]
    exit_code: int
    analysis: Analysis
    root: Path
    shown: Mapping[Diagnostic, Diagnostic] = field(default_factory=dict)
    evidence: Evidence | None = None
    accepted: tuple[Diagnostic, ...] = ()
    baseline: Path | None = None

    @property
    def found(self) -> tuple[Diagnostic, ...]:
        """Everything that was found, reported or not; of comments that suppress wrongly, those that are reported."""
        return tuple(dict.fromkeys((*self.analysis.diagnostics, *self.shown)))

    def edits(self) -> OfferedEdits:
        """The text edits of every fixable finding, by fingerprint."""
        return OfferedEdits(self.analysis, {s.fingerprint: d for d, s in self.shown.items() if d.fix is not None})
