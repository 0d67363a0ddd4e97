"""Which findings an edit brought into the files that it touched: those that were not there before."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from difflib import SequenceMatcher
from pathlib import Path

from msgspec.structs import replace

from fastapi_lint.api.analysis import analyse
from fastapi_lint.api.checking import CACHE, configured
from fastapi_lint.api.conclusion import conclude
from fastapi_lint.api.hooks.payloads import Edited
from fastapi_lint.api.repair import Repair
from fastapi_lint.api.request import Checked, Request
from fastapi_lint.catalog.compiled import catalog
from fastapi_lint.catalog.home import cache_home
from fastapi_lint.config import Config
from fastapi_lint.engine.changed import only_changed
from fastapi_lint.engine.replay import prepare
from fastapi_lint.facts.code import Role
from fastapi_lint.model.diagnostic import Diagnostic, Severity
from fastapi_lint.model.report import Report, Summary
from fastapi_lint.source.discover import discover

UNFINISHED = frozenset(
    {"unmounted-router", "unused-import", "unused-suppression", "untested-route", "routes-not-found"}
)
"""Rules about what nothing uses yet: in the middle of a change that says nothing."""


def introduced(folder: Path, edits: Sequence[Edited], *, is_finished: bool = False) -> Report | None:
    """The findings of these edits in files of the project around `folder`; None when there is nothing to say.

    `is_finished` when no more edits follow at once: only then does it matter that something is not used.
    """
    book = catalog(cache_home())
    config = configured(Request(), folder.resolve(), book)
    named = {path: edit for edit in edits if (path := _below(edit.path, config.root)) is not None}
    discovery = discover(
        config.root, config.exclude, config.extend_exclude, [(g, Role(r)) for g, r in config.roles.items()]
    )
    known = {file.path for file in discovery.files}
    if not any(path in known or not path.endswith(".py") for path in named):
        return None
    request = Request(paths=tuple(config.root / path for path in named), no_cache=True)

    cache = _cache(config.root)

    def checked(config: Config, texts: Mapping[str, str] | None = None) -> Checked:
        found = analyse(book, config, discovery, texts=texts, cache=cache, only=named.keys())
        return conclude(request, book, config, discovery, found, Repair(), 0.0)

    now = checked(config)
    if not now.shown:
        return None
    before = {path: edit.before for path, edit in named.items() if path in known and edit.before}
    broken = replace(config, select=tuple({found.rule for found in now.shown}))
    old = {shown.fingerprint for shown in checked(broken, before).shown.values()} if before else set()
    changed = {path: _changed(edit, config.root / path) for path, edit in named.items()}
    fresh = [
        shown
        for found, shown in now.shown.items()
        if _is_new(found, old, changed, compared=frozenset(before)) and (is_finished or found.rule not in UNFINISHED)
    ]
    return _report(now.report, fresh) if fresh else None


def _is_new(
    found: Diagnostic, old: set[str], changed: Mapping[str, Sequence[range]], *, compared: frozenset[str]
) -> bool:
    """Whether the finding is none of the old ones; ruff was not asked about old texts, there changed lines decide."""
    if found.location.path in compared and found.enforced_by != "ruff":
        return found.fingerprint not in old
    return bool(only_changed([found], changed))


def _changed(edit: Edited, file: Path) -> tuple[range, ...]:
    """The lines that the edit wrote; all of them when the text before is not known or there was none."""
    if not edit.before:
        return (range(1, sys.maxsize),)
    with suppress(OSError):
        after = file.read_text("utf-8", errors="replace").splitlines()
        matcher = SequenceMatcher(None, edit.before.splitlines(), after, autojunk=False)
        return tuple(range(b + 1, e + 1) for tag, _, _, b, e in matcher.get_opcodes() if tag != "equal" and e > b)
    return ()


def _below(path: Path, root: Path) -> str | None:
    with suppress(ValueError, OSError):
        return path.resolve().relative_to(root.resolve()).as_posix()
    return None


def _cache(root: Path) -> Path | None:
    """The project's cache; without a place for it, every edit costs a cold run."""
    with suppress(OSError):
        prepare(str(root / CACHE))
        return root / CACHE
    return None


def _report(report: Report, fresh: Iterable[Diagnostic]) -> Report:
    listed = tuple(sorted(fresh, key=lambda d: d.sort_key))
    counts = [sum(d.severity is severity for d in listed) for severity in Severity]
    summary = Summary(len({d.location.path for d in listed}), 0, *counts)
    return replace(report, diagnostics=listed, summary=summary, skipped=(), crashes=())
