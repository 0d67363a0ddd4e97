"""Judging a service that runs: start it, look at its document and its answers, and conclude as `check` does."""

from __future__ import annotations

import json
import os
import time
from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any, TypeAlias

from msgspec.structs import replace

from fastapi_lint.api.analysis import Analysis, diagnostic, remembered, worded
from fastapi_lint.api.checking import CACHE, configured, discovered
from fastapi_lint.api.conclusion import conclude
from fastapi_lint.api.project_files import reading_of
from fastapi_lint.api.repair import Repair
from fastapi_lint.api.request import Checked, Request
from fastapi_lint.api.service_settings import ServiceSettings, service_settings
from fastapi_lint.catalog.compiled import catalog
from fastapi_lint.catalog.home import cache_home
from fastapi_lint.catalog.rule import OBSERVED, Catalog, Rule
from fastapi_lint.config import Config
from fastapi_lint.contract.comparing.documents import changes
from fastapi_lint.contract.environment import environment, hidden, read_env_file, refuse_remote_databases
from fastapi_lint.contract.interpreter import interpreter
from fastapi_lint.contract.observing import Look, Plan, look
from fastapi_lint.contract.places import Places
from fastapi_lint.contract.session import Launch, NotStarted, Service, loaded
from fastapi_lint.contract.target import Target, find_target
from fastapi_lint.contract.workspace import workspace
from fastapi_lint.engine.dispatch import dispatch
from fastapi_lint.engine.pool import run
from fastapi_lint.engine.rulebook import pair
from fastapi_lint.engine.selection import active_rules
from fastapi_lint.facts.code import Role
from fastapi_lint.facts.contract.changes import Change
from fastapi_lint.facts.contract.exchange import Observed
from fastapi_lint.facts.contract.openapi import Document
from fastapi_lint.model.diagnostic import Diagnostic, Skipped
from fastapi_lint.model.errors import UsageError
from fastapi_lint.model.finding import Finding
from fastapi_lint.model.location import Anchor, Location
from fastapi_lint.model.record import Record, field
from fastapi_lint.source.discover import Discovery
from fastapi_lint.source.scan import Scan, find_places, scan

NOT_STARTED = "unstartable-service"
_FEW = 50
"""Files that are read sooner than another process has started."""

Starter: TypeAlias = Callable[[Launch, Path], AbstractContextManager[Service]]


class ContractRequest(Record, eq=True):
    """The options of `fastapi-lint contract`; None and "" leave a value to the configuration."""

    app: str = ""
    python: Path | None = None
    env_file: Path | None = None
    allow_remote: bool = False
    timeout: float | None = None
    anonymous: bool = False
    probe: bool = True
    save: Path | None = None
    base: Path | None = None
    common: Request = field(default_factory=Request)


def check_contract(asked: ContractRequest, book: Catalog | None = None, starter: Starter = loaded) -> Checked:
    """Starts the service and judges it. Raises UsageError, ConfigError or TargetError with a message for the user."""
    started = time.monotonic()
    book = book or catalog(cache_home())
    config = configured(asked.common, Path.cwd(), book)
    settings = service_settings(config, asked.python, asked.env_file, asked.timeout, allow_remote=asked.allow_remote)
    discovery = discovered(config)
    cache = None if asked.common.no_cache else Path.cwd() / CACHE
    asked.common.tell("reading the project and starting its service")
    analysis, unstarted = examine(book, config, discovery, asked, settings, starter, cache)
    request = replace(asked.common, no_cache=True, no_delegates=True)
    checked = conclude(request, book, config, discovery, analysis, Repair(), time.monotonic() - started)
    return replace(checked, exit_code=4) if unstarted and checked.exit_code < 3 else checked


def examine(
    book: Catalog,
    config: Config,
    discovery: Discovery,
    asked: ContractRequest,
    settings: ServiceSettings,
    starter: Starter = loaded,
    cache: Path | None = None,
) -> tuple[Analysis, bool]:
    """Everything found, before anything is left out; and whether the service could not be judged."""
    scanned = _scanned(config, discovery, cache)
    target = find_target(config.root, asked.app or config.app, scanned.project)
    return _Watched(book, config, scanned, target, settings).analysed(asked, discovery, starter)


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


class _Watched(Record):
    """One project with the service that it starts."""

    book: Catalog
    config: Config
    scanned: Scan
    target: Target
    settings: ServiceSettings

    def analysed(self, asked: ContractRequest, discovery: Discovery, starter: Starter) -> tuple[Analysis, bool]:
        """Everything found, and whether the service could not be judged."""
        rules = {
            name: rule
            for name, rule in active_rules(self.book, self.config).items()
            if rule.enforced_by in OBSERVED or name == NOT_STARTED
        }
        secrets = read_env_file(self.settings.env_file) if self.settings.env_file is not None else {}
        seen, problem = self._seen(asked, starter, secrets)
        secrets |= {name: value.rpartition(" ")[2] for name, value in self.settings.headers}
        project = self.scanned.project
        project.observed = seen.observed
        outcome = dispatch(pair(r for r in rules.values() if r.has_module), project)
        found = worded([(a.rule, f) for a, f in outcome.findings], self.scanned)
        if problem is not None:
            found += self._unstarted(rules.get(NOT_STARTED), problem)
        shown = {replace(d, message=hidden(d.message, secrets)) for d in found}
        return (
            Analysis(
                self.scanned,
                rules,
                tuple(sorted(shown, key=lambda d: d.sort_key)),
                tuple(Skipped(s.subject, hidden(s.reason, secrets)) for s in seen.skipped),
                outcome.crashes,
                reading_of(self.config, discovery),
                outcome.looked,
                outcome.idle,
            ),
            problem is not None or seen.refused,
        )

    def _seen(
        self, asked: ContractRequest, starter: Starter, secrets: Mapping[str, str]
    ) -> tuple[Look, NotStarted | None]:
        if not self.settings.allow_remote:
            refuse_remote_databases(secrets)
        with workspace() as folder:
            launch = Launch(
                interpreter(self.settings.python, self.config.root),
                self.config.root.resolve(),
                self.target.paths,
                self.target.app,
                self.target.factory,
                environment(self.settings.env_file, folder),
                self.settings.allow_remote,
                self.settings.timeout,
            )
            try:
                with starter(launch, folder) as service:
                    return self._looked(service, asked), None
            except NotStarted as problem:
                return Look(Observed({}), [Skipped(self.target.app, problem.reason)]), problem

    def _looked(self, service: Service, asked: ContractRequest) -> Look:
        plan = Plan(self.settings.headers, anonymous=asked.anonymous, probe=asked.probe)
        found = look(service, self.places(), self._models(), plan)
        found.skipped += _doubts(service, found, asked)
        if asked.base is not None:
            (document,) = found.observed.of(Document) or (None,)
            known = _document(asked.base)
            listed = tuple(changes(known, document)) if document is not None and service.document is not None else ()
            found.observed.by_kind[Change] = listed
        if asked.save is not None and service.document is not None:
            _save(asked.save, service.document)
        return found

    def places(self) -> Places:
        """How frames and routes of the target become places of the project."""
        routes = [(r, (r.module.path, r.function.name, m)) for r in self.scanned.project.routes for m in r.methods]
        known = find_places(self.scanned, {r.at for r, _ in routes})
        handlers = {key: known[r.at] for r, key in routes if r.at in known}
        return Places(self.config.root, self._app(), lambda *key: handlers.get(key))

    def _app(self) -> Location:
        """Where the app is made."""
        if (router := self.target.router) is not None:
            return find_places(self.scanned, {router.at}).get(router.at, Location(router.at.path, 1, 1, 1, 1))
        module = self.scanned.project.named.get(self.target.app.partition(":")[0])
        return Location(module.path, 1, 1, 1, 1) if module is not None else Location("")

    def _models(self) -> dict[str, Location]:
        """The places of the models whose names are unique."""
        by_name: dict[str, list[Anchor]] = {}
        for model in self.scanned.project.models.values():
            by_name.setdefault(model.name, []).append(model.at)
        single = {name: found[0] for name, found in by_name.items() if len(found) == 1}
        known = find_places(self.scanned, set(single.values()))
        return {name: known[at] for name, at in single.items() if at in known}

    def _unstarted(self, rule: Rule | None, problem: NotStarted) -> list[Diagnostic]:
        if rule is None:
            return []
        place, _ = self.places().innermost(problem.frames)
        finding = Finding(place, {"app": self.target.app, "reason": problem.reason})
        return [diagnostic(rule, place, finding)]


def _doubts(service: Service, found: Look, asked: ContractRequest) -> list[Skipped]:
    """What makes an answer worth less than it looks."""
    doubts = []
    if error := service.told.get("document_error"):
        doubts.append(Skipped("OpenAPI document", f"building it fails with {error['type']}: {error['message']}"))
    elif service.document is None:
        doubts.append(Skipped("OpenAPI document", "the app has none, so no operation was called"))
    if found.refused:
        doubts.append(
            Skipped(
                "authentication",
                "most operations refuse the caller; set [tool.fastapi-lint.contract.auth], or pass --anonymous",
            )
        )
    if not asked.probe:
        doubts.append(Skipped("rules about behaviour", "--no-probes was given"))
    return doubts


def _document(file: Path) -> dict[str, Any]:
    """A saved document; UsageError when the file holds none."""
    try:
        found = json.loads(file.read_bytes())
    except OSError as error:
        raise UsageError(f"`{file}` cannot be read: {error.strerror}.") from None
    except ValueError:
        found = None
    if not isinstance(found, dict) or not isinstance(found.get("paths"), dict):
        raise UsageError(f"`{file}` is no OpenAPI document in JSON; write one with `fastapi-lint contract --save`.")
    return found


def _save(file: Path, document: Mapping[str, Any]) -> None:
    """Writes the document with sorted keys, so that two versions can be compared as text."""
    text = json.dumps(document, indent=2, sort_keys=True, ensure_ascii=False) + "\n"
    fresh = file.with_name(f"{file.name}.{os.getpid()}")
    try:
        fresh.write_text(text, encoding="utf-8", newline="\n")
        fresh.replace(file)
    except OSError as error:
        raise UsageError(f"`{file}` cannot be written: {error.strerror}.") from None
