"""Finds every `include_router` and `mount`, and the full prefixes that follow from them."""

from __future__ import annotations

from collections import defaultdict
from typing import TypeAlias

from msgspec.structs import replace

from fastapi_lint.facts.arguments import bound, received
from fastapi_lint.facts.code import LOOPS, CallSite, Frame, Function, Module
from fastapi_lint.facts.expression import (
    Arg,
    Attribute,
    Call,
    Constant,
    Expr,
    Mapping,
    Name,
    Opaque,
    Sequence,
    Starred,
    target_of,
    text,
    walk,
)
from fastapi_lint.facts.interface.registering import registering
from fastapi_lint.facts.project import Project
from fastapi_lint.facts.web import Caller, Mount, Router
from fastapi_lint.model.record import Record
from fastapi_lint.source.index.growth import grows_in_order
from fastapi_lint.source.index.router_finder import RouterFinder
from fastapi_lint.source.index.unroll import listed, local_value, replaced, unrolled

_DEEPEST = 8


class Reach(Record, eq=True):
    """One way from an app to a router: the joined prefixes (None when one is unknown) and the mounts passed."""

    app: str
    prefix: str | None
    mounts: tuple[Mount, ...]


def find_mounts(project: Project, finder: RouterFinder) -> tuple[Mount, ...]:
    """Every mount, in file order; one call in a loop gives one mount for each router."""
    found: list[Mount] = []
    for module in project.modules.values():
        for site, holder in registering(project, module):
            found += _mounts(project, finder, module, holder, site)
    return tuple(found)


def _mounts(
    project: Project, finder: RouterFinder, module: Module, function: Function | None, site: CallSite
) -> list[Mount]:
    if site.call.method == "extend":
        return _taken_over(finder, module, function, site)
    if site.call.method not in ("include_router", "mount"):
        return []
    asked = [
        (call, caller)
        for written, frames, caller in _with_arguments(project, finder, site, function)
        for call in unrolled(project, written, frames, function)
    ]
    scattered = any(f.kind in LOOPS and not grows_in_order(project, f.subject, function) for f in site.frames)
    return [
        replace(mount, caller=caller, scattered=scattered) if caller is not None or scattered else mount
        for call, caller in asked
        for mount in _of_call(project, finder, module, function, site, call)
    ]


_Asked: TypeAlias = tuple[Call, tuple[Frame, ...], Caller | None]
"""A call with the frames around it, as they are for one caller of the function that they stand in."""


def _with_arguments(project: Project, finder: RouterFinder, site: CallSite, function: Function | None) -> list[_Asked]:
    """What a call in a function, and the loops around it, say for each call of that function."""
    written: list[_Asked] = [(site.call, site.frames, None)]
    if function is None:
        return written
    params = {p.name for p in function.params}
    read = [site.call, *(f.subject for f in site.frames if f.subject is not None)]
    used = {part.id for expr in read for part in walk(expr) if isinstance(part, Name) and part.id in params}
    only_parent = not used - {part.id for part in walk(site.call.func) if isinstance(part, Name)}
    if only_parent and not _asks_for_parent(project, finder, site, function):
        return written
    made: list[_Asked] = []
    for caller in project.remember(_possible_calls, function):
        holder = caller.function
        for turn in unrolled(project, caller.site.call, caller.site.frames, holder):
            if project.function(project.types.callee(turn, holder)) is function:
                passed = {name: value for name, value in received(function, turn).items() if name in used}
                values = {name: _named(project, finder, value, caller) for name, value in passed.items()}
                given = {name: value for name, value in values.items() if value is not None}
                made.append((_filled(site.call, given), _frames(site.frames, given), None if only_parent else caller))
    if only_parent:
        made = list({text(asked[0].func): asked for asked in made}.values())
    return made or written


def _asks_for_parent(project: Project, finder: RouterFinder, site: CallSite, function: Function) -> bool:
    """Whether the parent is a parameter that only callers can name, as when several apps could be meant."""
    parent = site.call.func.value if isinstance(site.call.func, Attribute) else None
    if not isinstance(parent, Name) or function.param(parent.id) is None:
        return False
    return not finder.find(parent, project.home(function), function)


def _named(project: Project, finder: RouterFinder, value: Expr, caller: Caller, depth: int = 0) -> Expr | None:
    """An argument as it can be understood outside of the caller; None when it cannot. `a = b; b = a` ends by depth."""

    def inside(part: Expr) -> Expr | None:
        return _named(project, finder, part, caller, depth + 1) if depth < _DEEPEST else None

    match value:
        case Constant():
            return value
        case Sequence(items=items, kind=kind):
            return Sequence(tuple(inside(item) or Opaque() for item in items), kind)
        case Mapping(items=pairs):
            return Mapping(tuple((key, inside(given) or Opaque()) for key, given in pairs))
        case Starred(value=spread):
            named = inside(spread)
            return Starred(named) if named is not None else None
        case _:
            found = finder.find(value, caller.module, caller.function)
            if len(found) == 1:
                return Name(found[0], found[0])
            if target_of(value):
                return value
            if depth < _DEEPEST and (passed := _passed(project, finder, value, caller, depth + 1)) is not None:
                return passed
            known = local_value(value, caller.function)
            return inside(known) if known is not None else None


def _passed(project: Project, finder: RouterFinder, value: Expr, caller: Caller, depth: int) -> Expr | None:
    """What every caller of the function in which a call stands gives for the parameter that it hands on."""
    function = caller.function
    if function is None or not isinstance(value, Name) or function.param(value.id) is None:
        return None
    found: dict[str, Expr] = {}
    for above in project.remember(_possible_calls, function):
        if project.function(project.types.callee(above.site.call, above.function)) is function:
            given = received(function, above.site.call).get(value.id)
            named = _named(project, finder, given, above, depth) if given is not None else None
            if named is None:
                return None
            found[text(named)] = named
    return next(iter(found.values())) if len(found) == 1 else None


def _filled(call: Call, given: dict[str, Expr]) -> Call:
    args = tuple(Arg(replaced(a.value, given), a.keyword, a.star) for a in call.args)
    return replace(call, func=replaced(call.func, given), args=args)


def _frames(frames: tuple[Frame, ...], given: dict[str, Expr]) -> tuple[Frame, ...]:
    return tuple(f if f.subject is None else replace(f, subject=replaced(f.subject, given)) for f in frames)


def _possible_calls(project: Project, function: Function) -> list[Caller]:
    """The calls of something of the function's name, in modules that can reach it."""
    known = project.remember(_calls_of_registering, project)
    name = function.name
    calls = known[name] if name in known else _calls(project, frozenset({name})).get(name, [])
    reaching = {m.path for m in {c.module.path: c.module for c in calls}.values() if _reaches(project, m, function)}
    return [call for call in calls if call.module.path in reaching]


def _calls_of_registering(project: Project, _: Project) -> dict[str, list[Caller]]:
    """Name -> the calls of something of that name, for all functions that register anything."""
    holders = (holder for m in project.modules.values() for _, holder in registering(project, m))
    names = frozenset(holder.name for holder in holders if holder is not None)
    found = _calls(project, names)
    return {name: found.get(name, []) for name in names}


def _calls(project: Project, names: frozenset[str]) -> dict[str, list[Caller]]:
    found: dict[str, list[Caller]] = defaultdict(list)
    for module in project.application_modules() if names else ():
        for site, holder in module.sites():
            if site.call.method in names:
                found[site.call.method].append(Caller(site, module, holder))
    return found


def _reaches(project: Project, module: Module, function: Function) -> bool:
    """Whether a module defines or imports the function, or one of the modules through which it is named."""
    if function.in_class or function.name in module.bindings or module is project.home(function):
        return True
    symbol, name = function.symbol, function.name
    return any(
        symbol.startswith(f"{bound}.") or (bound in project.named and project.follow(f"{bound}.{name}") == symbol)
        for bound in module.bindings.values()
    )


def _of_call(
    project: Project, finder: RouterFinder, module: Module, function: Function | None, site: CallSite, call: Call
) -> list[Mount]:
    func = call.func
    if not isinstance(func, Attribute):
        return []
    if func.attr == "include_router":
        child, prefix_expr, kind = call.argument(0, "router"), call.keyword("prefix"), "include"
    else:
        child, prefix_expr, kind = call.argument(1, "app"), call.argument(0, "path"), "mount"
    if child is None:
        return []
    parents = finder.find(func.value, module, function)
    if not parents and not finder.may_be_router(func.value, function):
        return []
    prefix = project.constant(prefix_expr, function) if prefix_expr is not None else ""
    children = finder.find(child, module, function) or ("",)
    known = prefix if isinstance(prefix, str) else None
    dependencies = listed(project, call.keyword("dependencies"), function)
    return [
        Mount(kind, parent, c, known, site, module, function, dependencies, _made_prefix(project, child, c, function))
        for parent in parents or ("",)
        for c in children
    ]


def _taken_over(finder: RouterFinder, module: Module, function: Function | None, site: CallSite) -> list[Mount]:
    """`app.router.routes.extend(router.routes)`, which takes over what the router has by then."""
    given = site.call.argument(0)
    match site.call.func, given:
        case Attribute(value=Attribute(value=parent)), Attribute(value=child, attr="routes"):
            parents, children = (finder.find(e, module, function) for e in (parent, child))
            return [Mount("include", p, c, "", site, module, function, (), None) for p in parents for c in children]
        case _:
            return []


def _made_prefix(project: Project, child: Expr, symbol: str, function: Function | None) -> str | None:
    """The prefix that a function gives to the router which it makes from these arguments; None when it does not."""
    router = project.routers.get(symbol)
    maker = project.function(project.types.callee(child, function)) if isinstance(child, Call) else None
    if router is None or router.prefix is not None or not isinstance(child, Call) or router.function is not maker:
        return None
    prefix = router.option("prefix")
    if prefix is None or maker is None:
        return None
    given = {name: project.constant(value, function) for name, value in bound(maker, child)}
    texts = {name: Constant(value) for name, value in given.items() if isinstance(value, str)}
    made = project.constant(replaced(prefix, texts), maker)
    return made if isinstance(made, str) else None


class MountTree:
    """All ways from apps to routers. Routers included in themselves are cut."""

    def __init__(self, routers: dict[str, Router], mounts: tuple[Mount, ...]) -> None:
        self._routers = routers
        self._parents: dict[str, list[Mount]] = {}
        for mount in mounts:
            self._parents.setdefault(mount.child, []).append(mount)

    def ways(self, symbol: str, _seen: frozenset[str] = frozenset()) -> tuple[Reach, ...]:
        """The ways from apps to this router, its own prefix included."""
        router = self._routers[symbol]
        own = Reach(symbol, router.prefix or "", ())
        found: list[Reach] = []
        for mount in self._parents.get(symbol, ()):
            if not mount.parent or mount.parent in _seen or mount.parent not in self._routers:
                continue
            above = self.ways(mount.parent, _seen | {symbol})
            found += [Reach(w.app, _join(w.prefix, mount, router), (*w.mounts, mount)) for w in above]
        if router.is_app and not found:  # mounted nobody knows where: its own paths are what can be said
            return (own,)
        return tuple(found)


def _join(outer: str | None, mount: Mount, router: Router) -> str | None:
    between = mount.path_before(router)
    return None if outer is None or between is None else outer + between
