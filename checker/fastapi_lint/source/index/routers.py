"""Finds every app and router."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from msgspec.structs import replace

from fastapi_lint.facts.arguments import bound, received
from fastapi_lint.facts.code import Body, Class, Function, Module
from fastapi_lint.facts.expression import Attribute, Call, Conditional, Constant, Expr, Name, target_of
from fastapi_lint.facts.project import Project
from fastapi_lint.facts.web import Router
from fastapi_lint.source.index.unroll import is_listed, listed, replaced

APP_TYPES = frozenset({"fastapi.FastAPI", "fastapi.applications.FastAPI"})
ROUTER_TYPES = frozenset({"fastapi.APIRouter", "fastapi.routing.APIRouter"})
_OTHER_ROUTERS = ("starlette.", "aiogram.", "django.", "rest_framework.", "ninja.", "litestar.", "flask.")


def find_routers(project: Project) -> dict[str, Router]:
    """Symbol -> router, for every constructor call of an app, a router or a project subclass of them."""
    found: dict[str, Router] = {}
    made = list(_making(project, frozenset()))
    makers = _makers(project, (function for _, function, _, _ in made))
    for module, function, kept, call in _making(project, makers) if makers else made:
        symbol = kept if isinstance(kept, str) else symbol_of(project, module, function, kept)
        router = _made(project, module, function, symbol, call) if symbol else None
        if router is not None:
            found.setdefault(router.symbol, router)
    return found


def _making(project: Project, makers: frozenset[str]) -> Iterator[tuple[Module, Function | None, str | Expr, Call]]:
    """Every kept call that makes a router, or may call one of these makers."""
    for module in project.modules.values():
        for function, kept, call in _kept(module):
            if router_kind(project, call) is not None or _may_call(project, call, makers):
                yield module, function, kept, call


def _makers(project: Project, holders: Iterable[Function | None]) -> frozenset[str]:
    """The last names of functions that make a router for their callers, and of variables that stand for one."""
    found = {f.name for f in holders if f is not None and _built_by(project, f) is not None}
    for module in project.modules.values() if found else ():
        for assign in module.top.assigns:
            if isinstance(assign.value, Name | Attribute) and target_of(assign.value).rpartition(".")[2] in found:
                found |= set(assign.names)
    return frozenset(found)


def _may_call(project: Project, call: Call, makers: frozenset[str]) -> bool:
    if not makers:
        return False
    target = target_of(call.func)
    return call.method in makers or (bool(target) and project.follow(target).rpartition(".")[2] in makers)


def _kept(module: Module) -> Iterator[tuple[Function | None, str | Expr, Call]]:
    """Every call whose value is kept: (function around it, what it is kept as or in, the call)."""
    for body, function in _bodies(module):
        for assign in body.assigns:
            if len(assign.targets) == 1:
                for call in _constructors(assign.value):
                    yield function, assign.targets[0], call
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
    if isinstance(value, Call):
        return [value]
    if isinstance(value, Conditional):
        return [*_constructors(value.body), *_constructors(value.orelse)]
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
        if router.prefix is None or call.keyword("prefix") is not None:
            router = replace(router, prefix=_given_prefix(project, call, function))
        return replace(router, plain=router.plain and not call.has_star, at=call.at, function=function)
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


def _given_prefix(project: Project, call: Call, function: Function | None) -> str | None:
    """The prefix that a function gives to the router which it makes from these arguments; None when it is not known."""
    maker = project.function(project.types.callee(call, function))
    made = _built_by(project, maker) if maker is not None else None
    written = made.keyword("prefix") if made is not None else None
    if maker is None or written is None:
        prefix = project.constant(call.keyword("prefix"), function)  # `APIRouter(**options)`
    else:
        given = {name: project.constant(value, function) for name, value in received(maker, call).items()}
        texts = {name: Constant(value) for name, value in given.items() if isinstance(value, str)}
        prefix = project.constant(replaced(written, texts), maker)
    return prefix if isinstance(prefix, str) else None


def _inherited_prefix(project: Project, call: Call) -> object:
    """The prefix that a project subclass gives itself when its caller gives none; None when it cannot be known."""
    class_ = project.class_(project.follow(call.target))
    init = project.hierarchy.method(class_, "__init__") if class_ is not None else None
    for site in init.body.calls if init is not None else ():
        given = site.call.keyword("prefix")
        if site.call.method == "__init__" and given is not None and init is not None:
            defaults = {p.name: p.default for p in init.params if p.default is not None}
            return project.constant(replaced(given, defaults | dict(bound(init, call))), init)
    return "" if all(a.keyword for a in call.args) else None


def _construction(project: Project, call: Call, function: Function | None) -> Call | None:
    """The constructor call inside a project function that only makes a router for its caller to fill."""
    maker = project.function(project.types.callee(call, function))
    return _built_by(project, maker) if maker is not None else None


def _built_by(project: Project, maker: Function) -> Call | None:
    if len(maker.body.returns) != 1:
        return None
    returned = maker.body.returns[0].value
    made = returned
    if isinstance(returned, Name) and not returned.target:
        values = [a.value for a in maker.body.assigns if a.names == (returned.id,)]
        made = values[0] if len(values) == 1 else None
    if not isinstance(made, Call) or router_kind(project, made) is None:
        return None
    return None if isinstance(returned, Name) and _is_filled(project, maker, returned) else made


def _is_filled(project: Project, maker: Function, router: Name) -> bool:
    """Whether the function itself gives the router its routes."""
    prefix = f"{maker.symbol}.<locals>."
    if any(f.symbol.startswith(prefix) for f in project.home(maker).functions):
        return True
    return any(_fills(s.call, router) for s in maker.body.calls)


def _fills(call: Call, router: Name) -> bool:
    """Whether a call is made on the router, or is handed it."""
    on = isinstance(call.func, Attribute) and call.func.value == router
    return on or any(a.value == router for a in call.args)


def router_kind(project: Project, call: Call) -> tuple[bool, bool] | None:
    """(is an app, is FastAPI's own class) of a constructor call, None when it makes neither."""
    return project.remember(_kind_of, call.target)


def _kind_of(project: Project, called: str) -> tuple[bool, bool] | None:
    target = project.follow(called)
    if not target:
        return None
    if target in APP_TYPES:
        return True, True
    if target in ROUTER_TYPES:
        return False, True
    class_ = project.class_(target)
    if class_ is not None:
        return class_kind(project, class_)
    extended = target.endswith("Router") and "." in target and not target.startswith(_OTHER_ROUTERS)
    return (False, False) if extended else None


def class_kind(project: Project, class_: Class) -> tuple[bool, bool] | None:
    """(is an app, False) for a project subclass of an app or router."""
    if project.hierarchy.derives(class_, APP_TYPES):
        return True, False
    if project.hierarchy.derives(class_, ROUTER_TYPES):
        return False, False
    return None
