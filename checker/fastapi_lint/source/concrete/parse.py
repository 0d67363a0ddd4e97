"""Text -> syntax through libcst, which reads every Python from 3.0 to the newest, whatever Python runs this."""

from __future__ import annotations

import re
from collections.abc import Mapping

import libcst as cst
from libcst.metadata import CodeRange, MetadataWrapper, PositionProvider

from fastapi_lint.source.concrete.place import Placer
from fastapi_lint.source.concrete.statements import statements
from fastapi_lint.source.decode import TOO_DEEP, Unreadable
from fastapi_lint.source.lines import split_lines
from fastapi_lint.source.tree import Syntax

TEMPLATE = "template"
"""No rule's id: a project generator's `{% if %}` in a .py file is no defect, the file is only named as not read."""
NESTING_LIMIT = 2_500
"""Open brackets beyond which libcst's native parser would need more stack than a thread can have."""

_TAG = re.compile(r"\{%[-+]?\s*\w|^[^'\"#\n]*\{\{\s*[\w.]+\s*(?:\|[^}\n]*)?\}\}", re.MULTILINE)
_RUN_OF_OPERATORS = re.compile(r"[-~+]{1000}|(?:\bnot\s+){500}")
_BRACKET = re.compile(r"[\[({})\]]")
_PLACE = re.compile(r"error at (\d+):(\d+): (.*)")
_LAST_TOKEN = re.compile(r"(\w+|[^\w\s])\s*$")


def parse_concrete(text: str) -> Syntax | Unreadable:
    """The syntax of a file's text, or why libcst cannot read it."""
    if _is_too_deep(text):
        return Unreadable("unreadable-file", TOO_DEEP)
    try:
        module = cst.parse_module(text)
    except cst.ParserSyntaxError as error:
        is_template = _TAG.search(text) is not None
        return Unreadable(TEMPLATE, "it is a template, not Python") if is_template else _syntax_error(error, text)
    except UnicodeEncodeError as error:  # editors and agents send what no file can hold
        lines = split_lines(text[: error.start + 1])
        return Unreadable("syntax-error", "half of a character stands here", len(lines), len(lines[-1]))
    place = Placer(_places(module), split_lines(text))
    return Syntax([statements(place, node) for node in module.body])


def _places(module: cst.Module) -> Mapping[cst.CSTNode, CodeRange]:
    """Where everything stands; nothing for a file that is nested so deeply that libcst cannot print it here."""
    try:
        return MetadataWrapper(module, unsafe_skip_copy=True).resolve(PositionProvider)
    except RecursionError:
        return {}


def _is_too_deep(text: str) -> bool:
    """Whether brackets or prefix operators may be nested beyond the limit; strings count too, which is rare."""
    if _RUN_OF_OPERATORS.search(text):
        return True
    if text.count("(") + text.count("[") + text.count("{") <= NESTING_LIMIT:
        return False
    depth = deepest = 0
    for bracket in _BRACKET.findall(text):
        depth = depth + 1 if bracket in "([{" else max(0, depth - 1)
        deepest = max(deepest, depth)
    return deepest > NESTING_LIMIT


def _syntax_error(error: cst.ParserSyntaxError, text: str) -> Unreadable:
    """Where and why libcst's parser stopped; its own line counts to the last token read, the message is exact."""
    reason = error.message.split("\n", 1)[0].removeprefix("parser error: ").removeprefix("tokenizer error: ")
    match = _PLACE.match(reason)
    if match is None:
        return Unreadable("syntax-error", reason, error.raw_line, error.raw_column + 1)
    line, column, said = int(match[1]), int(match[2]), match[3]
    if not said.startswith("expected one of"):
        return Unreadable("syntax-error", said, line, column + 1)
    lines = split_lines(text)
    last = _LAST_TOKEN.search(lines[line - 1][:column]) if line <= len(lines) else None
    if last is None:
        return Unreadable("syntax-error", "invalid syntax", line, column + 1)
    return Unreadable("syntax-error", f"`{last[1]}` cannot stand here", line, last.start(1) + 1)
