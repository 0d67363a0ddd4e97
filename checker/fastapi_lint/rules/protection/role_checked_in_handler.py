"""A handler compares the role of the caller itself."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi_lint.facts.code import FrameKind
from fastapi_lint.facts.expression import Attribute, Expr, Operation, Subscript, root_name, string, text, walk
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
        callers = {p.param.name for p in route.params if p.source == "depends"}
        role = next((role for test in tests for part in walk(test) if (role := _role(part, callers))), "")
        if role and not any(_asks_for_owner(test) for test in tests):
            yield Finding.of(route, route=route.name, role=f"`{role}`")
            return


def _asks_for_owner(test: Expr) -> bool:
    """Whether the test compares an id too: whose thing it is, no dependency can know."""
    attributes = [p.attr for p in walk(test) if isinstance(p, Attribute)]
    return any(name == "id" or name.endswith(("_id", "owner")) for name in attributes)


def _role(part: Expr, callers: set[str]) -> str:
    """A compared role of the caller as text: `user.role`, `user["role"]`."""
    for operand in part.operands if isinstance(part, Operation) else ():
        if root_name(operand) not in callers:
            continue
        if isinstance(operand, Attribute) and operand.attr in _ROLES:
            return text(operand)
        if isinstance(operand, Subscript) and operand.index and string(operand.index[0]) in _ROLES:
            return text(operand)
    return ""
