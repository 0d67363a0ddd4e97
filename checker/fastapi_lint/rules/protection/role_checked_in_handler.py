"""A handler compares the role of the caller itself."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi_lint.facts.code import FrameKind
from fastapi_lint.facts.expression import Attribute, Expr, Operation, Subscript, string, text, walk
from fastapi_lint.facts.project import Project
from fastapi_lint.facts.raised import error_status
from fastapi_lint.facts.web import Route
from fastapi_lint.model.finding import Finding

_ROLES = frozenset({"role", "roles", "is_admin", "is_superuser", "is_staff"})


def check(route: Route, project: Project) -> Iterator[Finding]:
    for statement in route.function.body.raises:
        if error_status(project, statement.value) not in (401, 403):
            continue
        tests = [f.subject for f in statement.frames if f.kind is FrameKind.IF and f.subject is not None]
        role = next((role for test in tests for part in walk(test) if (role := _role(part))), "")
        if role:
            yield Finding.of(route, route=route.name, role=f"`{role}`")
            return


def _role(part: Expr) -> str:
    """A compared role as text: `user.role`, `user["role"]`."""
    for operand in part.operands if isinstance(part, Operation) else ():
        if isinstance(operand, Attribute) and operand.attr in _ROLES:
            return text(operand)
        if isinstance(operand, Subscript) and operand.index and string(operand.index[0]) in _ROLES:
            return text(operand)
    return ""
