"""The overview of a run: the project, the commit, the guideline that it is judged by, and the runs before it."""

from __future__ import annotations

import tomllib
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from itertools import groupby
from pathlib import Path

from msgspec.structs import replace

from fastapi_lint.api.conformance import verdicts
from fastapi_lint.api.history import read_history
from fastapi_lint.api.request import Checked
from fastapi_lint.catalog.compiled import catalog
from fastapi_lint.catalog.home import cache_home
from fastapi_lint.catalog.rule import OBSERVED, Catalog, Statement
from fastapi_lint.delegate.changed import revision
from fastapi_lint.model.diagnostic import Diagnostic
from fastapi_lint.model.overview import Judged, Overview, Section
from fastapi_lint.views.conformance import Verdict


def overview(checked: Checked, history: Path | None = None, book: Catalog | None = None) -> Overview:
    """Judges by the guideline that the profile mirrors, if any. UsageError when the history cannot be read.

    Of a run of the service, only the statements are shown that such a run can say something of.
    """
    book = book or catalog(cache_home())
    profile = book.profiles.get(checked.report.profile)
    guideline = book.guidelines.get(profile.mirrors) if profile is not None else None
    judged = verdicts(guideline, book, checked) if guideline is not None else ()
    is_static = checked.report.running is None
    if not is_static:
        judged = tuple(verdict for verdict in judged if _is_observable(verdict.statement, book))
    return replace(
        bare_overview(checked.root),
        guideline=guideline.title if guideline is not None and judged else "",
        scope="" if is_static else " that a running service shows something of",
        sections=tuple(_sections(judged, _reported(checked.shown))),
        runs=read_history(history).runs if history is not None else (),
    )


def _is_observable(statement: Statement, book: Catalog) -> bool:
    return any(book.rules[rule].enforced_by in OBSERVED for rule, _ in statement.references())


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


def _reported(shown: Mapping[Diagnostic, Diagnostic]) -> Mapping[str, Sequence[str]]:
    """The fingerprints of the reported findings that break each statement."""
    found: dict[str, list[str]] = defaultdict(list)
    for diagnostic in sorted(shown.values(), key=lambda d: d.sort_key):
        for sid in diagnostic.statements:
            found[sid].append(diagnostic.fingerprint)
    return found


def _sections(judged: tuple[Verdict, ...], reported: Mapping[str, Sequence[str]]) -> Iterator[Section]:
    for title, group in groupby(judged, key=lambda verdict: verdict.section):
        yield Section(title, tuple(_judged(verdict, reported.get(verdict.statement.sid, ())) for verdict in group))


def _judged(verdict: Verdict, reported: Sequence[str]) -> Judged:
    said, unlisted = verdict.statement, max(len(verdict.violations) - len(reported), 0)
    return Judged(said.sid, said.level, said.text, verdict.state, verdict.reason, tuple(reported), unlisted)
