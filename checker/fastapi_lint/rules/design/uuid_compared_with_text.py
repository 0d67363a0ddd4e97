"""A UUID is compared with a text, and the two are never equal."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi_lint.facts.code import Assign, Frame, FrameKind, Function, Statement
from fastapi_lint.facts.expression import Call, Expr, FString, Operation, text, walk
from fastapi_lint.facts.project import Project
from fastapi_lint.model.finding import Finding

_CONDITIONS = (FrameKind.IF, FrameKind.WHILE)


def check(function: Function, project: Project) -> Iterator[Finding]:
    for fact, expr in _tests(function):
        for part in walk(expr):
            if not isinstance(part, Operation) or part.op not in ("==", "!=") or len(part.operands) != 2:
                continue
            texts = [o for o in part.operands if _is_text(o)]
            others = [o for o in part.operands if not _is_text(o)] if len(texts) == 1 else []
            uuids = [o for o in others if project.types.of(o, function) == "uuid.UUID"]
            if uuids:
                other, result = _shown(texts[0]), str(part.op == "!=")
                yield Finding.of(fact, uuid=text(uuids[0]), text=other, op=part.op, result=result)


def _shown(expr: Expr) -> str:
    return "the f-string" if isinstance(expr, FString) else text(expr)


def _is_text(expr: Expr) -> bool:
    return isinstance(expr, FString) or (isinstance(expr, Call) and expr.target == "builtins.str")


def _tests(function: Function) -> Iterator[tuple[Frame | Statement | Assign, Expr]]:
    """Every condition, returned and assigned value with the statement that holds it."""
    yield from ((f, f.subject) for f in function.body.frames if f.subject is not None and f.kind in _CONDITIONS)
    yield from ((s, s.value) for s in function.body.returns if s.value is not None)
    yield from ((a, a.value) for a in function.body.assigns if a.value is not None)
