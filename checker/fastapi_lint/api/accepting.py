"""Baselines: accepting what is found today, and letting go of what is found no more."""

from __future__ import annotations

from pathlib import Path

from msgspec.structs import replace

from fastapi_lint.api.checking import check_project
from fastapi_lint.api.request import Checked, Request
from fastapi_lint.engine import baseline
from fastapi_lint.engine.baseline import Entry
from fastapi_lint.model.diagnostic import Diagnostic
from fastapi_lint.model.record import Record


class Pruned(Record, eq=True):
    """Accepted findings that were let go, those that are left, and how many of these were not looked at this time."""

    dropped: tuple[Entry, ...]
    left: tuple[Entry, ...]
    unseen: int


def write_baseline(paths: tuple[Path, ...], file: Path) -> int:
    """Accepts every finding; returns how many."""
    found = _rooted(check_project(Request(paths=paths)))
    baseline.write(file, found)
    return len(found)


def prune_baseline(paths: tuple[Path, ...], file: Path) -> Pruned:
    """Lets accepted findings go that are gone. What was not evaluated now, or lies outside of `paths`, stays."""
    request = Request(paths=paths)
    checked = check_project(request)
    split = baseline.split(_rooted(checked), baseline.load(file, checked.root))
    within = request.within(checked.root)
    unseen = [e for e in split.gone if not within(e.path) or _is_unevaluated(e, checked)]
    left = sorted([*baseline.entries_of(split.known), *unseen])
    baseline.write_entries(file, left)
    return Pruned(tuple(e for e in split.gone if e not in unseen), tuple(left), len(unseen))


def _is_unevaluated(entry: Entry, checked: Checked) -> bool:
    """Whether nobody can say today if a finding is still there."""
    subjects = {s.subject for s in checked.report.skipped} | {crash.rule for crash in checked.report.crashes}
    rule = checked.analysis.rules.get(entry.rule)
    delegated = f"{rule.enforced_by} rules" if rule is not None else ""
    return not subjects.isdisjoint({entry.path, entry.rule, delegated})


def _rooted(checked: Checked) -> list[Diagnostic]:
    """The findings with paths relative to the project's root, which is what a baseline holds."""
    return [replace(d, fingerprint=s.fingerprint) for d, s in checked.shown.items()]
