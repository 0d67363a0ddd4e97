"""The selected blocks of a file -> `Module`: one hand-written walk over libcst trees."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import libcst as cst

from fastapi_lint.facts.code import Module, Role
from fastapi_lint.source.blocks import Block, split_lines
from fastapi_lint.source.decode import Unreadable
from fastapi_lint.source.statements import read_statement
from fastapi_lint.source.walk import Walk


@dataclass(frozen=True, slots=True)
class Order:
    """What is to be read of one file, and what its names mean. `blocks` are indices into `outline`."""

    path: str
    module: str
    role: Role
    outline: tuple[Block, ...]
    blocks: tuple[int, ...]
    bindings: Mapping[str, str]
    targets: Mapping[str, str]


def extract(order: Order, text: str) -> Module | Unreadable:
    """The file's facts."""
    walk = Walk(order.path, order.module, order.bindings, order.targets)
    cut = cut_out(order, text)
    if isinstance(cut, Unreadable):
        return cut
    for index, statement in cut.statements:
        walk.start_block(index)
        read_statement(walk, statement)
    return Module(
        order.path,
        order.module,
        order.role,
        tuple(walk.imports),
        dict(order.bindings),
        tuple(walk.functions),
        tuple(walk.classes),
        walk.body.build(),
        "__future__.annotations" in order.targets.values(),
        order.path.endswith("__init__.py"),
        cut.whole,
    )


@dataclass(frozen=True, slots=True)
class Cut:
    """Top-level statements with their block numbers; `whole` when the file had to be parsed in one piece."""

    statements: Sequence[tuple[int, cst.SimpleStatementLine | cst.BaseCompoundStatement]]
    whole: bool


def cut_out(order: Order, text: str) -> Cut | Unreadable:
    """The selected statements, parsed without the rest; all of the file when the outline cut it wrongly."""
    lines = split_lines(text)
    spans = [order.outline[index] for index in order.blocks]
    pieces = "".join("".join(lines[block.start - 1 : block.end]) for block in spans)
    try:
        body = cst.parse_module(pieces).body
    except cst.ParserSyntaxError:
        return _whole(text)
    if len(body) != len(spans):
        return _whole(text)
    return Cut(list(zip(order.blocks, body, strict=True)), whole=False)


def refusal(text: str) -> Unreadable | None:
    """Why libcst cannot parse a file's text, None when it can."""
    cut = _whole(text)
    return cut if isinstance(cut, Unreadable) else None


def _whole(text: str) -> Cut | Unreadable:
    try:
        body = cst.parse_module(text).body
    except cst.ParserSyntaxError as error:
        return Unreadable(TEMPLATE, "it is a template, not Python") if _TAG.search(text) else syntax_error(error)
    return Cut(list(enumerate(body)), whole=True)


TEMPLATE = "template"
"""No rule's id: a project generator's `{% if %}` in a .py file is no defect, the file is only named as not read."""
_TAG = re.compile(r"\{%[-+]?\s*\w|^[^'\"#\n]*\{\{\s*[\w.]+\s*(?:\|[^}\n]*)?\}\}", re.MULTILINE)


_PLACE = re.compile(r"error at (\d+):(\d+): (.*)")


def syntax_error(error: cst.ParserSyntaxError) -> Unreadable:
    """Where and why libcst's parser stopped; its own line counts to the last token read, the message is exact."""
    reason = error.message.split("\n", 1)[0].removeprefix("parser error: ").removeprefix("tokenizer error: ")
    if match := _PLACE.match(reason):
        return Unreadable("syntax-error", match[3], int(match[1]), int(match[2]) + 1)
    return Unreadable("syntax-error", reason, error.raw_line, error.raw_column + 1)
