"""The parts of a run, each of which begins with a fresh copy of the service."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeAlias

from fastapi_lint.contract.client import Client
from fastapi_lint.contract.probing.existing import existing, reading
from fastapi_lint.contract.probing.operations import probe_operation
from fastapi_lint.contract.probing.sequences import probe_access, probe_life
from fastapi_lint.contract.probing.system import probe_system
from fastapi_lint.facts.contract.openapi import Document
from fastapi_lint.facts.contract.operation import Operation
from fastapi_lint.model.record import Record

_ORDER = ("GET", "HEAD", "OPTIONS", "POST", "PUT", "PATCH", "DELETE", "TRACE")


class Step(Record):
    """`subjects` are the operations that nobody calls when it is left out."""

    name: str
    run: Callable[[Client], None]
    subjects: tuple[str, ...]


def steps(document: Document, *, others: bool = False) -> list[Step]:
    """All steps, in the order in which they are worth their time; with `others`, a second caller plays along."""
    whole = "the service as a whole"
    listed = [Step(whole, lambda client: probe_system(client, document, reading(client, document)), (whole,))]
    groups: dict[str, list[Operation]] = {}
    for operation in document.operations:
        groups.setdefault(_base(operation), []).append(operation)
    for base, operations in groups.items():
        listed.append(Step(base, _calling(document, operations), tuple(o.name for o in operations)))
    creating = [o for o in document.operations if o.method == "POST" and o.is_collection and "{" not in o.path]
    listed += [_story(f"the life of what {o.name} makes", probe_life, document, o) for o in creating]
    if others:
        listed += [_story(f"what others reach of {o.name}", probe_access, document, o) for o in creating]
    return listed


def _base(operation: Operation) -> str:
    """The path before its first parameter: operations that share it share a copy of the service."""
    return operation.path.partition("{")[0].rstrip("/") or "/"


def _calling(document: Document, operations: Sequence[Operation]) -> Callable[[Client], None]:
    def step(client: Client) -> None:
        with client.fresh():
            known = existing(client, document, operations)
            for operation in sorted(operations, key=lambda o: (_ORDER.index(o.method), o.path)):
                if client.wants_operation(operation.name):
                    probe_operation(client, operation, known)

    return step


_Story: TypeAlias = Callable[[Client, Document, Operation], None]


def _story(name: str, probe: _Story, document: Document, made: Operation) -> Step:
    def step(client: Client) -> None:
        with client.fresh():
            probe(client, document, made)

    return Step(name, step, (name,))
