"""A project with the service that it starts: what is seen of it, and what the rules say to that."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any, TypeAlias

from msgspec.structs import replace

from fastapi_lint.api.analysis import diagnostic, worded
from fastapi_lint.api.saved_document import load_document, save_document
from fastapi_lint.api.service_settings import ServiceSettings
from fastapi_lint.catalog.rule import OBSERVED, Catalog, Rule
from fastapi_lint.config import Config
from fastapi_lint.contract.client import Wanted
from fastapi_lint.contract.comparing.documents import changes
from fastapi_lint.contract.environment import environment, hidden, read_env_file, refuse_remote_databases
from fastapi_lint.contract.interpreter import interpreter
from fastapi_lint.contract.observing import Look, Plan, look
from fastapi_lint.contract.places import Places
from fastapi_lint.contract.session import Launch, NotStarted, Service
from fastapi_lint.contract.sheet import Blind, Sheet, repeating
from fastapi_lint.contract.target import Target
from fastapi_lint.contract.workspace import workspace
from fastapi_lint.engine.dispatch import Outcome, dispatch
from fastapi_lint.engine.rulebook import ActiveRule, pair
from fastapi_lint.engine.selection import active_rules
from fastapi_lint.facts.contract.changes import Change
from fastapi_lint.facts.contract.exchange import Exchange, Observed, Trial
from fastapi_lint.facts.contract.openapi import Document, Operation
from fastapi_lint.model.diagnostic import Diagnostic, Skipped
from fastapi_lint.model.finding import Finding
from fastapi_lint.model.location import Anchor, Location
from fastapi_lint.model.record import Record
from fastapi_lint.model.running import Running
from fastapi_lint.source.scan import Scan, find_places

NOT_STARTED = "unstartable-service"

Starter: TypeAlias = Callable[[Launch, Path], AbstractContextManager[Service]]


class Wish(Record, eq=True):
    """What one run is to look at: no calls without `probe`, one call with `only`; files to write and compare."""

    anonymous: bool = False
    probe: bool = True
    save: Path | None = None
    base: Path | None = None
    only: Wanted | None = None


class Seen(Record):
    """What a run found. `made_from` tells by the identity of a diagnostic which call it is about.

    `judged` is False when the service did not start or let nobody in; `look` holds everything that was seen.
    """

    rules: dict[str, Rule]
    diagnostics: tuple[Diagnostic, ...]
    skipped: tuple[Skipped, ...]
    outcome: Outcome
    look: Look
    running: Running
    judged: bool
    made_from: Mapping[Diagnostic, Wanted]
    secrets: Mapping[str, str]


class Watched(Record):
    """One project with the service that it starts."""

    book: Catalog
    config: Config
    scanned: Scan
    target: Target
    settings: ServiceSettings

    def seen(self, wish: Wish, starter: Starter) -> Seen:
        """Starts the service, looks at it and judges what was seen."""
        rules = self._rules()
        known = read_env_file(self.settings.env_file) if self.settings.env_file is not None else {}
        found, problem = self._looked(wish, starter, known)
        secrets = {**known, **dict(self._secrets(found))}
        sheet = Sheet()
        project = self.scanned.project
        project.observed = found.observed
        active = [_watching(rule, sheet) for rule in pair(r for r in rules.values() if r.has_module)]
        outcome = dispatch(active, project)
        told = worded([(a.rule, f) for a, f in outcome.findings], self.scanned)
        made: dict[Diagnostic, object] = {}
        for (_, finding), one in zip(outcome.findings, told, strict=True):
            fact = sheet.causes[id(finding)][1]
            lines = tuple(hidden(line, secrets) for line in repeating(fact))
            made.setdefault(replace(one, message=hidden(one.message, secrets), repeat=lines), fact)
        if problem is not None and (rule := rules.get(NOT_STARTED)) is not None:
            one = self._unstarted(rule, problem)
            made[replace(one, message=hidden(one.message, secrets))] = None
        return Seen(
            rules,
            tuple(sorted(made, key=lambda d: d.sort_key)),
            tuple(Skipped(s.subject, hidden(s.reason, secrets)) for s in found.skipped),
            outcome,
            found,
            self._running(found, sheet, rules, outcome, wish, started=problem is None),
            problem is None and not found.refused,
            {d: wanted for d, fact in made.items() if (wanted := _wanted(found, fact)) is not None},
            secrets,
        )

    def _rules(self) -> dict[str, Rule]:
        """The rules about running services that are active, and the one about services that do not run."""
        active = active_rules(self.book, self.config)
        return {name: r for name, r in active.items() if r.enforced_by in OBSERVED or name == NOT_STARTED}

    def _secrets(self, found: Look) -> Iterator[tuple[str, str]]:
        callers = [c for c in (self.settings.caller, self.settings.other) if c is not None]
        values = [*(value for caller in callers for value in caller.secrets), *sorted(found.tokens)]
        return ((f"#{number}", value) for number, value in enumerate(values))

    def _looked(self, wish: Wish, starter: Starter, known: Mapping[str, str]) -> tuple[Look, NotStarted | None]:
        if not self.settings.allow_remote:
            refuse_remote_databases(known)
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
                fork=self.settings.fork,
            )
            try:
                with starter(launch, folder) as service:
                    return self._look(service, wish), None
            except NotStarted as problem:
                return Look(Observed({}), [Skipped(self.target.app, problem.reason)]), problem

    def _look(self, service: Service, wish: Wish) -> Look:
        plan = Plan(
            self.settings.caller, self.settings.other, anonymous=wish.anonymous, probe=wish.probe, only=wish.only
        )
        found = look(service, self.places(), self._models(), plan)
        found.skipped += _doubts(service, found, wish)
        if wish.base is not None:
            (document,) = found.observed.of(Document) or (None,)
            before = load_document(wish.base)
            listed = tuple(changes(before, document)) if document is not None and service.document is not None else ()
            found.observed.by_kind[Change] = listed
        if wish.save is not None and service.document is not None:
            save_document(wish.save, service.document)
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

    def _unstarted(self, rule: Rule, problem: NotStarted) -> Diagnostic:
        place, _ = self.places().innermost(problem.frames)
        finding = Finding(place, {"app": self.target.app, "reason": problem.reason})
        return diagnostic(rule, place, finding)

    def _running(
        self, found: Look, sheet: Sheet, rules: Mapping[str, Rule], outcome: Outcome, wish: Wish, *, started: bool
    ) -> Running:
        needs_calls = {name: r.enforced_by == "http" for name, r in sorted(rules.items()) if r.has_module}
        crashed = {crash.rule for crash in outcome.crashes}
        blind = Blind(crashed if started else needs_calls, {s.subject for s in found.skipped}, uncalled=not wish.probe)
        names = [operation.name for operation in found.observed.of(Operation)]
        return Running(found.calls, found.run_hash, self.settings.seed, sheet.matrix(needs_calls, names, blind))


def _watching(rule: ActiveRule, sheet: Sheet) -> ActiveRule:
    """The rule, with a note on the sheet of everything that it is given."""

    def check(fact: Any, **extras: Any) -> Iterator[Finding]:
        return iter(sheet.judged(rule.rule.id, fact, lambda: rule.check(fact, **extras)))

    return replace(rule, check=check)


def _wanted(found: Look, fact: object) -> Wanted | None:
    """The call that shows a finding again; of several that belong together, the last."""
    if not isinstance(fact, Exchange | Trial):
        return None
    call = fact.last if isinstance(fact, Trial) else fact
    return Wanted(found.origins[id(fact)], call.name, str(call.probe), call.note)


def _doubts(service: Service, found: Look, wish: Wish) -> list[Skipped]:
    """What makes an answer worth less than it looks."""
    doubts = []
    if error := service.told.get("document_error"):
        doubts.append(Skipped("OpenAPI document", f"building it fails with {error['type']}: {error['message']}"))
    elif service.document is None:
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
