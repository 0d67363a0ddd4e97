"""Baselines: accepting what is found today, and letting go of what is found no more."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from msgspec.structs import replace

from fastapi_lint.api.checking import check_project
from fastapi_lint.api.request import Checked, Request
from fastapi_lint.engine import baseline
from fastapi_lint.engine.baseline import FILE, Entry
from fastapi_lint.model.diagnostic import Diagnostic
from fastapi_lint.model.record import Record


class Accepted(Record, eq=True):
    """The file that was written, how many findings it accepts, and how many of these were not looked at this time.

    `is_configured` when `check` reads that file without being told to. `unread` are findings about files that could not
    be read, which nothing accepts.
    """

    file: Path
    count: int
    unseen: int
    is_configured: bool
    unread: tuple[Diagnostic, ...]


class Pruned(Record, eq=True):
    """Accepted findings that are gone, those that are left, and how many of these were not looked at this time."""

    file: Path
    dropped: tuple[Entry, ...]
    left: tuple[Entry, ...]
    unseen: int


def write_baseline(paths: tuple[Path, ...], file: Path | None, cache: Path | None = None) -> Accepted:
    """Accepts every finding in `paths`, or in the project; what was accepted elsewhere stays.

    So does what nobody can say today, such as the findings of a file that cannot be parsed. `file` None is that of
    the configuration. ConfigError when the file is needed and damaged.
    """
    request = Request(paths=paths, no_baseline=True, cache=cache)
    checked = check_project(request)
    file = file or _file(checked)
    found = baseline.entries_of(_rooted(checked))
    unseen = set(_unseen(file, request, checked)) - set(found)
    baseline.write_entries(file, sorted({*found, *unseen}))
    is_configured = checked.baseline is not None and checked.baseline.resolve() == file.resolve()
    unread = tuple(d for d in checked.report.diagnostics if d.rule in baseline.UNREAD)
    return Accepted(file, len(found) + len(unseen), len(unseen), is_configured, unread)


def prune_baseline(paths: tuple[Path, ...], file: Path | None, *, write: bool = True) -> Pruned:
    """Lets accepted findings go that are gone. What was not evaluated now, or lies outside of `paths`, stays."""
    request = Request(paths=paths, no_baseline=True)
    checked = check_project(request)
    file = file or _file(checked)
    split = baseline.split(_rooted(checked), baseline.load(file, checked.root))
    unseen = [e for e in split.gone if _is_unseen(e, request, checked)]
    left = sorted([*baseline.entries_of(split.known), *unseen])
    if write:
        baseline.write_entries(file, left)
    return Pruned(file, tuple(e for e in split.gone if e not in unseen), tuple(left), len(unseen))


def _file(checked: Checked) -> Path:
    """The baseline of the configuration as seen from here, else the usual one in this folder."""
    if checked.baseline is None:
        return Path(FILE)
    return Path(os.path.relpath(checked.baseline))


def _unseen(file: Path, request: Request, checked: Checked) -> Iterator[Entry]:
    """The accepted findings that this run cannot speak of; a run over everything needs no readable file."""
    looked_everywhere = not request.paths and not checked.report.skipped and not checked.report.crashes
    if looked_everywhere or not file.exists():
        return
    known = baseline.load(file, checked.root)
    gone = baseline.split(_rooted(checked), known).gone
    yield from (e for e in gone if _is_unseen(e, request, checked))


def _is_unseen(entry: Entry, request: Request, checked: Checked) -> bool:
    """Whether this run cannot say if a finding is still there."""
    if entry.rule in baseline.UNREAD:
        return False
    if not request.within(checked.root)(entry.path):
        return True
    subjects = {s.subject for s in checked.report.skipped} | {crash.rule for crash in checked.report.crashes}
    rule = checked.analysis.rules.get(entry.rule)
    delegated = f"{rule.enforced_by} rules" if rule is not None else ""
    return not subjects.isdisjoint({entry.path, entry.rule, delegated})


def _rooted(checked: Checked) -> list[Diagnostic]:
    """The findings with paths relative to the project's root, which is what a baseline holds."""
    return [replace(d, fingerprint=s.fingerprint) for d, s in checked.shown.items()]
