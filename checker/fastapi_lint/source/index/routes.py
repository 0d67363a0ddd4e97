"""Finds every route: decorators, `add_api_route`, class-based views, factories; WebSockets too."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec.structs import replace

from fastapi_lint.facts.code import Class, Function, Module, Param
from fastapi_lint.facts.decorating import shows_other_parameters
from fastapi_lint.facts.expression import Attribute, Call, Expr, Sequence, string
from fastapi_lint.facts.handing import unwrapped
from fastapi_lint.facts.interface.registering import registering
from fastapi_lint.facts.project import Project
from fastapi_lint.facts.web import Dependency, Mount, Route, Router, path_parameters
from fastapi_lint.source.index.dependencies import DependencyGraph
from fastapi_lint.source.index.mounts import MountTree
from fastapi_lint.source.index.parameters import read_param, route_params
from fastapi_lint.source.index.router_finder import RouterFinder
from fastapi_lint.source.index.unroll import is_listed, listed, unrolled

VERBS = frozenset({"get", "post", "put", "patch", "delete", "head", "options", "trace"})
_DECORATORS = VERBS | {"api_route", "route", "websocket", "websocket_route"}
_ADDERS = frozenset({"add_api_route", "add_route", "add_api_websocket_route", "add_websocket_route"})
_ROUTE_CLASSES = {
    "fastapi.routing.APIRoute": "add_api_route", "fastapi.routing.APIWebSocketRoute": "add_api_websocket_route",
    "starlette.routing.Route": "add_route", "starlette.routing.WebSocketRoute": "add_websocket_route",
}  # fmt: skip
"""Classes of routes, each with the method that makes them."""


def find_routes(project: Project, finder: RouterFinder, tree: MountTree, graph: DependencyGraph) -> tuple[Route, ...]:
    """Every route of the project with full paths, parameters and dependencies."""
    assembler = _Assembler(project, tree, graph)
    found: list[Route] = []
    for module in project.modules.values():
        for function in module.functions:
            found += _decorated(project, finder, module, function)
        for site, holder in registering(project, module):
            if site.call.method in _ADDERS:
                for call in unrolled(project, site.call, site.frames, holder):
                    found += _added(project, finder, module, holder, call)
            elif isinstance(site.call.func, Call) and site.call.func.method in _DECORATORS:
                for call in unrolled(project, site.call, site.frames, holder):
                    found += _applied(project, finder, module, holder, call)
            elif site.call.method in ("append", "extend"):
                found += _appended(project, finder, module, holder, site.call)
    for router in project.routers.values():
        for item in listed(project, router.option("routes"), router.function):
            found += _constructed(project, item, router.module, router.symbol, router.function)
    return tuple(assembler.complete(route) for route in found)


def _decorated(project: Project, finder: RouterFinder, module: Module, function: Function) -> Iterator[Route]:
    holder = project.functions.get(function.symbol.rpartition(".<locals>.")[0])
    for call in _calls(project, function, holder):
        yield from _by_decorator(project, finder, module, holder, call, function)


def _by_decorator(
    project: Project, finder: RouterFinder, module: Module, holder: Function | None, call: Call, function: Function
) -> Iterator[Route]:
    """The routes that `@router.get(…)` makes of a function."""
    if not isinstance(call.func, Attribute):
        return
    owner = call.func.value
    symbols = finder.find(owner, module, holder)
    if not symbols and (not _looks_like_path(call) or not finder.may_be_router(owner, holder)):
        return
    class_ = _view(project, function)
    for symbol in symbols or ("",):
        yield _route(project, call, function, module, symbol, call.func.attr, class_, holder)


def _view(project: Project, function: Function) -> Class | None:
    """The class-based view whose method it is."""
    return project.classes.get(function.symbol.rpartition(".")[0]) if function.in_class else None


def _applied(
    project: Project, finder: RouterFinder, module: Module, holder: Function | None, call: Call
) -> Iterator[Route]:
    """`router.get("/x")(handler)`."""
    function, given = unwrapped(project, call.argument(0, "func"), holder)
    if function is not None and isinstance(call.func, Call):
        for route in _by_decorator(project, finder, module, holder, call.func, function):
            yield replace(route, given=given)


def _calls(project: Project, function: Function, holder: Function | None) -> Iterator[Call]:
    """The decorators that may register the function, one for each turn of the loops around it."""
    for decorator in function.decorators:
        if decorator.call is not None and decorator.call.method in _DECORATORS:
            yield from unrolled(project, decorator.call, function.frames, holder)


def _added(
    project: Project, finder: RouterFinder, module: Module, holder: Function | None, call: Call
) -> Iterator[Route]:
    func = call.func
    if not isinstance(func, Attribute):
        return
    function, given = unwrapped(project, call.argument(1, "endpoint") or call.argument(1, "route"), holder)
    if function is None:
        return
    symbols = finder.find(func.value, module, holder)
    if not symbols and not finder.may_be_router(func.value, holder):
        return
    class_ = _view(project, function)
    for symbol in symbols or ("",):
        yield replace(_route(project, call, function, module, symbol, func.attr, class_, holder), given=given)


def _appended(
    project: Project, finder: RouterFinder, module: Module, holder: Function | None, call: Call
) -> Iterator[Route]:
    """`app.router.routes.append(APIRoute("/x", handler))`, and `extend` with a list of them."""
    func, given = call.func, call.argument(0)
    if given is not None and isinstance(func, Attribute) and isinstance(func.value, Attribute):
        for made in (given,) if func.attr == "append" else listed(project, given, holder):
            for symbol in finder.find(func.value.value, module, holder) or ("",):
                yield from _constructed(project, made, module, symbol, holder)


def _constructed(project: Project, made: Expr, module: Module, symbol: str, holder: Function | None) -> Iterator[Route]:
    """The route that `APIRoute("/x", handler)` is."""
    registrar = _ROUTE_CLASSES.get(project.follow(made.target)) if isinstance(made, Call) else None
    if registrar is None or not isinstance(made, Call):
        return
    function, given = unwrapped(project, made.argument(1, "endpoint"), holder)
    if function is not None:
        route = _route(project, made, function, module, symbol, registrar, _view(project, function), holder)
        yield replace(route, given=given)


def _looks_like_path(call: Call) -> bool:
    path = string(call.argument(0, "path"))
    return path is not None and (path == "" or path.startswith("/"))


def _route(
    project: Project,
    call: Call,
    function: Function,
    module: Module,
    symbol: str,
    verb: str,
    class_: Class | None,
    holder: Function | None,
) -> Route:
    path = project.constant(call.argument(0, "path"), holder)
    return Route(
        function,
        module,
        call,
        call.at,
        _methods(project, call, verb, holder),
        path if isinstance(path, str) else None,
        project.routers.get(symbol),
        verb,
        "websocket" in verb,
        class_,
        generic=verb in ("api_route", "route", "add_route"),
    )


def _methods(project: Project, call: Call, verb: str, holder: Function | None) -> tuple[str, ...]:
    if verb in VERBS:
        return (verb.upper(),)
    if "websocket" in verb:
        return ()
    methods = call.keyword("methods")
    if methods is None:
        return ("GET",)
    items = listed(project, methods, holder)
    return tuple(m.upper() for item in items if (m := string(item)) is not None)


class _Assembler:
    """Adds to a bare route what its router, mounts and dependencies say."""

    def __init__(self, project: Project, tree: MountTree, graph: DependencyGraph) -> None:
        self._project = project
        self._tree = tree
        self._graph = graph

    def complete(self, route: Route) -> Route:
        ways = self._tree.ways(route.router.symbol) if route.router is not None else ()
        paths = tuple(
            dict.fromkeys(w.prefix + route.path for w in ways if w.prefix is not None and route.path is not None)
        )
        names = {n for n, _ in path_parameters(route.path or "")}
        names |= {n for p in paths for n, _ in path_parameters(p)}
        params = route_params(self._project, route.function, frozenset(names), route.given)
        other = shows_other_parameters(self._project, route)
        params = tuple(replace(p, source="unknown") for p in params) if other else params
        own = list(self._graph.of_params(params, route.function, "parameter"))
        own += self._graph.of_list(
            listed(self._project, route.option("dependencies"), route.function), route.at, None, "route"
        )
        own += self._of_class(route)
        router = route.router
        inherited: list[Dependency] = []
        if router is not None:
            inherited += self._of_router(router)
            for mount in {m: None for w in ways for m in w.mounts}:
                inherited += self._graph.of_list(mount.dependencies, mount.at, mount.function, "include")
                if mount.parent in self._project.routers:
                    inherited += self._of_router(self._project.routers[mount.parent])
        mounts = [m for w in ways for m in w.mounts]
        complete = router is not None and not other and all(d.resolved for d in (*own, *inherited))
        complete = complete and self._plain(route) and not any(self._hides(m) for m in mounts)
        return replace(route, paths=paths, params=params, dependencies=(*own, *inherited), complete=complete)

    def _plain(self, route: Route) -> bool:
        """Whether everything that adds dependencies to the route itself is in sight."""
        given = route.option("dependencies")
        if given is not None and not is_listed(self._project, given, route.function):
            return False
        plain = route.router is not None and self._is_plain(route.router) and not route.call.has_star
        return plain and (route.class_ is None or self._knows(route.class_))

    def _hides(self, mount: Mount) -> bool:
        """Whether a mount may add dependencies that are not in sight."""
        call = mount.site.call
        given = call.keyword("dependencies")
        parent = self._project.routers.get(mount.parent)
        unlisted = given is not None and not is_listed(self._project, given, mount.function)
        return unlisted or call.has_star or (parent is not None and not self._is_plain(parent))

    def _is_plain(self, router: Router) -> bool:
        """Whether nothing but its arguments and its class's constructor says what its routes depend on."""
        class_ = self._project.class_(router.call.target)
        if router.plain or class_ is None or router.call.has_star or not self._knows(class_):
            return router.plain
        given = router.call.keyword("dependencies")
        classes = list(self._project.hierarchy.project_ancestors(class_))
        inits = [self._project.functions.get(f"{c.symbol}.__init__") for c in classes]
        only_constructs = all(set(c.methods) <= {"__init__"} for c in classes)
        passed_on = all(f is None or _only_passes_on(f) for f in inits)
        return only_constructs and passed_on and (given is None or is_listed(self._project, given, router.function))

    def _knows(self, class_: Class) -> bool:
        return self._project.hierarchy.knows_all_bases(class_)

    def _of_router(self, router: Router) -> list[Dependency]:
        level = "app" if router.is_app else "router"
        found = list(self._graph.of_list(router.dependencies, router.at, router.function, level))
        if not router.plain:
            class_ = self._project.class_(router.call.target)
            init = self._project.hierarchy.method(class_, "__init__") if class_ is not None else None
            for site in init.body.calls if init is not None else ():
                value = site.call.keyword("dependencies")
                if isinstance(value, Sequence):
                    found += self._graph.of_list(value.items, router.at, init, level)
        return found

    def _of_class(self, route: Route) -> list[Dependency]:
        """Class-based views: fields and constructor parameters of the class are dependencies of every route."""
        if route.class_ is None:
            return []
        found: list[Dependency] = []
        for ancestor in self._project.hierarchy.project_ancestors(route.class_):
            for field in ancestor.fields:
                param = Param(field.name, field.annotation, field.value, field.at)
                read = read_param(self._project, param, frozenset())
                found += self._graph.of_params((read,), None, "class")
        init = self._project.hierarchy.method(route.class_, "__init__")
        if init is not None:
            params = route_params(self._project, init, frozenset())
            found += self._graph.of_params(params, init, "class")
        return found


def _only_passes_on(init: Function) -> bool:
    """Whether a constructor does nothing but call the one above, with dependencies that are in sight."""
    above = [site.call for site in init.body.calls if not site.used]
    in_sight = all(isinstance(c.keyword("dependencies"), Sequence | None) for c in above)
    return [c.method for c in above] == ["__init__"] and in_sight and not init.body.assigns
