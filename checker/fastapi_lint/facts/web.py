"""FastAPI's own nouns: apps, routers, mounts, routes, their parameters and dependencies."""

from __future__ import annotations

import re
from collections.abc import Container

from fastapi_lint.facts.code import CallSite, Class, Function, Module, Param
from fastapi_lint.facts.expression import Arg, Call, Expr
from fastapi_lint.model.location import Anchor
from fastapi_lint.model.record import Record

WRITING_METHODS = frozenset({"POST", "PUT", "PATCH", "DELETE"})
_PATH_PARAMETER = re.compile(r"{([^}:]+)(?::([^}]+))?}")


class Dependency(Record):
    """One `Depends(…)` that applies to a route, resolved as far as possible.

    `level`: "parameter", "route", "router", "include", "app", "class" or "sub". `function` is the callable
    that FastAPI will call (a class gives its `__init__`, an instance its `__call__`); None when it is not
    in the project. `target` is its dotted name, "" when it cannot be named. `via` names the way from the
    handler. `resolved` is False when the callable's own parameters cannot be known.
    """

    at: Anchor
    target: str
    function: Function | None
    class_: Class | None
    level: str
    via: tuple[str, ...] = ()
    resolved: bool = True
    security: bool = False
    marker: Call | None = None


class RouteParam(Record):
    """A parameter of a handler or dependency as FastAPI reads it.

    `source`: "path", "query", "body", "header", "cookie", "form", "file", "depends", "special" (Request,
    Response, …) or "unknown". `type` is the annotation without `Annotated`; `marker` the `Query(…)`,
    `Depends(…)` call. `name` is the alias, if any.
    """

    param: Param
    name: str
    source: str
    type: Expr | None
    marker: Call | None = None

    @property
    def at(self) -> Anchor:
        """The parameter's place."""
        return self.param.at


class Router(Record):
    """An `APIRouter` or, with `is_app`, a `FastAPI` (or a project subclass of one).

    `symbol` identifies it; `prefix` is None when it cannot be known. `plain` is False for subclasses and
    factories, whose own dependencies may be hidden. `dependencies` are the expressions as written.
    """

    symbol: str
    is_app: bool
    prefix: str | None
    call: Call
    at: Anchor
    module: Module
    dependencies: tuple[Expr, ...] = ()
    plain: bool = True
    function: Function | None = None

    def option(self, name: str) -> Expr | None:
        """The value of a constructor keyword."""
        return self.call.keyword(name)


class Caller(Record):
    """A call of the function in which a mount stands: where, and in which function itself."""

    site: CallSite
    module: Module
    function: Function | None


class Mount(Record):
    """`parent.include_router(child)` or `parent.mount(path, child)`.

    `parent` and `child` are router symbols, "" when unknown; `prefix` None when unknown. `made_prefix` is the
    child's own prefix when a function has made the child for this mount from its arguments.
    `order` sorts mounts and routes of one file by execution. `caller` is set when the child or prefix is an argument.
    `scattered`: the child comes from a list whose order nobody can tell.
    """

    kind: str
    parent: str
    child: str
    prefix: str | None
    site: CallSite
    module: Module
    function: Function | None
    dependencies: tuple[Expr, ...] = ()
    made_prefix: str | None = None
    caller: Caller | None = None
    scattered: bool = False

    @property
    def at(self) -> Anchor:
        """The call's place."""
        return self.site.at

    def path_before(self, child: Router) -> str | None:
        """What stands before the paths of the child's routes: the mount's prefix and the child's; None when unknown."""
        own = child.prefix if self.made_prefix is None else self.made_prefix
        return None if self.prefix is None or own is None else self.prefix + own


class Route(Record):
    """One path operation or WebSocket endpoint.

    `path` is what the decorator says, None when it cannot be known; `paths` are the full paths through
    every mount of its router, empty when the router is not mounted or a prefix is unknown. `methods` are
    upper case, empty for a WebSocket. `class_` holds it when it is a class-based view. `complete` is False
    when some dependency could not be found or resolved. `given` are the arguments that a `functools.partial` around
    the handler passes.
    """

    function: Function
    module: Module
    call: Call
    at: Anchor
    methods: tuple[str, ...]
    path: str | None
    router: Router | None
    registrar: str
    is_websocket: bool = False
    class_: Class | None = None
    paths: tuple[str, ...] = ()
    params: tuple[RouteParam, ...] = ()
    dependencies: tuple[Dependency, ...] = ()
    complete: bool = True
    generic: bool = False
    given: tuple[Arg, ...] = ()

    @property
    def name(self) -> str:
        """What users call it: `GET /items/{id}`, or the function's name when its path is unknown."""
        if self.path is None:
            return self.function.name
        verb = "WebSocket" if self.is_websocket else "/".join(self.methods) or "route"
        prefix = self.router.prefix if self.router is not None else None
        return f"{verb} {self.paths[0] if self.paths else (prefix or '') + self.path}"

    @property
    def is_async(self) -> bool:
        """Whether the handler is a coroutine function."""
        return self.function.is_async

    def option(self, name: str) -> Expr | None:
        """The value of a keyword of the decorator or `add_api_route`."""
        return self.call.keyword(name)

    @property
    def path_parameters(self) -> tuple[tuple[str, str], ...]:
        """(name, converter) of each `{name:converter}` of the decorator's own path."""
        return path_parameters(self.path or "")

    @property
    def writes(self) -> bool:
        """Whether one of its methods changes state by HTTP's rules (RFC 9110, 9.2.1)."""
        return bool(WRITING_METHODS.intersection(self.methods))


def path_parameters(path: str) -> tuple[tuple[str, str], ...]:
    """(name, converter) of each `{name:converter}` in a path."""
    return tuple((m[1], m[2] or "") for m in _PATH_PARAMETER.finditer(path))


class Hook(Record):
    """Code that the framework calls besides routes.

    `kind`: "middleware", "lifespan", "startup", "shutdown", "exception-handler" or "background-task".
    `app` is the symbol of the app or router that it was given to, "" when unknown.
    """

    kind: str
    function: Function
    module: Module
    at: Anchor
    app: str = ""


class Middleware(Record):
    """A middleware class added to an app; `order` counts the additions to this app from 0 (the last runs first)."""

    app: str
    target: str
    call: Call
    at: Anchor
    module: Module
    function: Function | None
    order: int
    style: str


class LoopCall(Record):
    """A call that runs on the event loop's thread.

    `target` is the dotted name of what is called, including methods of known types
    (`sqlalchemy.orm.Session.commit`); `chain` names the way from the entry point, the entry first;
    `entry` describes it for people; `phase` is "request" or "startup".
    """

    site: CallSite
    target: str
    function: Function
    module: Module
    entry: str
    chain: tuple[str, ...]
    phase: str = "request"

    @property
    def at(self) -> Anchor:
        """The call's place."""
        return self.site.at

    def is_one_of(self, names: Container[str]) -> bool:
        """Whether the target is among the dotted names, where `pkg.Class.*` stands for every method of a class."""
        return bool(self.target) and (self.target in names or f"{self.target.rpartition('.')[0]}.*" in names)

    def blocks_in(self, names: Container[str]) -> bool:
        """Whether it is one of these blocking calls and runs while requests are served; awaited calls do not block."""
        return self.phase == "request" and not self.site.awaited and self.is_one_of(names)


class Model(Record):
    """A class that is a pydantic model (`kind` "model" or "settings") or an ORM class ("orm") through any bases.

    `fields` include inherited project fields, nearest first wins. `config` are the settings of
    `model_config` or `class Config`, nearest class wins. `used_in` holds "request" and/or "response".
    """

    class_: Class
    module: Module
    kind: str
    fields: tuple[ModelField, ...]
    config: dict[str, Expr]
    used_in: frozenset[str] = frozenset()

    @property
    def at(self) -> Anchor:
        """The class name's place."""
        return self.class_.at

    @property
    def name(self) -> str:
        """The class's name."""
        return self.class_.name


class ModelField(Record):
    """A field of a model; `owner` is the class that declares it."""

    name: str
    annotation: Expr | None
    value: Expr | None
    at: Anchor
    owner: Class
