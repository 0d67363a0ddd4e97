"""One whole look at a service: its document, and every call that the document suggests."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from hashlib import blake2b
from typing import Any

from fastapi_lint.contract.client import Client, Headers
from fastapi_lint.contract.places import Places
from fastapi_lint.contract.probing.operations import probe_operation
from fastapi_lint.contract.probing.requests import Draft, draft
from fastapi_lint.contract.probing.sequences import created_id, item_operations, probe_life
from fastapi_lint.contract.probing.system import probe_system
from fastapi_lint.contract.session import Service
from fastapi_lint.contract.values import NoValue
from fastapi_lint.facts.contract.exchange import Exchange, Observed, Trial
from fastapi_lint.facts.contract.openapi import Answer, Component, Document, Operation, Parameter
from fastapi_lint.model.diagnostic import Skipped
from fastapi_lint.model.location import Location
from fastapi_lint.model.record import Record

_ORDER = ("GET", "HEAD", "OPTIONS", "POST", "PUT", "PATCH", "DELETE", "TRACE")
_UNREACHABLE = frozenset({"ConnectionRefusedError", "Denied", "ConnectError", "gaierror"})
_REFUSED = frozenset({401, 403})


class Plan(Record, eq=True):
    """How to look: `headers` identify the caller, `seconds` bound the run, `probe` is False for the document alone."""

    headers: Headers = ()
    seconds: float = 120.0
    anonymous: bool = False
    probe: bool = True


@dataclass
class Look:
    """What was seen, what was not, and a hash that is equal for equal runs."""

    observed: Observed
    skipped: list[Skipped] = field(default_factory=list)
    calls: int = 0
    run_hash: str = ""
    refused: bool = False


def document_of(service: Service, places: Places, models: dict[str, Location]) -> Document:
    """The service's document with the places of its handlers and models."""
    routes = places.routes(service.told["routes"])
    handlers = {f"{m} {r.path}": r.at for r in reversed(routes) for m in r.methods}
    return Document(service.document or {}, places.app, routes, handlers, models)


def look(service: Service, places: Places, models: dict[str, Location], plan: Plan) -> Look:
    """Looks at the document and calls every operation; raises NotStarted when the lifespan fails."""
    document = document_of(service, places, models)
    if not plan.probe:
        return Look(Observed(_facts(document, (), ())))
    until = time.monotonic() + plan.seconds
    seen: list[Exchange] = []
    trials: list[Trial] = []
    skipped: list[Skipped] = []
    for name, steps in _steps(document):
        if time.monotonic() > until:
            late = [o.name for o in document.operations if _base(o) == name] or [name]
            skipped += [Skipped(subject, f"not called: the run had used its {plan.seconds:g} s") for subject in late]
            continue
        found = _reproduced(service, places, plan, steps, skipped)
        seen += found.seen
        trials += found.trials
    seen, unreached = _reached(_telling(seen))
    skipped += unreached
    called = {e.name for e in seen} | {s.subject for s in skipped}
    skipped += [
        Skipped(o.name, "not called: no valid request could be made up from its schema")
        for o in document.operations
        if o.name not in called
    ]
    look = Look(Observed(_facts(document, seen, trials)), skipped, len(seen), _hash(seen))
    look.refused = not plan.anonymous and _mostly_refused(seen)
    return look


_Step = Callable[[Client], None]


def _steps(document: Document) -> list[tuple[str, _Step]]:
    """Parts of the run, each of which begins with a fresh copy."""
    listed: list[tuple[str, _Step]] = [("the service as a whole", lambda client: _system(client, document))]
    groups: dict[str, list[Operation]] = {}
    for operation in document.operations:
        groups.setdefault(_base(operation), []).append(operation)
    for base, operations in groups.items():
        listed.append((base, _calling(document, operations)))
    creating = (o for o in document.operations if o.method == "POST" and o.is_collection and "{" not in o.path)
    return [*listed, *((f"the life of what {o.name} makes", _living(document, o)) for o in creating)]


def _base(operation: Operation) -> str:
    """The path before its first parameter: operations that share it share a copy of the service."""
    return operation.path.partition("{")[0].rstrip("/") or "/"


def _calling(document: Document, operations: Sequence[Operation]) -> _Step:
    def step(client: Client) -> None:
        with client.fresh():
            known = _existing(client, document, operations)
            for operation in sorted(operations, key=lambda o: (_ORDER.index(o.method), o.path)):
                probe_operation(client, operation, known)

    return step


def _living(document: Document, create: Operation) -> _Step:
    def step(client: Client) -> None:
        with client.fresh():
            probe_life(client, document, create, {})

    return step


def _system(client: Client, document: Document) -> None:
    probe_system(client, document, _reading(client, document))


def _reading(client: Client, document: Document) -> Draft | None:
    """A GET that answers 200, by preference one of the service's own, not its health."""
    wanted = [o for o in document.operations if o.method == "GET" and "{" not in o.path]
    wanted.sort(key=lambda o: ("health" in o.path or "ready" in o.path or "live" in o.path, len(o.path)))
    with client.fresh():
        for operation in wanted:
            try:
                found = draft(operation, {}, client.headers)
            except NoValue:
                continue
            if client.call("valid", found.request(), operation).status == 200:
                return found
    return None


def _existing(client: Client, document: Document, operations: Iterable[Operation]) -> dict[str, Any]:
    """Path parameters that lead to something: items are created, or taken from a list."""
    known: dict[str, Any] = {}
    for create in sorted((o for o in operations if o.method in {"POST", "GET"} and o.is_collection), key=_by_depth):
        item = next(iter(item_operations(document, create).values()), None)
        if item is None or _last_parameter(item) in known:
            continue
        try:
            answer = client.call("prepared", draft(create, known, client.headers).request(), create)
        except NoValue:
            continue
        if 200 <= answer.status < 300:
            known |= created_id(item, answer) or _first_listed(item, answer)
    return known


def _by_depth(operation: Operation) -> tuple[int, bool]:
    return operation.path.count("/"), operation.method == "GET"


def _last_parameter(item: Operation) -> str:
    return item.path.rstrip("/").rpartition("{")[2].rstrip("}")


def _first_listed(item: Operation, answer: Exchange) -> dict[str, Any]:
    body = answer.json
    rows = body if isinstance(body, list) else next((v for v in (body or {}).values() if isinstance(v, list)), [])
    if not rows or not isinstance(rows[0], dict):
        return {}
    name = _last_parameter(item)
    found = next((rows[0][k] for k in (name, "id", "uuid", name.removesuffix("_id")) if k in rows[0]), None)
    return {} if found is None else {name: found}


def _reproduced(service: Service, places: Places, plan: Plan, step: _Step, skipped: list[Skipped]) -> Client:
    """What a step sees. A failure that a second fresh copy does not repeat is not reported as one."""
    first = Client(service, places, plan.headers)
    step(first)
    if not any(_is_failure(e) for e in first.seen):
        return first
    again = Client(service, places, plan.headers)
    step(again)
    repeated = {_signature(e) for e in again.seen}
    lost = [e for e in first.seen if _is_failure(e) and _signature(e) not in repeated]
    skipped += [Skipped(e.name, f"`{e.probe}` failed once and did not fail again") for e in lost]
    first.seen = [e for e in first.seen if e not in lost]
    return first


def _telling(seen: Sequence[Exchange]) -> list[Exchange]:
    """All calls but those that fail as a valid call of the operation fails too: their input is no cause."""
    ways = {(e.name, _way(e)) for e in seen if e.probe == "valid" and _is_failure(e)}
    return [e for e in seen if e.probe == "valid" or not _is_failure(e) or (e.name, _way(e)) not in ways]


def _way(exchange: Exchange) -> tuple[object, ...]:
    return exchange.ending, exchange.status, exchange.error.type if exchange.error is not None else ""


def _reached(seen: Sequence[Exchange]) -> tuple[list[Exchange], list[Skipped]]:
    """The calls that needed nothing outside, and of the others what they lacked; readiness is there to tell of it."""
    kept = [e for e in seen if e.probe == "readiness" or not _lacks(e)]
    lacking = {e.name: e for e in reversed(seen) if e not in kept}
    return kept, [Skipped(name, f"not judged: {_lack(e)}") for name, e in sorted(lacking.items())]


def _lacks(exchange: Exchange) -> bool:
    """Whether a call failed because another system does not run or may not be reached."""
    error = exchange.error
    if error is None:
        return False
    refused = any(sign in error.message for sign in ("Connection refused", "Connect call failed", "onnection attempts"))
    return bool(exchange.denied) or error.type in _UNREACHABLE or refused


def _lack(exchange: Exchange) -> str:
    if exchange.denied:
        return f"it reaches for {exchange.denied[0]}; pass --allow-remote to let it"
    return f"it needs a system that does not run: {exchange.error.told if exchange.error is not None else ''}"


def _is_failure(exchange: Exchange) -> bool:
    return bool(exchange.ending) or exchange.error is not None or exchange.status >= 500


def _signature(exchange: Exchange) -> tuple[object, ...]:
    error = exchange.error.type if exchange.error is not None else ""
    return exchange.name, exchange.probe, exchange.note, exchange.ending, exchange.status, error


def _mostly_refused(seen: Iterable[Exchange]) -> bool:
    answers = {e.name: e.status for e in seen if e.probe == "valid"}
    refused = sum(status in _REFUSED for status in answers.values())
    return len(answers) > 1 and refused * 2 > len(answers)


def _hash(seen: Iterable[Exchange]) -> str:
    digest = blake2b(digest_size=8)
    for e in seen:
        digest.update(repr((e.name, e.probe, e.note, e.status, e.ending)).encode("utf-8", "backslashreplace"))
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
