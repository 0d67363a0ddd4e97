"""What the rules say to everything that was seen of a service."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator, Mapping
from typing import Any, TypeAlias

from msgspec.structs import replace

from fastapi_lint.api.analysing.wording import diagnostic, worded
from fastapi_lint.api.wish import Wish
from fastapi_lint.catalog.rule import Rule
from fastapi_lint.contract.causes import causes, likeness
from fastapi_lint.contract.client import Wanted
from fastapi_lint.contract.environment import hidden
from fastapi_lint.contract.inside import looks_inside
from fastapi_lint.contract.observing import FUZZING, Look
from fastapi_lint.contract.places import Places
from fastapi_lint.contract.repetition import repeating
from fastapi_lint.contract.session import NotStarted
from fastapi_lint.contract.sheet import Blind, Sheet
from fastapi_lint.engine.dispatch import Outcome, dispatch
from fastapi_lint.engine.rulebook import ActiveRule, pair
from fastapi_lint.facts.contract.exchange import Exchange, Trial
from fastapi_lint.facts.contract.messages import BASE
from fastapi_lint.facts.contract.modes import ModeRun
from fastapi_lint.facts.contract.operation import Operation
from fastapi_lint.model.diagnostic import Diagnostic, Skipped
from fastapi_lint.model.finding import Finding
from fastapi_lint.model.record import Record
from fastapi_lint.model.running import Running
from fastapi_lint.source.scan import Scan

NOT_STARTED = "unstartable-service"


class Evidence(Record):
    """What was seen of `app`, or the problem that kept it from starting; `secrets` must not be shown."""

    look: Look
    problem: NotStarted | None
    app: str
    places: Places
    secrets: frozenset[str]


class Judged(Record):
    """What a run found. `made_from` tells of a diagnostic which call shows it.

    `whole` is False when the service did not start or let nobody in; `look` holds everything that was seen.
    """

    rules: dict[str, Rule]
    diagnostics: tuple[Diagnostic, ...]
    skipped: tuple[Skipped, ...]
    outcome: Outcome
    look: Look
    running: Running
    whole: bool
    made_from: Mapping[Diagnostic, Wanted]
    telling: Telling


class Telling(Record):
    """How texts of a run are shown: without its secrets, and with the address at which the service runs."""

    secrets: frozenset[str]
    url: str

    def shown(self, text: str) -> str:
        """The text as a reader may see it."""
        return hidden(text.replace(BASE, self.url) if self.url else text, self.secrets)


def judged(rules: dict[str, Rule], scanned: Scan, seen: Evidence, wish: Wish, seed: int | None) -> Judged:
    """Runs the rules over what was seen."""
    sheet, telling, found = Sheet(), Telling(seen.secrets, wish.url), seen.look
    scanned.project.observed = found.observed
    paired = pair(r for r in rules.values() if r.has_module)
    modes = {rule.rule.id for rule in paired if rule.kind is ModeRun}
    inside = sorted(rule.rule.id for rule in paired if wish.url and (rule.kind is ModeRun or looks_inside(rule.check)))
    outcome = dispatch([_watching(rule, sheet) for rule in paired if rule.rule.id not in inside], scanned.project)
    made = _diagnostics(outcome, scanned, sheet, telling)
    if seen.problem is not None and (rule := rules.get(NOT_STARTED)) is not None:
        made[_unstarted(rule, seen, seen.problem, telling)] = None
    reason = "needs the process of the service, which --url does not reach"
    skipped = [*found.skipped, *(Skipped(name, reason) for name in inside)]
    needs_calls = {name: rule.enforced_by == "http" for name, rule in sorted(rules.items()) if rule.has_module}
    lacking = needs_calls if seen.problem is not None else {*inside, *(crash.rule for crash in outcome.crashes)}
    untried = {rule for rule in modes if not sheet.met(rule)}
    blind = Blind(lacking, {s.subject for s in skipped}, not wish.probe, untried)
    names = [operation.name for operation in found.observed.of(Operation)]
    return Judged(
        rules,
        tuple(sorted(made, key=lambda d: d.sort_key)),
        tuple(replace(s, reason=telling.shown(s.reason)) for s in skipped),
        outcome,
        found,
        Running(found.calls, found.run_hash, seed, sheet.matrix(needs_calls, names, blind), found.noise),
        seen.problem is None and not found.refused,
        {d: wanted for d, fact in made.items() if (wanted := _wanted(found, fact)) is not None},
        telling,
    )


def _watching(rule: ActiveRule, sheet: Sheet) -> ActiveRule:
    """The rule, with a note on the sheet of everything that it is given."""

    def check(fact: Any, **extras: Any) -> Iterator[Finding]:
        return iter(sheet.judged(rule.rule.id, fact, lambda: rule.check(fact, **extras)))

    return replace(rule, check=check)


def _diagnostics(outcome: Outcome, scanned: Scan, sheet: Sheet, telling: Telling) -> dict[Diagnostic, object]:
    """Every finding in words, with the fact that it came from; of those that are alike or have one cause, the first."""
    made: dict[Diagnostic, object] = {}
    told = worded([(active.rule, finding) for active, finding in outcome.findings], scanned)
    first: dict[Hashable, _Found] = {}
    for (_, finding), one in zip(outcome.findings, told, strict=True):
        first.setdefault(likeness(one, finding), (one, *sheet.causes[id(finding)]))
    for one, finding, fact, also in _by_cause(first.values()):
        lines = tuple(telling.shown(line) for line in repeating(finding, fact, one.severity))
        made[replace(one, message=telling.shown(one.message), repeat=lines, also=also)] = fact
    return made


_Found: TypeAlias = tuple[Diagnostic, Finding, object]
"""A finding in words, as its rule gave it, and the fact that it came from."""


def _by_cause(found: Iterable[_Found]) -> Iterator[tuple[Diagnostic, Finding, object, tuple[str, ...]]]:
    """The first finding of each cause, with the other operations in which it shows."""
    groups: list[list[_Found]] = []
    by_cause: dict[Hashable, list[_Found]] = {}
    for one, finding, fact in found:
        keys = [(one.rule, cause) for cause in causes(fact)]
        group = next((by_cause[key] for key in keys if key in by_cause), None)
        if group is None:
            groups.append(group := [])
        group.append((one, finding, fact))
        for key in keys:
            by_cause.setdefault(key, group)
    for (first, finding, fact), *rest in groups:
        others = dict.fromkeys(one.location.operation for one, _, _ in rest)
        yield first, finding, fact, tuple(name for name in others if name and name != first.location.operation)


def _unstarted(rule: Rule, seen: Evidence, problem: NotStarted, telling: Telling) -> Diagnostic:
    place, _ = seen.places.innermost(problem.frames)
    one = diagnostic(rule, place, Finding(place, {"app": seen.app, "reason": problem.reason}))
    return replace(one, message=telling.shown(one.message))


def _wanted(found: Look, fact: object) -> Wanted | None:
    """The call that shows a finding again; of several that belong together, the last."""
    if not isinstance(fact, Exchange | Trial):
        return None
    call = fact.last if isinstance(fact, Trial) else fact
    wanted = Wanted(found.origins[id(fact)], call.name, str(call.probe), call.note)
    if wanted.step != FUZZING:
        return wanted
    media, body = call.request.header("content-type") or "", call.request.body.decode("latin-1")
    return replace(wanted, target=call.request.target, media=media, body=body)
