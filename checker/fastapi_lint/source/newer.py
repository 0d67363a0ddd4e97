"""Syntax newer than the running Python, written so that its parser can read it, every name where it was.

Where the parser stops, that one line is looked at: type parameters become blanks, brackets take the place of two
blanks in `except A, B:`, and `type X = …` is parsed as an assignment and marked. The rest is left to libcst.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Callable

from fastapi_lint.source.lines import split_lines

_ATTEMPTS = 40
_DEFINITION = re.compile(r"\s*(?:async\s+def|def|class)\s+\w+\s*(?=\[)")
_EXCEPT = re.compile(r"(\s*except\*?)[ \t](?![ \t]*\()([^#'\"\n]*?,)[ \t]([^#'\"\n]*?)([ \t]*:.*)", re.DOTALL)
_TYPE = re.compile(r"(\s*)type([ \t]+)(\w+)(.*?)(?==)", re.DOTALL)


class _TypeAlias(ast.stmt):
    """`type X = …` for a running Python older than 3.12, whose `ast` has no such node."""

    _fields = ("name", "value")


TYPE_ALIAS: Callable[..., ast.stmt] = getattr(ast, "TypeAlias", _TypeAlias)


def parse_newer(text: str, error: SyntaxError) -> ast.Module | None:
    """The module, when all that is too new in it can be written in the old way; `error` is where parsing stopped."""
    lines = split_lines(text)
    aliases: set[int] = set()
    for _ in range(_ATTEMPTS):
        number = error.lineno or 0
        if not 0 < number <= len(lines) or not _rewritten(lines, number, aliases):
            return None
        try:
            module = ast.parse("".join(lines))
        except SyntaxError as next_error:
            error = next_error
        else:
            return _TypeAliases(aliases).visit(module) if aliases else module
    return None


def _rewritten(lines: list[str], number: int, aliases: set[int]) -> bool:
    """Whether the line, which the parser does not take, could be written in the old way."""
    line = lines[number - 1]
    if (match := _DEFINITION.match(line)) and (end := _closing(line, match.end())):
        lines[number - 1] = line[: match.end()] + " " * (end - match.end()) + line[end:]
    elif (match := _EXCEPT.fullmatch(line)) and " as " not in match[3]:
        lines[number - 1] = f"{match[1]}({match[2]}{match[3]}){match[4]}"
    elif number not in aliases and (match := _TYPE.match(line)) and (blank := _blanked(match[4])) is not None:
        lines[number - 1] = f"{match[1]}{match[3]}    {match[2]}{blank}{line[match.end() :]}"
        aliases.add(number)
    else:
        return False
    return True


def _closing(line: str, start: int) -> int:
    """The end of the brackets that open at `start`, 0 when the line ends before they do."""
    depth = 0
    for position in range(start, len(line)):
        depth += {"[": 1, "]": -1}.get(line[position], 0)
        if depth == 0:
            return position + 1
    return 0


def _blanked(parameters: str) -> str | None:
    """The type parameters of an alias as blanks; None when something else stands there."""
    bare = parameters.strip()
    return " " * len(parameters) if not bare or (bare[0] == "[" and bare[-1] == "]") else None


class _TypeAliases(ast.NodeTransformer):
    """Turns the assignments on these lines back into what was written."""

    def __init__(self, lines: set[int]) -> None:
        self._lines = lines

    def visit_Assign(self, node: ast.Assign) -> ast.AST:
        if node.lineno not in self._lines:
            return node
        return ast.copy_location(TYPE_ALIAS(name=node.targets[0], value=node.value), node)
