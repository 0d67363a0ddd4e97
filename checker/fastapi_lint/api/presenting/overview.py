"""The overview of a run: the project, the commit, the guideline that it is judged by, and the runs before it."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from itertools import groupby
from pathlib import Path

from msgspec.structs import replace

from fastapi_lint.api.conformance import verdicts
from fastapi_lint.api.history import read_history
from fastapi_lint.api.request import Checked
from fastapi_lint.catalog.compiled import catalog
from fastapi_lint.catalog.home import cache_home
from fastapi_lint.catalog.rule import Catalog
from fastapi_lint.delegate.changed import revision
from fastapi_lint.model.diagnostic import Diagnostic
from fastapi_lint.model.overview import Judged, Overview, Section, Standing
from fastapi_lint.views.conformance import Verdict


def overview(checked: Checked, history: Path | None = None, book: Catalog | None = None) -> Overview:
    """Judges by the guideline that the profile mirrors, if any. UsageError when the history cannot be read."""
    book = book or catalog(cache_home())
    profile = book.profiles.get(checked.report.profile)
    guideline = book.guidelines.get(profile.mirrors) if profile is not None else None
    is_static = checked.report.running is None  # a run of the service reads hardly any of what statements are about
    judged = verdicts(guideline, book, checked) if guideline is not None and is_static else ()
    return replace(
        bare_overview(checked.root),
        guideline=guideline.title if guideline is not None and judged else "",
        sections=tuple(_sections(judged, _reported(checked.shown))),
        runs=read_history(history).runs if history is not None else (),
    )


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


def _reported(shown: Mapping[Diagnostic, Diagnostic]) -> Mapping[str, tuple[str, ...]]:
    """The fingerprints of the reported findings that break each statement."""
    found: dict[str, tuple[str, ...]] = {}
    for diagnostic in sorted(shown.values(), key=lambda d: d.sort_key):
        for sid in diagnostic.statements:
            found[sid] = (*found.get(sid, ()), diagnostic.fingerprint)
    return found


def _sections(judged: tuple[Verdict, ...], reported: Mapping[str, tuple[str, ...]]) -> Iterator[Section]:
    for title, group in groupby(judged, key=lambda verdict: verdict.section):
        yield Section(title, tuple(_judged(verdict, reported.get(verdict.statement.sid, ())) for verdict in group))


def _judged(verdict: Verdict, reported: tuple[str, ...]) -> Judged:
    statement = verdict.statement
    unlisted = max(len(verdict.violations) - len(reported), 0)
    standing = Standing(verdict.state.value)
    return Judged(statement.sid, statement.level, statement.text, standing, verdict.reason, reported, unlisted)
