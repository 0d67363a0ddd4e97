"""Checking a project: find its settings and files, analyse, repair when asked to, and conclude."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from pathlib import Path

from msgspec.structs import replace

from fastapi_lint.api.analysis import Analysis, Pass, analyse
from fastapi_lint.api.conclusion import conclude
from fastapi_lint.api.repair import Repair, Wanted, repair
from fastapi_lint.api.reported import accepting, carried, changed_lines_for, reported, text_of
from fastapi_lint.api.request import Checked, Request
from fastapi_lint.catalog.compiled import catalog
from fastapi_lint.catalog.home import cache_home
from fastapi_lint.catalog.rule import Catalog
from fastapi_lint.config import Config, load_config, settings_file
from fastapi_lint.engine.baseline import load
from fastapi_lint.facts.code import Role
from fastapi_lint.model.diagnostic import Diagnostic
from fastapi_lint.model.errors import TargetError, UsageError, nearest
from fastapi_lint.source.discover import Discovery, discover

CACHE = ".fastapi_lint_cache"


def check_project(request: Request, book: Catalog | None = None) -> Checked:
    """Checks, and repairs when asked to. Raises UsageError, ConfigError or TargetError with a message for the user."""
    started = time.monotonic()
    start = _start(request.paths, names_settings=bool(request.config or request.settings))
    folder = request.cache or Path.cwd() / CACHE
    book = book or catalog(cache_home())
    config = configured(request, start, book)
    discovery = discovered(config)
    cache = None if request.no_cache else folder
    unsaved = _unsaved(request, config, discovery)
    only = unsaved.keys() or _share(request, config, discovery)
    compared = _compared(request, book, config)

    def again(texts: Mapping[str, str] | None = None) -> Analysis:
        wanted = Pass(
            texts={**unsaved, **(texts or {})},
            typed=None if texts else request.typed,
            only=only,
            full=request.full,
            delegates=not request.no_delegates,
            jobs=request.jobs,
            cache=cache,
            tell=request.tell,
        )
        return compared(analyse(book, config, discovery, wanted))

    analysis = again()
    repaired = Repair()
    if request.fix or request.unsafe_fixes or request.diff:
        wanted = _reported_by(request, book, config, analysis)
        unsafe, named = request.unsafe_fixes, _named(config.root, request.shown_from)
        repaired = repair(analysis, again, unsafe=unsafe, write=not request.diff, wanted=wanted, named=named)
        if repaired.texts and not request.diff:
            discovery = discovered(config)
            analysis = again()
    return conclude(request, book, config, discovery, analysis, repaired, time.monotonic() - started)


def _compared(request: Request, book: Catalog, config: Config) -> Callable[[Analysis], Analysis]:
    """Adds what the settings let through since the revision of the request, if it names one; UsageError from git."""
    if (since := request.changed_since) is None:
        return lambda found: found
    from fastapi_lint.api.gate import at_revision, lowerings, with_lowered

    then = at_revision(config.root, since)
    less = lowerings(request, book, config, lambda settings: adjusted(request, settings, book), then)
    return lambda found: with_lowered(found, config, less, f"`{since}`")


def _share(request: Request, config: Config, discovery: Discovery) -> Collection[str] | None:
    """The files at which rules that see one file at a time have to look; None when that is all of them.

    Findings of files that moved away from their accepted ones are told apart by looking at all.
    """
    share, accepted = request.shard, accepting(request, config)
    if share is None or (accepted is not None and load(accepted, config.root).vanished):
        return None
    return frozenset(file.path for file in discovery.files if share.holds(file.path))


def _named(root: Path, base: Path) -> Callable[[str], str]:
    """What a patch calls a file: its place from `base`, where it is then applied, or from a root that is further up."""
    below = root.relative_to(base) if root.is_relative_to(base) else Path()
    return lambda path: (below / path).as_posix()


def _unsaved(request: Request, config: Config, discovery: Discovery) -> dict[str, str]:
    """Path -> text of the file that is judged as typed; UsageError when it is none of the project's."""
    if request.typed is None:
        return {}
    path = Path(os.path.relpath(request.paths[0].resolve(), config.root)).as_posix()
    if all(file.path != path for file in discovery.files):
        raise UsageError(f"`{request.paths[0]}` is no Python file of the project in {config.root}, or is excluded.")
    return {path: request.typed}


def _reported_by(request: Request, book: Catalog, config: Config, first: Analysis) -> Wanted:
    """Repairs change what is reported and nothing else: not what a comment, the baseline or an old line accepts."""
    changed = changed_lines_for(request, config)

    def wanted(current: Analysis, texts: Mapping[str, str]) -> Collection[Diagnostic]:
        moved = changed
        if changed is not None:
            before = {path: text_of(first, path) or "" for path in texts}
            moved = {**changed, **{p: carried(changed.get(p, ()), before[p], text) for p, text in texts.items()}}
        return reported(request, book, config, current, moved).shown.keys()

    return wanted


def _start(paths: Iterable[Path], *, names_settings: bool) -> Path:
    """The folder from which the configuration is searched; UsageError for a path that does not exist."""
    resolved = []
    for path in paths:
        if not path.exists():
            raise UsageError(f"`{path}` does not exist; pass a Python file or a folder.")
        resolved.append(path.resolve())
    if not resolved:
        return Path.cwd()
    common = Path(os.path.commonpath(resolved))
    common = common if common.is_dir() else common.parent
    return common if names_settings or len(resolved) == 1 else _one_project(resolved, common)


def _one_project(paths: Sequence[Path], common: Path) -> Path:
    """The folder of the settings when only some paths have any, as in a commit to a service and to the notes beside it.

    UsageError when code would be judged by the settings of another project, or by none.
    """
    if settings_file(common) is not None:
        return common
    nearest = {folder: settings_file(folder) for folder in {p if p.is_dir() else p.parent for p in paths}}
    settings = sorted({file for file in nearest.values() if file is not None})
    if not settings:
        return common
    apart = (p for p in paths if (p.is_dir() or p.suffix == ".py") and nearest[p if p.is_dir() else p.parent] is None)
    other = next(apart, None) or next((file.parent for file in settings[1:]), None)
    if other is None:
        return settings[0].parent
    one, another = (Path(os.path.relpath(path)).as_posix() for path in (settings[0], other))
    raise UsageError(
        f"`{one}` says nothing about `{another}`; check each project by itself, in pre-commit with a hook of its own "
        "whose `files` names its folder."
    )


def configured(request: Request, start: Path, book: Catalog) -> Config:
    """The project's settings with what the command line changes of them; raises UsageError and ConfigError."""
    if request.settings is not None:
        return request.settings
    return adjusted(request, load_config(start, request.config, book), book)


def adjusted(request: Request, config: Config, book: Catalog) -> Config:
    """Settings with what the command line changes of them; UsageError for a name that means nothing."""
    if request.profile is not None:
        if request.profile not in book.profiles:
            hint = nearest(request.profile, book.profiles) or f"; there are {', '.join(book.profiles)}."
            raise UsageError(f"no profile is called `{request.profile}`{hint}")
        config = replace(config, profile=request.profile)
    if request.select:
        book.selected(request.select)
        config = replace(config, select=request.select)
    if request.ignore:
        book.named(request.ignore)
        config = replace(config, ignore=(*config.ignore, *request.ignore))
    return config


def discovered(config: Config) -> Discovery:
    """The project's files; TargetError when there is none."""
    roles = [(glob, Role(role)) for glob, role in config.roles.items()]
    found = discover(config.root, config.exclude, config.extend_exclude, roles)
    if not found.files:
        left_out = " or check `exclude`" if config.exclude or config.extend_exclude else ""
        raise TargetError(
            f"{config.root}: there is no Python file to check; pass the folder that holds the application{left_out}."
        )
    return found
