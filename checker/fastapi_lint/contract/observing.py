"""One whole look at a service: its document, and every call that the document suggests."""

from __future__ import annotations

import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from hashlib import blake2b
from typing import Any

from fastapi_lint.contract.client import Client, Wanted
from fastapi_lint.contract.copies import Served
from fastapi_lint.contract.identity import ANONYMOUS, Identity
from fastapi_lint.contract.places import Places
from fastapi_lint.contract.probing.steps import steps
from fastapi_lint.contract.settling import mostly_refused, reached, reproduced, telling
from fastapi_lint.facts.contract.exchange import Exchange, Observed, Trial
from fastapi_lint.facts.contract.openapi import Answer, Component, Document, Operation, Parameter
from fastapi_lint.model.diagnostic import Skipped
from fastapi_lint.model.location import Location
from fastapi_lint.model.record import Record


class Plan(Record, eq=True):
    """How to look: as whom, `seconds` bound the run, `probe` is False for the document alone.

    `only` limits the run to what leads to one call.
    """

    caller: Identity = ANONYMOUS
    other: Identity | None = None
    seconds: float = 120.0
    anonymous: bool = False
    probe: bool = True
    only: Wanted | None = None


@dataclass
class Look:
    """What was seen, what was not, and a hash that is equal for equal runs.

    `origins` tell by the identity of a call or a trial which step made it; `refused` says that most of the service
    did not let the caller in, `tokens` what must not be shown.
    """

    observed: Observed
    skipped: list[Skipped] = field(default_factory=list)
    calls: int = 0
    run_hash: str = ""
    refused: bool = False
    origins: dict[int, str] = field(default_factory=dict)
    tokens: set[str] = field(default_factory=set)


def document_of(service: Served, places: Places, models: dict[str, Location]) -> Document:
    """The service's document with the places of its handlers and models."""
    routes = places.routes(service.told["routes"])
    handlers = {f"{m} {r.path}": r.at for r in reversed(routes) for m in r.methods if r.at is not places.app}
    handlers = {**places.operations, **handlers}
    return Document(service.document or {}, places.app, routes, handlers, models)


def look(service: Served, places: Places, models: dict[str, Location], plan: Plan) -> Look:
    """Looks at the document and calls every operation; raises NotStarted when the lifespan fails."""
    document = document_of(service, places, models)
    if not plan.probe:
        return Look(Observed(_facts(document, (), ())))
    made = _made(service, places, document, plan)
    told = _hash(made.seen)
    calls = len(made.seen)
    seen, unreached = reached(telling(made.seen))
    skipped = [*made.skipped, *unreached]
    skipped += [Skipped("authentication", problem) for problem in sorted(made.problems)]
    if plan.only is None:
        skipped += _uncalled(document, seen, skipped)
    return Look(
        Observed(_facts(document, seen, made.trials)),
        skipped,
        calls,
        told,
        bool(made.problems) or (not plan.anonymous and mostly_refused(seen)),
        made.origins,
        made.tokens,
    )


@dataclass
class _Made:
    """Everything that the steps did."""

    seen: list[Exchange] = field(default_factory=list)
    trials: list[Trial] = field(default_factory=list)
    skipped: list[Skipped] = field(default_factory=list)
    origins: dict[int, str] = field(default_factory=dict)
    tokens: set[str] = field(default_factory=set)
    problems: set[str] = field(default_factory=set)


def _made(service: Served, places: Places, document: Document, plan: Plan) -> _Made:
    until = time.monotonic() + plan.seconds
    made = _Made()
    for step in steps(document, others=plan.other is not None):
        if plan.only is not None and step.name != plan.only.step:
            continue
        if time.monotonic() > until:
            reason = f"not called: the run had used its {plan.seconds:g} s"
            made.skipped += [Skipped(subject, reason) for subject in step.subjects]
            continue
        client, lost = reproduced(lambda: Client(service, places, plan.caller, plan.other, plan.only), step.run)
        made.seen += client.seen
        made.trials += client.trials
        made.skipped += lost
        made.tokens |= client.tokens
        made.problems |= {client.problem} - {""}
        made.origins |= {id(fact): step.name for fact in (*client.seen, *client.trials)}
    return made


def _uncalled(document: Document, seen: Iterable[Exchange], skipped: Iterable[Skipped]) -> list[Skipped]:
    called = {e.name for e in seen} | {s.subject for s in skipped}
    reason = "not called: no valid request could be made up from its schema"
    return [Skipped(o.name, reason) for o in document.operations if o.name not in called]


def _hash(seen: Iterable[Exchange]) -> str:
    digest = blake2b(digest_size=8)
    for e in seen:
        asked = (e.request.method, e.request.target, e.request.body)
        digest.update(repr((*asked, e.status, e.ending)).encode("utf-8", "backslashreplace"))
    return digest.hexdigest()


def _facts(document: Document, seen: Sequence[Exchange], trials: Sequence[Trial]) -> dict[type, tuple[Any, ...]]:
    operations = tuple(document.operations)
    return {
        Document: (document,),
        Operation: operations,
        Parameter: tuple(p for o in operations for p in o.parameters),
        Answer: tuple(a for o in operations for a in o.answers),
        Component: tuple(document.components),
        Exchange: tuple(seen),
        Trial: tuple(trials),
    }
