"""A file's text -> `Module`: one hand-written walk over its syntax."""

from __future__ import annotations

from fastapi_lint.facts.code import Module, Role, Spans
from fastapi_lint.model.record import Record
from fastapi_lint.source.decode import Unreadable
from fastapi_lint.source.statements import read_statement
from fastapi_lint.source.syntax import parse
from fastapi_lint.source.walk import Walk


class Order(Record, eq=True):
    """What is to be read, and what the names of the file mean; `full` when libcst has to read it.

    `number` is the file's in anchors: processes agree on it, as one of them gives it.
    """

    path: str
    number: int
    module: str
    role: Role
    bindings: dict[str, str]
    targets: dict[str, str]
    full: bool = False


def extract(order: Order, text: str) -> Module | Unreadable:
    """The file's facts."""
    syntax = parse(text, full=order.full)
    if isinstance(syntax, Unreadable):
        return syntax
    walk = Walk(order.number, order.module, order.bindings, order.targets)
    for index, block in enumerate(syntax.blocks):
        walk.start_block(index)
        for statement in block:
            read_statement(walk, statement)
    return Module(
        order.path,
        order.module,
        order.role,
        tuple(walk.imports),
        order.bindings,
        tuple(walk.functions),
        tuple(walk.classes),
        walk.body.build(),
        "__future__.annotations" in order.targets.values(),
        order.path.endswith("__init__.py"),
        Spans.packed(walk.starts, walk.spans),
    )
