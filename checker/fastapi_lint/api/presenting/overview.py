"""The overview of a run: the project, the commit, the guideline that it is judged by, and the runs before it."""

from __future__ import annotations

import tomllib
from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from pathlib import Path

from msgspec.structs import replace

from fastapi_lint.api.analysis import Analysis
from fastapi_lint.api.history import read_history
from fastapi_lint.api.request import Checked
from fastapi_lint.api.standing import standing_of, state_of
from fastapi_lint.catalog.compiled import catalog
from fastapi_lint.catalog.home import cache_home
from fastapi_lint.catalog.rule import OBSERVED, Catalog, Guideline, Statement
from fastapi_lint.delegate.changed import revision
from fastapi_lint.model.diagnostic import Diagnostic
from fastapi_lint.model.overview import Judged, Overview, Section
from fastapi_lint.model.report import Part, Report
from fastapi_lint.model.standing import Standing


def overview(checked: Checked, history: Path | None = None, book: Catalog | None = None) -> Overview:
    """Judges by the guideline that the profile mirrors, if any. UsageError when the history cannot be read.

    Of a run of the service, only the statements are shown that such a run can say something of. A share of the files
    judges nothing: what is known of one is told by the report that joins all of them.
    """
    book, report = book or catalog(cache_home()), checked.report
    seen = replace(bare_overview(checked.root), runs=read_history(history).runs if history is not None else ())
    guideline = _mirrored(book, report.profile)
    if guideline is None or report.shard:
        return seen
    standing = standing_of(guideline, book, checked.analysis, checked.found, report.running)
    if report.running is None:
        return _judging(seen, guideline, standing, report)
    scope = " that a running service shows something of"
    return _judging(replace(seen, scope=scope), _observable(guideline, book), standing, report)


def joined_overview(report: Report, book: Catalog | None = None) -> Overview:
    """The same of a report that was joined from all shares."""
    book = book or catalog(cache_home())
    seen, guideline = bare_overview(Path.cwd() / report.folder), _mirrored(book, report.profile)
    if report.part is None:
        return seen
    seen = replace(seen, project=report.part.project, revision=report.part.revision)
    return _judging(seen, guideline, report.part.standing, report) if guideline is not None else seen


def part_of(root: Path, profile: str, book: Catalog, analysis: Analysis, found: Iterable[Diagnostic]) -> Part:
    """What a run over a share of the files knows for the report on all of them; `found` are its findings."""
    guideline = _mirrored(book, profile)
    standing = standing_of(guideline, book, analysis, found) if guideline is not None else Standing()
    return Part(_project_name(root), revision(root), standing)


def _mirrored(book: Catalog, profile: str) -> Guideline | None:
    """The guideline that a profile mirrors."""
    known = book.profiles.get(profile)
    return book.guidelines.get(known.mirrors) if known is not None else None


def _judging(seen: Overview, guideline: Guideline, standing: Standing, report: Report) -> Overview:
    reported: dict[str, list[str]] = defaultdict(list)
    for diagnostic in report.diagnostics:
        for sid in diagnostic.statements:
            reported[sid].append(diagnostic.fingerprint)
    sections = tuple(
        Section(title, tuple(_judged(s, standing, reported.get(s.sid, ())) for s in listed))
        for title, listed in guideline.sections.items()
        if listed
    )
    return replace(seen, guideline=guideline.title if sections else "", sections=sections)


def _observable(guideline: Guideline, book: Catalog) -> Guideline:
    """Those of its statements that a running service shows something of."""

    def shows(statement: Statement) -> bool:
        return any(book.rules[rule].enforced_by in OBSERVED for rule, _ in statement.references())

    sections = {title: tuple(s for s in listed if shows(s)) for title, listed in guideline.sections.items()}
    return replace(guideline, sections=sections)


def bare_overview(root: Path) -> Overview:
    """What can be said without a check: of which project, at which commit and when."""
    return Overview(_project_name(root), revision(root), datetime.now(UTC).isoformat(timespec="minutes"))


def _project_name(root: Path) -> str:
    """The name in pyproject.toml, else that of the folder."""
    try:
        data = tomllib.loads((root / "pyproject.toml").read_text("utf-8"))
    except (OSError, ValueError, RecursionError):
        data = {}
    tables = (data.get("project"), data.get("tool", {}).get("poetry") if isinstance(data.get("tool"), dict) else None)
    names = (table.get("name") for table in tables if isinstance(table, dict))
    return next((name for name in names if isinstance(name, str) and name.strip()), root.resolve().name or "project")


def _judged(said: Statement, standing: Standing, reported: Sequence[str]) -> Judged:
    state, reason = state_of(said, standing)
    unlisted = max(standing.violations.get(said.sid, 0) - len(reported), 0)
    return Judged(said.sid, said.level, said.text, state, reason, tuple(reported), unlisted)
