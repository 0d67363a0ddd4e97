"""Which findings an edit brought into the files that it touched: those that were not there before."""

from __future__ import annotations

import sys
from collections.abc import Collection, Iterable, Mapping, Sequence
from contextlib import suppress
from difflib import SequenceMatcher
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec.structs import replace

from fastapi_lint.api.analysing.remembered import Remembered, remembered
from fastapi_lint.api.analysis import Pass, analyse
from fastapi_lint.api.checking import CACHE, configured
from fastapi_lint.api.conclusion import conclude
from fastapi_lint.api.hooks.payloads import Edited
from fastapi_lint.api.repair import Repair
from fastapi_lint.api.request import Checked, Request
from fastapi_lint.catalog.compiled import catalog
from fastapi_lint.catalog.home import cache_home
from fastapi_lint.catalog.rule import Catalog
from fastapi_lint.config import Config
from fastapi_lint.engine.changed import only_changed
from fastapi_lint.engine.dispatch import looks_no_further
from fastapi_lint.engine.replay import prepare
from fastapi_lint.engine.rulebook import pair
from fastapi_lint.engine.selection import active_rules
from fastapi_lint.facts.code import Role
from fastapi_lint.model.diagnostic import Diagnostic, Severity
from fastapi_lint.model.record import Record
from fastapi_lint.model.report import Report, Summary
from fastapi_lint.source.discover import Discovery, discover

if TYPE_CHECKING:
    from fastapi_lint.api.lowered import Lowering

UNFINISHED = frozenset(
    {"unmounted-router", "unused-import", "unused-suppression", "untested-route", "routes-not-found"}
)
"""Rules about what nothing uses yet: in the middle of a change that says nothing."""

_INDEX = "facts.index"


class _Look(Record):
    """A project and the edited files in it; `paths` are relative to its root, `python` those that rules read."""

    book: Catalog
    config: Config
    discovery: Discovery
    edits: Mapping[str, Edited]
    python: frozenset[str]
    cache: Path | None
    memory: Remembered | None
    less: tuple[Lowering, ...]

    def checked(
        self, *, near: bool = False, picked: Collection[str] | None = None, texts: Mapping[str, str] | None = None
    ) -> Checked:
        """What is found in the edited files, today or with other texts."""
        wanted = Pass(
            texts=texts or {},
            only=self.edits.keys(),
            near=near,
            picked=picked,
            cache=self.cache,
            memory=self.memory,
        )
        found = analyse(self.book, self.config, self.discovery, wanted)
        if self.less:
            from fastapi_lint.api.gate import with_lowered

            found = with_lowered(found, self.config, self.less, "the text before the edit")
        request = Request(paths=tuple(self.config.root / path for path in self.edits), no_cache=True, no_baseline=True)
        return conclude(request, self.book, self.config, self.discovery, found, Repair(), 0.0)


def introduced(folder: Path, edits: Sequence[Edited], *, is_finished: bool = False) -> Report | None:
    """The findings of these edits in files of the project around `folder`; None when there is nothing to say.

    `is_finished` when no more edits follow at once: only then does it matter that something is not used. Until then a
    first look at the edited files and those around them decides whether the whole project is worth a second one.
    """
    look = _look(folder, edits)
    if not any(path in look.python or not path.endswith(".py") for path in look.edits):
        return None
    if is_finished or look.python != look.edits.keys() or not _is_warm(look.cache):
        return _fresh(look, is_finished=is_finished)
    about_code = {rule.id for rule in active_rules(look.book, look.config).values() if rule.enforced_by != "project"}
    suspected = _fresh(look, near=True, picked=about_code)
    return _confirmed(look, suspected) if suspected is not None else None


def _confirmed(look: _Look, suspected: Report) -> Report | None:
    """What the first look suspected and the whole project bears out."""
    named = {found.rule for found in suspected.diagnostics}
    paired = pair(rule for name, rule in active_rules(look.book, look.config).items() if name in named)
    doubtful = {active.rule.id for active in paired if not looks_no_further(active)}
    if not doubtful:
        return suspected
    borne_out = {shown.fingerprint for shown in look.checked(picked=doubtful).shown.values()}
    sure = [d for d in suspected.diagnostics if d.rule not in doubtful or d.fingerprint in borne_out]
    return _report(suspected, sure) if sure else None


def _look(folder: Path, edits: Sequence[Edited]) -> _Look:
    book = catalog(cache_home())
    config = configured(Request(), folder.resolve(), book)
    named = {path: edit for edit in edits if (path := _below(edit.path, config.root)) is not None}
    roles = [(glob, Role(role)) for glob, role in config.roles.items()]
    discovery = discover(config.root, config.exclude, config.extend_exclude, roles)
    known = {file.path for file in discovery.files}
    cache = _cache(config.root)
    memory = remembered(cache, looks_again=True) if cache is not None else None
    less = () if known >= named.keys() else _lowerings(book, config, named)
    return _Look(book, config, discovery, named, frozenset(known & named.keys()), cache, memory, less)


def _lowerings(book: Catalog, config: Config, edits: Mapping[str, Edited]) -> tuple[Lowering, ...]:
    """What the edits of settings or of a baseline let through."""
    from fastapi_lint.api.gate import lowerings

    before = {config.root / path: edit.before or None for path, edit in edits.items() if edit.before is not None}

    def then(file: Path) -> str | None:
        return before[file] if file in before else file.read_text("utf-8-sig") if file.is_file() else None

    return lowerings(Request(), book, config, lambda settings: settings, then)


def _fresh(
    look: _Look, *, near: bool = False, picked: Collection[str] | None = None, is_finished: bool = False
) -> Report | None:
    """The report on what is found now and was not found in the texts before the edit."""
    now = look.checked(near=near, picked=picked)
    if not now.shown:
        return None
    before = {path: text for path in look.python if (text := look.edits[path].before)}
    rules = {found.rule for found in now.shown}
    then = look.checked(near=near, picked=rules, texts=before) if before else None
    old = {shown.fingerprint for shown in then.shown.values()} if then is not None else set()
    changed = {path: _changed(edit, look.config.root / path) for path, edit in look.edits.items()}
    fresh = [
        shown
        for found, shown in now.shown.items()
        if _is_new(replace(found, fingerprint=shown.fingerprint), old, changed, compared=before.keys())
        and (is_finished or found.rule not in UNFINISHED)
    ]
    return _report(now.report, fresh) if fresh else None


def _is_new(
    found: Diagnostic, old: set[str], changed: Mapping[str, Sequence[range]], *, compared: Collection[str]
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


def _is_warm(cache: Path | None) -> bool:
    """Whether facts are remembered: if not, the whole project is read once, and remembered then."""
    return cache is not None and (cache / _INDEX).is_file()


def _report(report: Report, fresh: Iterable[Diagnostic]) -> Report:
    listed = tuple(sorted(fresh, key=lambda d: d.sort_key))
    counts = [sum(d.severity is severity for d in listed) for severity in Severity]
    summary = Summary(len({d.location.path for d in listed}), 0, *counts)
    return replace(report, diagnostics=listed, summary=summary, skipped=(), crashes=())
