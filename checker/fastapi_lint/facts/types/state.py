"""What class the objects have that a service keeps on `app.state` or `request.state`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, TypeAlias

from fastapi_lint.facts.code import Body, Function, Role
from fastapi_lint.facts.expression import Attribute, Expr, Mapping, Name, string

if TYPE_CHECKING:
    from fastapi_lint.facts.project import Project

Kept: TypeAlias = dict[tuple[str, str], list[tuple[Expr, Function | None]]]
"""(whose state, attribute) -> the values that are kept there, each with the function that does it."""
_MANAGERS = frozenset({"contextlib.asynccontextmanager"})


def kept_class(project: Project, expr: Attribute) -> str:
    """The class of `request.app.state.redis`, when all that the application keeps there has one; "" otherwise."""
    owner = _owner(expr)
    if not owner:
        return ""
    known, key = project.remember(_known, ""), (owner, expr.attr)
    if key not in known:
        known[key] = ""  # breaks cycles such as `app.state.x = app.state.x or X()`
        values = project.remember(_kept, "").get(key, ())
        found = {project.types.of(value, function) for value, function in values} - {"builtins.NoneType"}
        known[key] = found.pop() if len(found) == 1 else ""
    return known[key]


def _known(_project: Project, _: str) -> dict[tuple[str, str], str]:
    return {}


def _owner(expr: Expr) -> str:
    """Whose state an attribute belongs to: "app" in `request.app.state.x`, "request" in `request.state.x`."""
    if not isinstance(expr, Attribute) or not isinstance(expr.value, Attribute) or expr.value.attr != "state":
        return ""
    match expr.value.value:
        case Attribute(attr="app") | Name(id="app" | "application"):
            return "app"
        case Name(id="request" | "req" | "websocket" | "conn" | "connection"):
            return "request"
        case _:
            return ""


def _kept(project: Project, _: str) -> Kept:
    found: Kept = {}
    for module in project.modules.values():
        if module.role is Role.APPLICATION:
            for body, function in ((module.top, None), *((f.body, f) for f in module.functions)):
                for key, value in (*_assigned(body), *_yielded(function)):
                    found.setdefault(key, []).append((value, function))
    return found


def _assigned(body: Body) -> Iterator[tuple[tuple[str, str], Expr]]:
    for assign in body.assigns:
        for target in assign.targets:
            if assign.value is not None and isinstance(target, Attribute) and (owner := _owner(target)):
                yield (owner, target.attr), assign.value


def _yielded(function: Function | None) -> Iterator[tuple[tuple[str, str], Expr]]:
    """What a lifespan yields becomes the state of each request."""
    if function is None or not any(d.target in _MANAGERS for d in function.decorators):
        return
    for statement in function.body.yields:
        for key, value in statement.value.items if isinstance(statement.value, Mapping) else ():
            if (name := string(key)) is not None:
                yield ("request", name), value
