"""What a change takes away from the gate, as findings: the settings beside those of a revision."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from msgspec.structs import replace

from fastapi_lint.api.analysing.wording import diagnostic
from fastapi_lint.api.analysis import Analysis
from fastapi_lint.api.lowered import Gate, Lowering, Roles, lowered
from fastapi_lint.api.project_files import reading_of
from fastapi_lint.api.reported import accepting
from fastapi_lint.api.request import Request
from fastapi_lint.catalog.rule import Catalog
from fastapi_lint.config import OWN_FILE, SHARED_FILE, Config, config_of, upwards
from fastapi_lint.delegate.changed import base, text_at
from fastapi_lint.engine import baseline
from fastapi_lint.facts.code import Role
from fastapi_lint.facts.files.manifest import Manifest
from fastapi_lint.facts.files.node import Node, absent
from fastapi_lint.facts.files.settings_files import TomlFile
from fastapi_lint.model.diagnostic import Diagnostic
from fastapi_lint.model.errors import ConfigError
from fastapi_lint.model.finding import Finding
from fastapi_lint.source.discover import discover

RULE = "lowered-gate"


Then = Callable[[Path], str | None]
"""The text that a file had, None when there was none."""


def at_revision(root: Path, revision: str) -> Then:
    """The texts where the work left a revision; UsageError without git, a repository or such a revision."""
    commit = base(root, revision)
    return lambda file: text_at(root, commit, _from(root, file))


def lowerings(
    request: Request, book: Catalog, config: Config, given: Callable[[Config], Config], then: Then
) -> tuple[Lowering, ...]:
    """What is let through now and was not then; `given` adds to settings what the command line says.

    Settings or a baseline that cannot be read, then or now, are compared with nothing.
    """
    try:
        old = given(_settings(config, then, book))
        accepted = _accepted(accepting(request, old), then, old.root, config.root)
        now = _accepted(accepting(request, config), lambda file: file.read_text("utf-8-sig"), config.root, config.root)
    except (ConfigError, OSError, ValueError):
        return ()
    return tuple(lowered(book, Gate(old, accepted), Gate(config, now), lambda settings: _judged(settings, config.root)))


def _judged(config: Config, root: Path) -> Roles:
    """The files that lie below a root now and that settings let be judged, by their paths from it."""
    globs = [(glob, Role(role)) for glob, role in config.roles.items()]
    discovery = discover(config.root, config.exclude, config.extend_exclude, globs)
    others = reading_of(config, discovery).files.judged
    roles = {**dict.fromkeys(others, Role.APPLICATION), **{file.path: file.role for file in discovery.files}}
    placed = {_from(root, config.root / path): role for path, role in roles.items()}
    return {path: role for path, role in placed.items() if not path.startswith("../")}


def with_lowered(analysis: Analysis, config: Config, found: Sequence[Lowering], than: str) -> Analysis:
    """The analysis with a finding for everything that is let through; `than` names what it is compared with."""
    rule = analysis.rules.get(RULE)
    if rule is None or not found:
        return analysis
    settings = _tree(analysis, config)
    more: list[Diagnostic] = []
    for lowering in found:
        place = _named(settings, lowering.keys).at
        more.append(diagnostic(rule, place, Finding(place, {"than": than, "what": lowering.what})))
    return replace(analysis, diagnostics=tuple(sorted((*analysis.diagnostics, *more), key=lambda d: d.sort_key)))


def _settings(config: Config, then: Then, book: Catalog) -> Config:
    """What the nearest of the files that may hold the settings said; the defaults where none did."""
    places = [folder / name for folder in upwards(config.root) for name in (OWN_FILE, SHARED_FILE)]
    for file in places if config.file is None else (config.file, *places):
        text = then(file)
        if text is not None and (found := config_of(text, file, book)) is not None:
            return replace(found, root=config.root) if file == config.file else found
    return Config(config.root)


def _accepted(file: Path | None, text_of: Then, below: Path, root: Path) -> tuple[baseline.Entry, ...] | None:
    """The findings of a baseline, whose paths are from `below`, by their paths from `root`."""
    text = text_of(file) if file is not None else None
    if text is None or file is None:
        return None
    return tuple(replace(e, path=_from(root, below / e.path)) for e in baseline.entries_in(text, file))


def _from(root: Path, file: Path) -> str:
    return Path(os.path.relpath(file, root)).as_posix()


def _tree(analysis: Analysis, config: Config) -> Node:
    """The settings with their lines; reading them here also reads the suppressions in their comments."""
    file = config.file or config.root / SHARED_FILE
    path = _from(config.root, file)
    files = analysis.reading.files
    read = files.file(path, Manifest) or files.file(path, TomlFile)
    if read is None:
        return absent(path)
    return read.root if file.name != SHARED_FILE else read.root.get("tool", "fastapi-lint") or read.root


def _named(settings: Node, keys: Iterable[tuple[str, ...]]) -> Node:
    return next((node for path in keys if (node := settings.get(*path)) is not None), settings)
