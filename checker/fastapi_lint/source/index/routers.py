"""Finds every app and router, and says which one an expression means."""

from __future__ import annotations

import re
from collections.abc import Iterator

from msgspec.structs import replace

from fastapi_lint.facts.code import Body, Class, Function, Module
from fastapi_lint.facts.expression import Attribute, Call, Conditional, Expr, Name, target_of
from fastapi_lint.facts.project import Project
from fastapi_lint.facts.web import Router
from fastapi_lint.source.index.unroll import is_listed, listed

APP_TYPES = frozenset({"fastapi.FastAPI", "fastapi.applications.FastAPI"})
ROUTER_TYPES = frozenset({"fastapi.APIRouter", "fastapi.routing.APIRouter"})
_EXTENDED = re.compile(r"\.\w*Router$")
_OTHER_ROUTERS = ("starlette.", "aiogram.", "django.", "rest_framework.", "ninja.", "litestar.", "flask.")


def find_routers(project: Project) -> dict[str, Router]:
    """Symbol -> router, for every constructor call of an app, a router or a project subclass of them."""
    found: dict[str, Router] = {}
    for module in project.modules.values():
        for function, symbol, call in _constructed(project, module):
            router = _made(project, module, function, symbol, call) if symbol else None
            if router is not None:
                found.setdefault(router.symbol, router)
    return found


def _constructed(project: Project, module: Module) -> Iterator[tuple[Function | None, str, Call]]:
    """Every call whose value is kept: (function around it, what it is kept as, the call)."""
    for body, function in _bodies(module):
        for assign in body.assigns:
            if len(assign.targets) == 1:
                symbol = symbol_of(project, module, function, assign.targets[0])
                yield from ((function, symbol, call) for call in _constructors(assign.value))
        for returned in body.returns:
            if isinstance(returned.value, Call) and function is not None:
                yield function, f"{function.symbol}.<locals>.<returned>", returned.value
    for class_ in module.classes:
        for field in class_.fields:
            if isinstance(field.value, Call):
                yield None, f"{class_.symbol}.{field.name}", field.value


def _bodies(module: Module) -> list[tuple[Body, Function | None]]:
    return [(module.top, None), *((f.body, f) for f in module.functions)]


def _constructors(value: Expr | None) -> list[Call]:
    match value:
        case Call():
            return [value]
        case Conditional(body=body, orelse=orelse):
            return [*_constructors(body), *_constructors(orelse)]
        case _:
            return []


def symbol_of(project: Project, module: Module, function: Function | None, target: Expr) -> str:
    """The identity of the variable that an assignment binds, or that an expression reads."""
    match target:
        case Name(id=name, target=""):
            holder: Function | None = function
            while holder is not None:
                if any(name in a.names for a in holder.body.assigns) or holder.param(name):
                    return f"{holder.symbol}.<locals>.{name}"
                holder = project.functions.get(holder.symbol.rpartition(".<locals>.")[0])
            return f"{module.name}.{name}" if function is None else ""
        case Name(target=name) | Attribute(target=name) if name:
            return project.follow(name)
        case Attribute(value=Name(id="self" | "cls"), attr=attr) if function is not None:
            return f"{_owner_class(project, function)}.{attr}"
        case Attribute(value=value, attr=attr):
            owner = project.types.of(value, function)
            return f"{owner}.{attr}" if owner else ""
        case _:
            return ""


def _owner_class(project: Project, function: Function) -> str:
    """The class whose method this is, or encloses this nested function."""
    symbol = function.symbol
    while symbol and symbol not in project.classes:
        symbol = symbol.rpartition(".")[0]
    return symbol


def _made(project: Project, module: Module, function: Function | None, symbol: str, call: Call) -> Router | None:
    kind = router_kind(project, call)
    if kind is None:
        made = _construction(project, call, function)
        router = _made(project, module, None, symbol, made) if made is not None else None
        if router is None:
            return None
        if call.keyword("prefix") is not None:
            given = project.constant(call.keyword("prefix"), function)
            router = replace(router, prefix=given if isinstance(given, str) else None)
        return replace(router, plain=False, at=call.at, function=function)
    is_app, plain = kind
    prefix: object = ""
    if call.keyword("prefix") is not None:
        prefix = project.constant(call.keyword("prefix"), function)
    elif not is_app and not plain:
        prefix = _inherited_prefix(project, call)
    dependencies = call.keyword("dependencies")
    return Router(
        symbol,
        is_app,
        prefix if isinstance(prefix, str) else None,
        call,
        call.at,
        module,
        listed(project, dependencies, function),
        plain and not call.has_star and (dependencies is None or is_listed(project, dependencies, function)),
        function,
    )


def _inherited_prefix(project: Project, call: Call) -> object:
    """The prefix that a project subclass gives itself when its caller gives none; None when it cannot be known."""
    if any(not a.keyword for a in call.args):
        return None
    class_ = project.class_(project.follow(call.target))
    init = project.hierarchy.method(class_, "__init__") if class_ is not None else None
    for site in init.body.calls if init is not None else ():
        given = site.call.keyword("prefix")
        if site.call.method == "__init__" and given is not None and init is not None:
            param = init.param(given.id) if isinstance(given, Name) else None
            return project.constant(param.default if param is not None else given, init)
    return ""


def _construction(project: Project, call: Call, function: Function | None) -> Call | None:
    """The constructor call inside a project function that only makes a router for its caller to fill."""
    maker = project.function(project.types.callee(call, function))
    if maker is None or len(maker.body.returns) != 1:
        return None
    returned = maker.body.returns[0].value
    if isinstance(returned, Name) and not returned.target:
        prefix = f"{maker.symbol}.<locals>."
        home = project.home(maker)
        if any(f.symbol.startswith(prefix) for f in home.functions):
            return None
        if any(_fills(s.call, returned) for s in maker.body.calls):
            return None
        values = [a.value for a in maker.body.assigns if a.names == (returned.id,)]
        returned = values[0] if len(values) == 1 else None
    return returned if isinstance(returned, Call) and router_kind(project, returned) is not None else None


def _fills(call: Call, router: Name) -> bool:
    """Whether a call is made on the router, or is handed it."""
    on = isinstance(call.func, Attribute) and call.func.value == router
    return on or any(a.value == router for a in call.args)


def router_kind(project: Project, call: Call) -> tuple[bool, bool] | None:
    """(is an app, is FastAPI's own class) of a constructor call, None when it makes neither."""
    target = project.follow(call.target)
    if target in APP_TYPES:
        return True, True
    if target in ROUTER_TYPES:
        return False, True
    class_ = project.class_(target)
    if class_ is not None:
        return class_kind(project, class_)
    return (False, False) if _EXTENDED.search(target) and not target.startswith(_OTHER_ROUTERS) else None


def class_kind(project: Project, class_: Class) -> tuple[bool, bool] | None:
    """(is an app, False) for a project subclass of an app or router."""
    if project.hierarchy.derives(class_, APP_TYPES):
        return True, False
    if project.hierarchy.derives(class_, ROUTER_TYPES):
        return False, False
    return None


class RouterFinder:
    """Says which router an expression means, through parameters, loops and functions that make routers."""

    def __init__(self, project: Project, routers: dict[str, Router]) -> None:
        self._project = project
        self._routers = routers
        self._apps = [r for r in routers.values() if r.is_app]
        self._open: set[int] = set()  # the expressions being resolved: breaks cycles such as `a = b` and `b = a`

    def find(self, expr: Expr, module: Module, function: Function | None) -> tuple[str, ...]:
        """The symbols of the routers that the expression may mean; empty when none is known."""
        symbol = symbol_of(self._project, module, function, expr)
        if symbol in self._routers:
            return (symbol,)
        if id(expr) in self._open:
            return ()
        self._open.add(id(expr))
        try:
            return self._indirect(expr, module, function)
        finally:
            self._open.discard(id(expr))

    def _indirect(self, expr: Expr, module: Module, function: Function | None) -> tuple[str, ...]:
        if isinstance(expr, Call):
            return self._made_by(expr, function)
        if isinstance(expr, Attribute) and (owner := self._project.types.of(expr.value, function)):
            held = f"{owner}.{expr.attr}"
            if held in self._routers:
                return (held,)
        assigned = self._assigned(expr, module, function)
        if assigned:
            return assigned
        return self._by_type(expr, function)

    def _assigned(self, expr: Expr, module: Module, function: Function | None) -> tuple[str, ...]:
        """A variable assigned from a function that makes a router, or from another router."""
        value: Expr | None = None
        if target_of(expr):
            value = self._project.value(target_of(expr))
        elif isinstance(expr, Name) and function is not None:
            values = [a.value for a in function.body.assigns if a.names == (expr.id,) and a.source == "="]
            value = values[-1] if len(values) == 1 else None
        if value is None or value == expr or not isinstance(value, Call | Name | Attribute):
            return ()
        return self.find(value, module, function)

    def _made_by(self, call: Call, function: Function | None) -> tuple[str, ...]:
        callee = self._project.types.callee(call, function)
        maker = self._project.function(callee)
        if maker is None:
            return ()
        home = self._project.home(maker)
        found: list[str] = []
        for returned in maker.body.returns:
            if isinstance(returned.value, Call):
                symbol = f"{maker.symbol}.<locals>.<returned>"
                found += [symbol] if symbol in self._routers else self.find(returned.value, home, maker)
            elif returned.value is not None:
                found += self.find(returned.value, home, maker)
        return tuple(dict.fromkeys(found))

    def _by_type(self, expr: Expr, function: Function | None) -> tuple[str, ...]:
        """A parameter typed `FastAPI` means the project's app when there is just one."""
        if function is not None and isinstance(expr, Name) and function.param(expr.id) is not None:
            type_ = self._project.types.of(expr, function)
            untyped = function.param(expr.id).annotation is None and expr.id in ("app", "application")  # type: ignore[union-attr]
            if (type_ in APP_TYPES or untyped) and len(self._apps) == 1:
                return (self._apps[0].symbol,)
        return ()

    def may_be_router(self, expr: Expr, function: Function | None) -> bool:
        """Whether an object whose identity is unknown can be a router: nothing says that it is something else."""
        project = self._project
        if isinstance(expr, Name | Attribute) and expr.target:
            value = project.value(expr.target)
            if isinstance(value, Call):
                return self._makes_router(value, None)
            return value is None and project.is_known(expr.target) and expr.target not in project.functions
        type_ = project.types.of(expr, function)
        if type_:
            class_ = project.class_(type_)
            return type_ in APP_TYPES | ROUTER_TYPES or (class_ is not None and class_kind(project, class_) is not None)
        if isinstance(expr, Name) and function is not None:
            values = [a.value for a in function.body.assigns if a.names == (expr.id,)]
            if values:
                return any(isinstance(v, Call) and self._makes_router(v, function) for v in values)
        name = expr.id if isinstance(expr, Name) else getattr(expr, "attr", "")
        return any(word in name.lower() for word in ("router", "app", "api", "blueprint"))

    def _makes_router(self, call: Call, function: Function | None) -> bool:
        if router_kind(self._project, call) is not None:
            return True
        callee = self._project.types.callee(call, function)
        maker = self._project.function(callee)
        if maker is not None:
            returns = self._project.types.named(maker.returns)
            return returns in APP_TYPES | ROUTER_TYPES or (not returns and "router" in maker.name.lower())
        name = callee.rpartition(".")[2]
        return name.endswith("Router")
