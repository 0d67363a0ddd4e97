"""A project with the service that it starts: what is seen of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from pathlib import Path
from typing import TypeAlias

from fastapi_lint.api.judging import NOT_STARTED, Evidence, Judged, judged
from fastapi_lint.api.kept.saved_document import load_document, save_document
from fastapi_lint.api.service_settings import ServiceSettings
from fastapi_lint.api.wish import Wish
from fastapi_lint.catalog.rule import OBSERVED, Catalog, Rule
from fastapi_lint.config import Config
from fastapi_lint.contract.comparing.documents import changes
from fastapi_lint.contract.copies import Served
from fastapi_lint.contract.environment import environment, read_env_file, refuse_remote_databases, secrets_of
from fastapi_lint.contract.launching.interpreter import interpreter
from fastapi_lint.contract.launching.target import Target
from fastapi_lint.contract.launching.workspace import workspace
from fastapi_lint.contract.modes.runs import mode_runs
from fastapi_lint.contract.observing import Look, Plan, document_of, look
from fastapi_lint.contract.places import Places, plain_path
from fastapi_lint.contract.session import Launch, NotStarted, Service
from fastapi_lint.engine.selection import active_rules
from fastapi_lint.facts.contract.changes import Change
from fastapi_lint.facts.contract.exchange import Observed
from fastapi_lint.facts.contract.modes import ModeRun
from fastapi_lint.facts.contract.openapi import Document
from fastapi_lint.model.diagnostic import Skipped
from fastapi_lint.model.location import Anchor, Location, path_of
from fastapi_lint.model.record import Record
from fastapi_lint.source.scan import Scan, find_places

Starter: TypeAlias = Callable[[Launch, Path], AbstractContextManager[Served]]


class Watched(Record):
    """One project with the service that it starts."""

    book: Catalog
    config: Config
    scanned: Scan
    target: Target
    settings: ServiceSettings

    def seen(self, wish: Wish, starter: Starter) -> Judged:
        """Starts the service, looks at it and judges what was seen."""
        known = read_env_file(self.settings.env_file) if self.settings.env_file is not None else {}
        if not self.settings.allow_remote and not wish.url:
            refuse_remote_databases(known)
        places = self.places()
        found, problem = self._looked(wish, starter, places)
        seen = Evidence(found, problem, self.target.app, places, self._secrets(found, known))
        return judged(self._rules(), self.scanned, seen, wish, self.settings.seed)

    def _rules(self) -> dict[str, Rule]:
        """The rules about running services that are active, and the one about services that do not run."""
        active = active_rules(self.book, self.config)
        return {name: r for name, r in active.items() if r.enforced_by in OBSERVED or name == NOT_STARTED}

    def _secrets(self, found: Look, known: Mapping[str, str]) -> frozenset[str]:
        """What must not be shown."""
        callers = [c for c in (self.settings.caller, self.settings.other) if c is not None]
        return frozenset(
            (*secrets_of(known.values()), *(s for caller in callers for s in caller.secrets), *found.tokens)
        )

    def _given(self) -> frozenset[str]:
        """The names of the variables that the service is given."""
        return frozenset(read_env_file(self.settings.env_file) if self.settings.env_file is not None else ())

    def _looked(self, wish: Wish, starter: Starter, places: Places) -> tuple[Look, NotStarted | None]:
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
                seed=self.settings.seed,
                boot=self.settings.boot_timeout,
                fork=self.settings.fork,
            )
            try:
                with starter(launch, folder) as service:
                    return self._look(service, wish, places), None
            except NotStarted as problem:
                return Look(Observed({}), [Skipped(self.target.app, problem.reason)]), problem

    def _look(self, service: Served, wish: Wish, places: Places) -> Look:
        plan = Plan(
            self.settings.caller,
            self.settings.other,
            self.settings.run_timeout,
            anonymous=wish.anonymous,
            probe=wish.probe,
            only=wish.only,
            examples=wish.examples,
            seed=self.settings.seed or 0,
            origins=self.settings.origins,
        )
        found = look(service, places, self._models(), plan)
        found.skipped += _doubts(service, found, wish)
        if isinstance(service, Service) and wish.probe and wish.only is None:
            document = document_of(service, places, {})
            runs, untried = mode_runs(service, places, document, self._given(), whole=wish.modes or self.settings.modes)
            found.observed.by_kind[ModeRun] = tuple(runs)
            found.skipped += untried
        if wish.base is not None:
            document, *_ = found.observed.of(Document) or (None,)
            before = load_document(wish.base)
            listed = tuple(changes(before, document)) if document is not None and service.document is not None else ()
            found.observed.by_kind[Change] = listed
        if wish.save is not None and service.document is not None:
            save_document(wish.save, service.document)
        return found

    def places(self) -> Places:
        """How frames and routes of the target become places of the project."""
        project = self.scanned.project
        routes = [(r, (r.module.path, r.function.name, m)) for r in project.routes for m in r.methods]
        mounted = {m.prefix.rstrip("/"): project.routers.get(m.child) for m in project.mounts if m.prefix is not None}
        below = {plain_path(path): app.at for path, app in mounted.items() if app is not None and app.is_app}
        known = find_places(self.scanned, {*(r.at for r, _ in routes), *below.values()})
        apps = {path: known[at] for path, at in below.items() if at in known}
        handlers = {key: known[r.at] for r, key in routes if r.at in known}
        placed = {f"{m} {plain_path(path)}": known.get(r.at) for (r, (_, _, m)) in routes for path in r.paths}
        operations = {name: at for name, at in placed.items() if at is not None}
        files = tuple(m.path for m in project.modules.values())
        return Places(self.config.root, self._app(), lambda *key: handlers.get(key), operations, files, apps)

    def _app(self) -> Location:
        """Where the app is made."""
        if (router := self.target.router) is not None:
            return find_places(self.scanned, {router.at}).get(router.at, Location(path_of(router.at), 1, 1, 1, 1))
        name = self.target.app.partition(":")[0]
        named = (m for m in self.scanned.project.modules.values() if f".{m.name}".endswith(f".{name}"))
        module = min(named, key=lambda m: len(m.name), default=None)
        return Location(module.path, 1, 1, 1, 1) if module is not None else Location("")

    def _models(self) -> dict[str, Location]:
        """The places of the models whose names are unique."""
        by_name: dict[str, list[Anchor]] = {}
        for model in self.scanned.project.models.values():
            by_name.setdefault(model.name, []).append(model.at)
        single = {name: found[0] for name, found in by_name.items() if len(found) == 1}
        known = find_places(self.scanned, set(single.values()))
        return {name: known[at] for name, at in single.items() if at in known}


def _doubts(service: Served, found: Look, wish: Wish) -> list[Skipped]:
    """What makes an answer worth less than it looks."""
    doubts = []
    if service.document is None:
        doubts.append(Skipped("OpenAPI document", "the app has none, so no operation was called"))
    if found.refused and not any(s.subject == "authentication" for s in found.skipped):
        doubts.append(
            Skipped(
                "authentication",
                "most operations refuse the caller; set [tool.fastapi-lint.contract.auth], or pass --anonymous",
            )
        )
    if not wish.probe:
        doubts.append(Skipped("rules about behaviour", "--no-probes was given"))
    return doubts
