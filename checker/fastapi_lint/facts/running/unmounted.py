"""Which routers nothing includes, so that no request reaches their routes."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from fastapi_lint.facts.expression import Attribute, Call, Expr, Name, children
from fastapi_lint.facts.web import Router

if TYPE_CHECKING:
    from fastapi_lint.facts.project import Project

_FILLS = frozenset({"get", "post", "put", "patch", "delete", "head", "options", "trace", "api_route", "route",
                    "websocket", "websocket_route", "add_api_route", "add_route", "add_api_websocket_route",
                    "include_router", "on_event", "add_event_handler"})  # fmt: skip


def unmounted_routers(project: Project) -> tuple[Router, ...]:
    """Every router with routes that certainly nothing includes; none in a project that may include them unseen."""
    return project.remember(_unmounted, project)


def _unmounted(project: Project, _: Project) -> tuple[Router, ...]:
    filled = {r.router.symbol: r.router for r in project.routes if r.router is not None}
    included = {m.child for m in project.mounts}
    lonely = [r for s, r in filled.items() if s not in included and _is_plain_variable(r)]
    if not lonely or not any(r.is_app for r in project.routers.values()) or _includes_unknown(project):
        return ()
    used = _used_names(project)
    return tuple(router for router in lonely if router.symbol not in used)


def _is_plain_variable(router: Router) -> bool:
    return (
        not router.is_app
        and router.plain
        and router.function is None
        and router.symbol.rpartition(".")[0] == router.module.name
    )


def _includes_unknown(project: Project) -> bool:
    """Whether some call includes a router that cannot be told, other than one made by a library."""
    for mount in project.mounts:
        if mount.kind == "include" and not mount.child:
            router = mount.site.call.argument(0, "router")
            made = router.func if isinstance(router, Call) else router
            target = project.follow(getattr(made, "target", ""))
            value = project.value(target) if target else None
            target = value.target if isinstance(value, Call) else target
            if not target or project.is_known(target):
                return True
    return any(_takes_routes(s.call) for m in project.modules.values() for b in m.scopes() for s in b.calls)


def _takes_routes(call: Call) -> bool:
    """`app.router.routes.extend(x.routes)` includes a router by hand."""
    func = call.func
    if not isinstance(func, Attribute) or func.attr not in ("extend", "append"):
        return False
    return isinstance(func.value, Attribute) and func.value.attr == "routes"


def _used_names(project: Project) -> set[str]:
    """Dotted names that stand anywhere as a value: an argument, an item, something assigned or returned."""
    found: set[str] = set()
    for module in project.modules.values():
        for body in module.scopes():
            found |= {project.follow(name) for part in body.parts() for name in _handed_on(part)}
    return found


def _handed_on(expr: Expr) -> Iterator[str]:
    """The names among the parts of an expression, other than the receiver of a call that fills a router."""
    if isinstance(expr, Attribute) and expr.attr in _FILLS:
        return
    parts = children(expr)[1:] if isinstance(expr, Call) else children(expr)
    yield from (part.target for part in parts if isinstance(part, Name | Attribute) and part.target)
