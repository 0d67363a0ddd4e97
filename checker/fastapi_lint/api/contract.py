"""Judging a service that runs: start it, look at its document and its answers, and conclude as `check` does."""

from __future__ import annotations

import time
from pathlib import Path

from msgspec.structs import replace

from fastapi_lint.api.analysing.remembered import remembered
from fastapi_lint.api.analysis import Analysis
from fastapi_lint.api.checking import CACHE, configured, discovered
from fastapi_lint.api.conclusion import conclude
from fastapi_lint.api.judging import Judged
from fastapi_lint.api.kept.known_calls import keep_calls
from fastapi_lint.api.project_files import reading_of
from fastapi_lint.api.repair import Repair
from fastapi_lint.api.request import Checked, Request
from fastapi_lint.api.service_settings import Overrides, ServiceSettings, service_settings
from fastapi_lint.api.watched import Starter, Watched
from fastapi_lint.api.wish import Wish
from fastapi_lint.catalog.compiled import catalog
from fastapi_lint.catalog.home import cache_home
from fastapi_lint.catalog.rule import Catalog
from fastapi_lint.config import Config
from fastapi_lint.contract.at_url import address, base_of, served_at
from fastapi_lint.contract.fuzzing import require_fuzzer
from fastapi_lint.contract.launching.target import Target, find_target
from fastapi_lint.contract.session import loaded
from fastapi_lint.engine.pool import run
from fastapi_lint.facts.code import Role
from fastapi_lint.model.errors import TargetError
from fastapi_lint.model.record import Record, field
from fastapi_lint.source.discover import Discovery
from fastapi_lint.source.scan import Scan, scan

_FEW = 50
"""Files that are read sooner than another process has started."""


class ContractRequest(Record, eq=True):
    """The options of `fastapi-lint contract`; None and "" leave a value to the configuration."""

    app: str = ""
    python: Path | None = None
    env_file: Path | None = None
    allow_remote: bool = False
    timeout: float | None = None
    seed: int | None = None
    no_fork: bool = False
    url: str = ""
    fuzz: int = 0
    modes: bool = False
    anonymous: bool = False
    probe: bool = True
    save: Path | None = None
    base: Path | None = None
    common: Request = field(default_factory=Request)

    def base_url(self, settings: ServiceSettings) -> str:
        """Where the paths of a service begin that runs already; "" for one that is started."""
        return base_of(address(self.url, remote=settings.allow_remote)) if self.url else ""

    @property
    def overrides(self) -> Overrides:
        """What it says of how the service is started."""
        return Overrides(self.python, self.env_file, self.timeout, self.allow_remote, self.seed, self.no_fork)


def check_contract(asked: ContractRequest, book: Catalog | None = None, starter: Starter = loaded) -> Checked:
    """Starts the service and judges it. Raises UsageError, ConfigError or TargetError with a message for the user."""
    started = time.monotonic()
    if asked.fuzz:
        require_fuzzer()
    book = book or catalog(cache_home())
    config = configured(asked.common, Path.cwd(), book)
    settings = service_settings(config, asked.overrides)
    discovery = discovered(config)
    cache = None if asked.common.no_cache else Path.cwd() / CACHE
    asked.common.tell("reading the project and starting its service")
    analysis, seen = examine(book, config, discovery, asked, settings, starter, cache)
    request = replace(asked.common, no_cache=True, no_delegates=True)
    checked = conclude(request, book, config, discovery, analysis, Repair(), time.monotonic() - started)
    checked = replace(checked, report=replace(checked.report, running=seen.running))
    if cache is not None:
        keep_calls(cache, checked, seen)
    return checked if seen.whole or checked.exit_code >= 3 else replace(checked, exit_code=4)


def examine(
    book: Catalog,
    config: Config,
    discovery: Discovery,
    asked: ContractRequest,
    settings: ServiceSettings,
    starter: Starter = loaded,
    cache: Path | None = None,
) -> tuple[Analysis, Judged]:
    """Everything found, before anything is left out; and what it was found in."""
    watched = watched_project(book, config, discovery, asked, settings, cache)
    wish = Wish(
        asked.anonymous,
        asked.probe,
        asked.save,
        asked.base,
        url=asked.base_url(settings),
        examples=asked.fuzz,
        modes=asked.modes,
    )
    seen = watched.seen(wish, starter_of(asked, settings, starter))
    analysis = Analysis(
        watched.scanned,
        seen.rules,
        seen.diagnostics,
        seen.skipped,
        seen.outcome.crashes,
        reading_of(config, discovery),
        seen.outcome.looked,
        seen.outcome.idle,
    )
    return analysis, seen


def watched_project(
    book: Catalog,
    config: Config,
    discovery: Discovery,
    asked: ContractRequest,
    settings: ServiceSettings,
    cache: Path | None,
) -> Watched:
    """The project, read, with the app that it serves; a service that runs elsewhere needs none."""
    scanned = _scanned(config, discovery, cache)
    try:
        target = find_target(config.root, asked.app or config.app, scanned.project)
    except TargetError:
        if not asked.url:
            raise
        target = Target(asked.url, factory=False, paths=())
    return Watched(book, config, scanned, target, settings)


def starter_of(asked: ContractRequest, settings: ServiceSettings, starter: Starter) -> Starter:
    """How the service is reached: started, or where it runs already."""
    if not asked.url:
        return starter
    where = address(asked.url, remote=settings.allow_remote)
    return lambda launch, _: served_at(where, launch.timeout)


def _scanned(config: Config, discovery: Discovery, cache: Path | None) -> Scan:
    memory = remembered(cache) if cache is not None else None
    found = scan(
        config.root,
        discovery,
        lambda function, items, weight: run(function, items, weight, 1 if len(items) < _FEW else None),
        frozenset({Role.APPLICATION}),
        memory=memory,
    )
    if memory is not None:
        memory.flush()
    return found
