"""One whole look at a service: its document, and every call that the document suggests."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from hashlib import blake2b
from typing import Any

from fastapi_lint.contract.client import Client, Wanted
from fastapi_lint.contract.copies import Served
from fastapi_lint.contract.documents.mounted import ODD, beside, mounted_documents
from fastapi_lint.contract.documents.sound import sound
from fastapi_lint.contract.environment import hidden
from fastapi_lint.contract.forking import suffers
from fastapi_lint.contract.identity import ANONYMOUS, Identity
from fastapi_lint.contract.places import Places
from fastapi_lint.contract.probing.steps import steps
from fastapi_lint.contract.settling import mostly_refused, reached, repeating, reproduced, telling
from fastapi_lint.contract.turns import FIRST_LOOK, Turns
from fastapi_lint.facts.contract.exchange import Exchange, Observed, Trial
from fastapi_lint.facts.contract.openapi import Component, Document
from fastapi_lint.facts.contract.operation import Operation
from fastapi_lint.facts.contract.operation_parts import Answer, Parameter
from fastapi_lint.model.diagnostic import Skipped
from fastapi_lint.model.location import Location
from fastapi_lint.model.record import Record

FUZZING = "fuzzing"
"""The step in which calls are made up by chance."""


class Plan(Record, eq=True):
    """How to look: as whom, `seconds` bound the run, `probe` is False for the document alone.

    `only` limits the run to what leads to one call; with `examples`, as many calls of each operation are made up.
    """

    caller: Identity = ANONYMOUS
    other: Identity | None = None
    seconds: float = 120.0
    anonymous: bool = False
    probe: bool = True
    only: Wanted | None = None
    examples: int = 0
    seed: int = 0
    origins: tuple[str, ...] = ()


@dataclass
class Look:
    """What was seen, what was not, and a hash that is equal for equal runs.

    `origins` tell by the identity of a call or a trial which step made it; `refused` says that most of the service
    did not let the caller in, `tokens` what must not be shown, `noise` what a fuzzer alone objects to.
    """

    observed: Observed
    skipped: list[Skipped] = field(default_factory=list)
    calls: int = 0
    run_hash: str = ""
    refused: bool = False
    origins: dict[int, str] = field(default_factory=dict)
    tokens: set[str] = field(default_factory=set)
    noise: Counter[str] = field(default_factory=Counter)


def document_of(service: Served, places: Places, models: dict[str, Location]) -> Document:
    """The service's document with the places of its handlers and models."""
    routes = places.routes(service.told["routes"])
    handlers = {f"{m} {r.path}": r.at for r in reversed(routes) for m in r.methods if r.at is not places.app}
    handlers = {**places.operations, **handlers}
    served_at = str(service.told.get("served_at") or "")
    pages = tuple(service.told.get("pages", ()))
    whole = sound(service.document or {})[0]
    return Document(whole, places.app, routes, handlers, models, served_at, pages=pages)


def look(service: Served, places: Places, models: dict[str, Location], plan: Plan) -> Look:
    """Looks at the document and calls every operation; raises NotStarted when the lifespan fails."""
    document = document_of(service, places, models)
    documents = (document, *mounted_documents(service.told, places, models))
    if not plan.probe:
        return Look(Observed(facts(documents)))
    made = _made(service, places, documents, plan)
    told = _hash(made.seen, made.tokens)
    seen, unreached = reached(telling(made.seen))
    skipped = [*made.skipped, *unreached, *_endless(seen)]
    skipped += [Skipped("authentication", problem) for problem in sorted(made.problems)]
    if plan.only is None:
        skipped += beside(service.told, documents)
        skipped += [Skipped(pointer, ODD) for pointer in sound(service.document or {})[1]]
        skipped += _uncalled(documents, seen, skipped)
    return Look(
        Observed(facts(documents, seen, made.trials)),
        skipped,
        made.calls,
        told,
        bool(made.problems) or (not plan.anonymous and mostly_refused(seen)),
        made.origins,
        made.tokens,
        made.noise,
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
    noise: Counter[str] = field(default_factory=Counter)
    calls: int = 0

    def keep(self, step: str, client: Client, lost: Iterable[Skipped]) -> None:
        """Adds what one step did."""
        self.calls += len(client.seen)
        self.seen += client.seen
        self.trials += client.trials
        self.skipped += lost
        self.skipped += [Skipped(name, cut.told) for name, cut in sorted(client.cut.items())]
        self.tokens |= client.tokens
        self.problems |= {client.problem} - {""}
        self.origins |= {id(fact): step for fact in (*client.seen, *client.trials)}


def _made(service: Served, places: Places, documents: Sequence[Document], plan: Plan) -> _Made:
    until = time.monotonic() + plan.seconds
    made = _Made()

    tried: Counter[tuple[str, str]] = Counter()
    only = None if plan.only is None else {(plan.only.operation, plan.only.probe, plan.only.note)}

    def caller(turns: Turns | None = None, home: Location = places.app) -> Client:
        hang = frozenset(e.name for e in made.seen if e.is_endless or (e.ending == "hang" and e.probe != "prepared"))
        known, counted = replace(turns) if turns is not None else Turns(), Counter(tried)
        return Client(
            service, places, plan.caller, plan.other, only, plan.origins, hang, turns=known, tried=counted, home=home
        )

    listed = ((s, document.at) for document in documents for s in steps(document, others=plan.other is not None))
    wanted = [(s, home) for s, home in listed if plan.only is None or s.name == plan.only.step]
    left = sum(len(step.subjects) for step, _ in wanted)
    for step, home in wanted:
        now = time.monotonic()
        if now > until:
            reason = f"{step.lack}: the run had used its {plan.seconds:g} s; `run-timeout` sets another limit"
            made.skipped += [Skipped(subject, reason) for subject in step.subjects]
            continue
        share = FIRST_LOOK * (until - now) * len(step.subjects) / left
        left -= len(step.subjects)
        begin = partial(caller, Turns(now + share, len(step.subjects)), home)
        client, lost = reproduced(begin, step.run, partial(suffers, service, caller))
        made.keep(step.name, client, lost)
        tried = client.tried
    if plan.examples or (plan.only is not None and plan.only.step == FUZZING):
        for document in documents:
            _fuzzed(caller, document, plan, until, made)
    return made


def _fuzzed(caller: Callable[[], Client], document: Document, plan: Plan, until: float, made: _Made) -> None:
    """What chance finds, or one call of it again."""
    client = caller()
    if plan.only is not None:
        operation = next((o for o in document.operations if o.name == plan.only.operation), None)
        if operation is None:
            return
        with client.fresh():
            client.call(plan.only.probe, plan.only.request(client.headers), operation, plan.only.note)
        made.keep(FUZZING, client, ())
        return
    from fastapi_lint.contract.fuzzing import Effort, fuzz

    found = fuzz(client, document, made.seen, Effort(plan.examples, plan.seed, until))
    client.seen, lost = repeating(caller, found.told)
    made.keep(FUZZING, client, lost)
    made.calls += found.calls
    made.noise += found.noise
    if not found.complete:
        made.skipped.append(Skipped("fuzzing", f"stopped: the run had used its {plan.seconds:g} s"))


def _endless(seen: Iterable[Exchange]) -> list[Skipped]:
    reason = "called with valid input only: its answer has no end"
    return [Skipped(name, reason) for name in dict.fromkeys(e.name for e in seen if e.is_endless)]


def _uncalled(documents: Iterable[Document], seen: Iterable[Exchange], skipped: Iterable[Skipped]) -> list[Skipped]:
    called = {e.name for e in seen} | {s.subject for s in skipped}
    reason = "not called: no valid request could be made up from its schema"
    return [Skipped(o.name, reason) for document in documents for o in document.operations if o.name not in called]


def _hash(seen: Iterable[Exchange], tokens: Collection[str]) -> str:
    """Of everything that was asked; tokens hold the time at which they were made, and are left out."""
    digest = blake2b(digest_size=8)
    for e in seen:
        asked = (
            e.request.method,
            hidden(e.request.target, tokens),
            len(e.request.body),
            e.request.blanks,
            e.status,
            e.ending,
        )
        digest.update(repr(asked).encode("utf-8", "backslashreplace"))
        digest.update(e.request.body)
    return digest.hexdigest()


def facts(
    documents: Sequence[Document], seen: Sequence[Exchange] = (), trials: Sequence[Trial] = ()
) -> dict[type, tuple[Any, ...]]:
    """Everything that rules may ask for, by kind."""
    named: dict[str, Operation] = {}
    for operation in (o for document in documents for o in document.operations):
        named.setdefault(operation.name, operation)  # of two that answer to one path, the service's own
    operations = tuple(named.values())
    return {
        Document: tuple(documents),
        Operation: operations,
        Parameter: tuple(p for o in operations for p in o.parameters),
        Answer: tuple(a for o in operations for a in o.answers),
        Component: tuple(c for document in documents for c in document.components),
        Exchange: tuple(seen),
        Trial: tuple(trials),
    }
