"""The dependency graph of a route: what `Depends` means, through aliases, classes, instances and factories."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from fastapi_lint.facts.code import Class, Function
from fastapi_lint.facts.expression import Arg, Attribute, Call, Conditional, Expr, Lambda, Name, target_of, text
from fastapi_lint.facts.markers import marker_of
from fastapi_lint.facts.project import Project
from fastapi_lint.facts.web import Dependency, RouteParam
from fastapi_lint.model.location import Anchor
from fastapi_lint.model.record import Record
from fastapi_lint.source.index.parameters import class_params, route_params

_KNOWN_EXTERNAL = ("fastapi.security.", "starlette.", "fastapi.")
_PARAMLESS = frozenset({"fastapi_users", "dishka", "fastapi_limiter"})


class Provider(Record, eq=True):
    """What a `Depends` argument turns out to call; `given` are the arguments that a `partial` passes to it."""

    target: str
    function: Function | None = None
    class_: Class | None = None
    resolved: bool = True
    given: tuple[Arg, ...] = ()


class DependencyGraph:
    """Resolves `Depends(…)` expressions and walks their sub-dependencies. Answers are cached per callable."""

    def __init__(self, project: Project) -> None:
        self._project = project
        self._params: dict[str, tuple[RouteParam, ...]] = {}
        self._open: set[str] = set()

    def of_params(
        self, params: Iterable[RouteParam], function: Function | None, level: str, via: tuple[str, ...] = ()
    ) -> Iterator[Dependency]:
        """The dependencies that parameters declare, with everything below them."""
        for param in params:
            if param.source == "depends":
                yield from self._expand(param.marker, param.type, param.at, function, level, via, frozenset())

    def of_list(self, items: Iterable[Expr], at: Anchor, function: Function | None, level: str) -> Iterator[Dependency]:
        """The dependencies of a `dependencies=[…]` list, with everything below them."""
        for item in items:
            marker: Expr | None = item
            if isinstance(item, Name | Attribute) and target_of(item):
                marker = self._project.value(target_of(item))
            if isinstance(marker, Call) and marker_of(self._project, marker) == "depends":
                yield from self._expand(marker, None, at, function, level, (), frozenset())
            else:
                yield Dependency(at, target_of(item), None, None, level, (), resolved=False)

    def _expand(
        self,
        marker: Call | None,
        type_: Expr | None,
        at: Anchor,
        function: Function | None,
        level: str,
        via: tuple[str, ...],
        seen: frozenset[str],
    ) -> Iterator[Dependency]:
        argument = marker.argument(0, "dependency") if marker is not None else None
        found = self.resolve(argument if argument is not None else type_, function)
        security = marker is not None and marker.target.endswith("Security")
        yield Dependency(at, found.target, found.function, found.class_, level, via, found.resolved, security, marker)
        key = found.function.symbol if found.function else found.class_.symbol if found.class_ else ""
        if not key or key in seen:
            return
        name = text(argument) if argument is not None else text(type_)
        for param in self.params_of(found):
            if param.source == "depends":
                yield from self._expand(
                    param.marker, param.type, param.at, found.function, "sub", (*via, name), seen | {key}
                )

    def params_of(self, found: Provider) -> tuple[RouteParam, ...]:
        """The parameters of a dependency's callable."""
        key = found.function.symbol if found.function else found.class_.symbol if found.class_ else ""
        if found.function is not None and found.given:
            return route_params(self._project, found.function, frozenset(), found.given)
        if key not in self._params:
            if found.function is not None:
                self._params[key] = route_params(self._project, found.function, frozenset())
            elif found.class_ is not None:
                self._params[key] = class_params(self._project, found.class_, frozenset())
            else:
                return ()
        return self._params[key]

    def resolve(self, expr: Expr | None, function: Function | None) -> Provider:
        """What the argument of `Depends` calls."""
        match expr:
            case Name() | Attribute():
                return self._named(expr, function)
            case Call():
                return self._made(expr, function)
            case Lambda(target=target) if target:
                return self._target(target)
            case Lambda(params=params):
                return Provider("", resolved=not params)
            case _:
                target = self._project.types.named(expr)
                return self._target(target) if target else Provider("", resolved=False)

    def _named(self, expr: Name | Attribute, function: Function | None) -> Provider:
        named = self._target(self._project.follow(expr.target)) if expr.target else Provider("", resolved=False)
        if not named.resolved and isinstance(expr, Attribute):
            owner = self._project.types.of(expr.value, function)
            if owner:
                return self._target(self._project.types.method_of(owner, expr.attr))
        return named

    def _target(self, target: str) -> Provider:
        project = self._project
        if (function := project.function(target)) is not None:
            return Provider(function.symbol, function)
        if (class_ := project.class_(target)) is not None:
            return self._constructor(class_)
        value = project.value(target)
        if isinstance(value, Call):
            return self._once(target, lambda: self._instance(value, target))
        if isinstance(value, Name | Attribute) and target_of(value):
            return self._once(target, lambda: self._target(project.follow(target_of(value))))
        known = target.startswith(_KNOWN_EXTERNAL) or target.split(".", maxsplit=1)[0] in _PARAMLESS
        return Provider(target, resolved=known)

    def _once(self, name: str, find: Callable[[], Provider]) -> Provider:
        """What `find` finds, unless the same name is being looked for already: `a = b` and `b = a`."""
        if name in self._open:
            return Provider(name, resolved=False)
        self._open.add(name)
        try:
            return find()
        finally:
            self._open.discard(name)

    def _constructor(self, class_: Class) -> Provider:
        init = self._project.hierarchy.method(class_, "__init__")
        return Provider(class_.symbol, init, class_, resolved=self._project.hierarchy.knows_all_bases(class_))

    def _instance(self, value: Call, target: str) -> Provider:
        """A module-level object used as a dependency: its `__call__`, or what a factory returned."""
        callee = self._project.types.callee(value, None)
        class_ = self._project.class_(callee)
        if class_ is not None:
            call = self._project.hierarchy.method(class_, "__call__")
            external = any(a.startswith(_KNOWN_EXTERNAL) for a in self._project.hierarchy.ancestors(class_))
            return Provider(target, call, None, resolved=call is not None or external)
        if (factory := self._project.function(callee)) is not None:
            return self._once(factory.symbol, lambda: self._returned(factory))
        return Provider(target or callee, resolved=callee.startswith(_KNOWN_EXTERNAL))

    def _made(self, call: Call, function: Function | None) -> Provider:
        """`Depends(Checker("admin"))` or `Depends(make_checker("admin"))`."""
        callee = self._project.types.callee(call, function)
        if callee.rpartition(".")[2] == "partial" and call.args:
            inner = self.resolve(call.args[0].value, function)
            given = (*inner.given, *call.args[1:])
            return Provider(inner.target, inner.function, inner.class_, resolved=False, given=given)
        return self._instance(call, callee)

    def _returned(self, factory: Function) -> Provider:
        """The inner function that a factory returns."""
        for returned in factory.body.returns:
            value = returned.value.body if isinstance(returned.value, Conditional) else returned.value
            if isinstance(value, Name | Attribute) and target_of(value):
                return self._target(target_of(value))
            if isinstance(value, Call):
                return self._made(value, factory)
        return Provider(factory.symbol, resolved=False)
