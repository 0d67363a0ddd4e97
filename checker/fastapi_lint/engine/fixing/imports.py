"""Adds an import to a file and takes one away, in the file's own layout."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence

import libcst as cst
from libcst.helpers import get_full_name_for_node

from fastapi_lint.engine.fixing.aliases import with_alias, without_alias

_BLANK = cst.EmptyLine(indent=False)


def statements(module: cst.Module) -> Iterator[cst.Import | cst.ImportFrom]:
    """The imports at the top level that come before all functions and classes, those under `if` and `try` left out.

    A signature, a decorator or a base class is evaluated where it stands, so an import below it comes too late.
    """
    for line in module.body:
        if isinstance(line, cst.FunctionDef | cst.ClassDef):
            return
        if isinstance(line, cst.SimpleStatementLine):
            yield from (s for s in line.body if isinstance(s, cst.Import | cst.ImportFrom))


def module_of(statement: cst.ImportFrom) -> str:
    """The dotted name after `from`, dots of a relative import included."""
    name = get_full_name_for_node(statement.module) if statement.module is not None else ""
    return "." * len(statement.relative) + (name or "")


def add(module: cst.Module, dotted: str) -> cst.Module:
    """The file with `from a.b import c` for `a.b.c`, or `import a` for `a`: merged, else in its sorted place."""
    origin, _, name = dotted.rpartition(".")
    if origin:
        for statement in statements(module):
            if isinstance(statement, cst.ImportFrom) and _takes_more(statement, origin):
                return _replaced(module, statement, with_alias(statement, name))
    code = f"from {origin} import {name}" if origin else f"import {name}"
    return _inserted(module, cst.ensure_type(cst.parse_statement(code), cst.SimpleStatementLine))


def remove(module: cst.Module, name: str) -> cst.Module:
    """The file without the top-level import of this local name; unchanged where a comment or `x as x` guards it."""
    for index, line in enumerate(module.body):
        if not isinstance(line, cst.SimpleStatementLine) or len(line.body) != 1:
            continue
        statement = line.body[0]
        if line.trailing_whitespace.comment or not isinstance(statement, cst.Import | cst.ImportFrom):
            continue
        position = _position(statement, name)
        if position is None:
            continue
        shorter = without_alias(statement, position)
        return _without_line(module, index) if shorter is None else _replaced(module, statement, shorter)
    return module


def _replaced(module: cst.Module, old: cst.BaseSmallStatement, new: cst.BaseSmallStatement) -> cst.Module:
    body = list(module.body)
    for index, line in enumerate(body):
        if isinstance(line, cst.SimpleStatementLine) and any(s is old for s in line.body):
            body[index] = line.with_changes(body=[new if s is old else s for s in line.body])
    return module.with_changes(body=body)


def _takes_more(statement: cst.ImportFrom, origin: str) -> bool:
    return not isinstance(statement.names, cst.ImportStar) and module_of(statement) == origin


def _position(statement: cst.Import | cst.ImportFrom, name: str) -> int | None:
    if isinstance(statement.names, cst.ImportStar):
        return None
    for position, alias in enumerate(statement.names):
        if (alias.evaluated_alias or alias.evaluated_name) == name and alias.evaluated_alias != alias.evaluated_name:
            return position
    return None


def _without_line(module: cst.Module, index: int) -> cst.Module:
    body = list(module.body)
    gone = cst.ensure_type(body.pop(index), cst.SimpleStatementLine)
    comments = [line for line in gone.leading_lines if line.comment]
    if index < len(body) and (comments or not getattr(body[index], "leading_lines", ())):
        follower = body[index]
        lead = [*gone.leading_lines, *getattr(follower, "leading_lines", ())]
        body[index] = follower.with_changes(leading_lines=lead)
    return module.with_changes(body=body)


def _inserted(module: cst.Module, new: cst.SimpleStatementLine) -> cst.Module:
    body = list(module.body)
    start, end = _header(body)
    own = _first_group(body, [i for i in range(start, end) if _section(body[i]) == _section(new)])
    before = [i for i in own if _order(body[i]) <= _order(new)]
    if before:
        body.insert(before[-1] + 1, new)
    elif own:
        _push(body, own[0], new, blank_after=False)
    elif earlier := [i for i in range(start, end) if _section(body[i]) < _section(new)]:
        _push(body, earlier[-1] + 1, new, blank_after=True, blank_before=True)
    else:
        _push(body, start, new, blank_after=True, blank_before=start > 0)
    return module.with_changes(body=body)


def _first_group(body: Sequence[cst.CSTNode], own: Sequence[int]) -> list[int]:
    """Those up to a blank line: behind it stand the project's own modules, which fixes never import."""
    blank = (i for i in own[1:] if any(line.comment is None for line in getattr(body[i], "leading_lines", ())))
    end = next(blank, None)
    return [i for i in own if end is None or i < end]


def _push(
    body: list[cst.SimpleStatementLine | cst.BaseCompoundStatement],
    index: int,
    new: cst.SimpleStatementLine,
    *,
    blank_after: bool,
    blank_before: bool = False,
) -> None:
    """Inserts before the statement at `index`, which keeps its comments and gives its leading blank lines away."""
    lead: list[cst.EmptyLine] = []
    if index < len(body):
        follower = body[index]
        lines = list(follower.leading_lines)
        blanks = next((n for n, line in enumerate(lines) if line.comment), len(lines))
        lead, rest = lines[:blanks], lines[blanks:]
        after = [_BLANK] * (2 if isinstance(follower, cst.FunctionDef | cst.ClassDef) else 1)
        if blank_after and isinstance(follower, cst.FunctionDef | cst.ClassDef) and lead:
            after, lead = lead, [_BLANK] if blank_before else []
        body[index] = follower.with_changes(leading_lines=[*(after if blank_after else ()), *rest])
    if blank_before and not lead:
        lead = [_BLANK]
    body.insert(index, new.with_changes(leading_lines=lead))


def _header(body: Sequence[cst.CSTNode]) -> tuple[int, int]:
    """Where the file's leading imports begin (after the docstring) and end."""
    start = 1 if body and _is_docstring(body[0]) else 0
    end = start
    while end < len(body) and _import_of(body[end]) is not None:
        end += 1
    return start, end


def _is_docstring(line: cst.CSTNode) -> bool:
    match line:
        case cst.SimpleStatementLine(body=[cst.Expr(value=cst.SimpleString() | cst.ConcatenatedString())]):
            return True
    return False


def _import_of(line: cst.CSTNode) -> cst.Import | cst.ImportFrom | None:
    if isinstance(line, cst.SimpleStatementLine) and isinstance(line.body[-1], cst.Import | cst.ImportFrom):
        return line.body[-1]
    return None


def _origin(statement: cst.Import | cst.ImportFrom | None) -> str:
    if isinstance(statement, cst.Import):
        return statement.names[0].evaluated_name
    return module_of(statement) if statement is not None else ""


def _section(line: cst.CSTNode) -> int:
    """0 `__future__`, 1 the standard library, 2 what is installed or the project's own, 3 relative."""
    head = _origin(_import_of(line)).partition(".")[0]
    if head == "__future__":
        return 0
    if not head:
        return 3
    return 1 if head in sys.stdlib_module_names else 2


def _order(line: cst.CSTNode) -> tuple[bool, str]:
    """isort's default order inside a section: `import` before `from`, then by name."""
    statement = _import_of(line)
    return isinstance(statement, cst.ImportFrom), _origin(statement).lower()
