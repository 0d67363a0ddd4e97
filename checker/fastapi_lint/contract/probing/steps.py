"""The parts of a run, each of which begins with a fresh copy of the service."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from fastapi_lint.contract.client import Client
from fastapi_lint.contract.probing.existing import existing
from fastapi_lint.contract.probing.operations import probe_operation
from fastapi_lint.contract.probing.sequences import item_operations, probe_access, probe_life
from fastapi_lint.contract.probing.system import probe_system
from fastapi_lint.facts.contract.exchange import Exchange
from fastapi_lint.facts.contract.openapi import Document
from fastapi_lint.facts.contract.operation import Operation
from fastapi_lint.model.record import Record

_MOST = 24
"""Copies for the operations one by one: starting more of them would take longer than the calls."""
_FEWEST = 20
"""Operations that are worth a copy: a new one costs as much as forty calls, until it has touched its memory once."""
_IN_THE_WAY = frozenset({401, 403, 409, 429})
_ANONYMOUS = frozenset({401, 403})
_FITTING = frozenset({"valid", "prepared"})
"""What nothing is wrong with: when such a call is refused, what was called before may be the reason."""
_CREATED, _KEY = "201", "idempotency-key"
_TOGETHER = 8
"""Lives that share a copy of the service."""
_ORDER = ("GET", "HEAD", "OPTIONS", "POST", "PUT", "PATCH", "DELETE", "TRACE")


class Step(Record):
    """`subjects` are the operations that lack something when it is left out, and `lack` says what."""

    name: str
    run: Callable[[Client], None]
    subjects: tuple[str, ...]
    lack: str = "not called"


def steps(document: Document, *, others: bool = False) -> list[Step]:
    """All steps, in the order in which they are worth their time; with `others`, a second caller plays along."""
    whole = f"the app at {document.prefix} as a whole" if document.prefix else "the service as a whole"
    same = document.is_mounted and not document.prefix  # what is asked of it is asked of the service already
    listed = [] if same else [Step(whole, lambda client: probe_system(client, document), (whole,))]
    groups: dict[str, list[Operation]] = {}
    for operation in document.operations:
        groups.setdefault(_base(operation), []).append(operation)
    for near in _shared(groups):
        names = tuple(o.name for operations in near.values() for o in operations)
        listed.append(Step(next(iter(near)), _calling(document, near), names))
    creating = [o for o in document.operations if _creates(document, o)]
    for first in range(0, len(creating), _TOGETHER):
        some = creating[first : first + _TOGETHER]
        listed.append(_lives(f"the life of what {some[0].name} makes", document, some))
    if others:
        listed += [_reached(f"what others reach of {o.name}", document, o) for o in creating]
    return listed


def _creates(document: Document, operation: Operation) -> bool:
    """Whether it makes something: it says so, may be repeated by a key, or what it makes is read elsewhere."""
    if operation.method != "POST" or not operation.is_collection or "{" in operation.path:
        return False
    says = any(a.status == _CREATED for a in operation.answers)
    says |= any(p.name.lower() == _KEY for p in operation.parameters)
    listed = any(o.name == f"GET {operation.path}" for o in document.operations)
    return says or listed or bool(item_operations(document, operation))


def _shared(groups: dict[str, list[Operation]]) -> Iterator[dict[str, list[Operation]]]:
    """The groups that share a copy: neighbours, until there are enough operations."""
    least = max(_FEWEST, -(-sum(map(len, groups.values())) // _MOST))
    near: dict[str, list[Operation]] = {}
    for base, operations in groups.items():
        near[base] = operations
        if sum(map(len, near.values())) >= least:
            yield near
            near = {}
    if near:
        yield near


def _base(operation: Operation) -> str:
    """The path before its first parameter: operations that share it share a copy of the service."""
    return operation.path.partition("{")[0].rstrip("/") or "/"


def _calling(document: Document, groups: dict[str, list[Operation]]) -> Callable[[Client], None]:
    """Groups that share a copy; one that others stand in the way of, as by a logout or a limit, gets its own."""

    def step(client: Client) -> None:
        crowded = []
        with client.fresh():
            for number, operations in enumerate(groups.values()):
                seen, trials = len(client.seen), len(client.trials)
                _call(client, document, operations)
                if number and any(_is_in_the_way(client, e) for e in client.seen[seen:]):
                    del client.seen[seen:], client.trials[trials:]
                    for operation in operations:
                        client.cut.pop(operation.name, None)
                    crowded.append(operations)
        for operations in crowded:
            with client.fresh():
                _call(client, document, operations)

    return step


def _is_in_the_way(client: Client, exchange: Exchange) -> bool:
    """Whether other calls may be why one was refused; who has shown no credentials is refused for that."""
    unknown = exchange.status in _ANONYMOUS and not client.headers
    secured = exchange.operation is not None and exchange.operation.is_secured
    return exchange.status in _IN_THE_WAY and exchange.probe in _FITTING and not (unknown and secured)


def _call(client: Client, document: Document, operations: Sequence[Operation]) -> None:
    known = existing(client, document, operations)
    for operation in sorted(operations, key=lambda o: (_ORDER.index(o.method), o.path)):
        if client.wants_operation(operation.name):
            probe_operation(client, operation, known)


def _lives(name: str, document: Document, creating: Sequence[Operation]) -> Step:
    """Lives that share a copy; one that others stand in the way of, as with a name in use, gets its own."""

    def step(client: Client) -> None:
        crowded = []
        with client.fresh():
            for create in creating:
                before = len(client.seen)
                if not probe_life(client, document, create) and create is not creating[0]:
                    del client.seen[before:]
                    crowded.append(create)
        for create in crowded:
            with client.fresh():
                probe_life(client, document, create)

    return Step(name, step, tuple(o.name for o in creating), "what it makes was not read, changed and deleted")


def _reached(name: str, document: Document, create: Operation) -> Step:
    def step(client: Client) -> None:
        with client.fresh():
            probe_access(client, document, create)

    return Step(name, step, (create.name,), "what it makes was not called for by somebody else")
