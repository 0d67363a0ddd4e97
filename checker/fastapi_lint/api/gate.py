"""What a change takes away from the gate, as findings: the settings beside those of a revision."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from msgspec.structs import replace

from fastapi_lint.api.analysing.wording import diagnostic
from fastapi_lint.api.analysis import Analysis
from fastapi_lint.api.lowered import Gate, Lowering, lowered
from fastapi_lint.api.reported import accepting
from fastapi_lint.api.request import Request
from fastapi_lint.catalog.rule import Catalog
from fastapi_lint.config import OWN_FILE, SHARED_FILE, Config, config_of
from fastapi_lint.delegate.changed import base, text_at
from fastapi_lint.engine import baseline
from fastapi_lint.facts.files.manifest import Manifest
from fastapi_lint.facts.files.node import Node, absent
from fastapi_lint.facts.files.settings_files import TomlFile
from fastapi_lint.model.diagnostic import Diagnostic
from fastapi_lint.model.errors import ConfigError
from fastapi_lint.model.finding import Finding

RULE = "lowered-gate"


Then = Callable[[Path], str | None]
"""The text that a file had, None when there was none."""


def at_revision(root: Path, revision: str) -> Then:
    """The texts where the work left a revision; UsageError without git, a repository or such a revision."""
    commit = base(root, revision)
    return lambda file: text_at(root, commit, Path(os.path.relpath(file, root)).as_posix())


def lowerings(
    request: Request, book: Catalog, config: Config, given: Callable[[Config], Config], then: Then
) -> tuple[Lowering, ...]:
    """What is let through now and was not then; `given` adds to settings what the command line says.

    Settings or a baseline that cannot be read, then or now, are compared with nothing.
    """
    try:
        old = given(_settings(config, then, book))
        accepted = _accepted(accepting(request, old), then)
        now = _accepted(accepting(request, config), lambda file: file.read_text("utf-8-sig"))
    except (ConfigError, OSError, ValueError):
        return ()
    return tuple(lowered(book, Gate(old, accepted), Gate(config, now)))


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
    """What one of the files that may hold the settings said; the defaults where none did."""
    names = [config.file] if config.file is not None else []
    for file in (*names, config.root / OWN_FILE, config.root / SHARED_FILE):
        text = then(file)
        if text is not None and (found := config_of(text, file, book)) is not None:
            return replace(found, root=config.root)
    return Config(config.root)


def _accepted(file: Path | None, text_of: Then) -> tuple[baseline.Entry, ...] | None:
    text = text_of(file) if file is not None else None
    return baseline.entries_in(text, file) if text is not None and file is not None else None


def _tree(analysis: Analysis, config: Config) -> Node:
    """The settings with their lines; reading them here also reads the suppressions in their comments."""
    file = config.file or config.root / SHARED_FILE
    path = Path(os.path.relpath(file, config.root)).as_posix()
    files = analysis.reading.files
    read = files.file(path, Manifest) or files.file(path, TomlFile)
    if read is None:
        return absent(path)
    return read.root if file.name != SHARED_FILE else read.root.get("tool", "fastapi-lint") or read.root


def _named(settings: Node, keys: Iterable[tuple[str, ...]]) -> Node:
    return next((node for path in keys if (node := settings.get(*path)) is not None), settings)
