"""What a route inherits: options of its router, of every including call and of the app."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from fastapi_lint.facts.expression import Expr
from fastapi_lint.facts.interface.registered import mounts_of

if TYPE_CHECKING:
    from fastapi_lint.facts.project import Project
    from fastapi_lint.facts.web import Route


def options_of(project: Project, route: Route, name: str) -> Iterator[Expr]:
    """The values of an option such as `responses` or `tags` on the route and on all that it is included by."""
    symbols, queue = set(), [route.router.symbol] if route.router is not None else []
    options = [route.option(name)]
    while queue:
        symbol = queue.pop()
        if symbol in symbols or symbol not in project.routers:
            continue
        symbols.add(symbol)
        options.append(project.routers[symbol].option(name))
        for mount in (m for m in mounts_of(project, symbol) if m.kind == "include"):
            options.append(mount.site.call.keyword(name))
            queue.append(mount.parent)
    yield from (o for o in options if o is not None)


def hides_options(project: Project, route: Route) -> bool:
    """Whether a star argument, or a router that cannot be known, may pass options that are not written."""
    router = route.router
    if route.call.has_star or router is None or not router.plain or router.call.has_star:
        return True
    return any(m.site.call.has_star for m in mounts_of(project, router.symbol))
