"""One registration in the service container: its key, its factory, what that makes and how long it lives."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from fastapi_lint.facts.code import CallSite, Function, Module
from fastapi_lint.facts.expression import Call, Constant, Expr, FString, Lambda, Name, is_constant, text
from fastapi_lint.facts.injection.container import Container
from fastapi_lint.model.location import Anchor
from fastapi_lint.model.record import Record

if TYPE_CHECKING:
    from fastapi_lint.facts.project import Project

_FACTORY = ("ctor", "factory", "constructor", "provider", "builder", "creator", "func", "callable_", "make", "cls")
_KEY = ("key", "name", "token", "alias")
_LIFETIME = ("lifetime", "scope", "lifecycle", "lifespan")


class Registration(Record):
    """One `container.register…(…)`.

    `key` is None for an anonymous one; `maker` the project function that makes the service; `produced` the
    dotted class that it makes, "" when unknown; `transient` None when the lifetime cannot be told.
    """

    site: CallSite
    function: Function | None
    module: Module
    factory: Expr | None
    key: Expr | None
    maker: Function | None
    produced: str
    transient: bool | None
    allows_transient: bool

    @property
    def at(self) -> Anchor:
        """The place of the registering call."""
        return self.site.at


def registration(
    project: Project, site: CallSite, function: Function | None, module: Module, found: Container
) -> Registration:
    """What one call of a registering method says."""
    method = next((project.functions[m] for m in found.registering if m.endswith(f".{site.call.method}")), None)
    given = dict(_bound(site.call, method))
    key = next((given[n] for n in _KEY if n in given), None)
    if key is None:
        plain = (v for n, v in given.items() if n not in _LIFETIME)
        key = next((v for v in plain if isinstance(v, FString) or _is_text(v)), None)
    key = None if is_constant(key, None) or is_constant(key, "") else key
    factory = next((given[n] for n in _FACTORY if n in given), None)
    if factory is None:
        factory = next((v for v in given.values() if v is not key and not isinstance(v, Constant)), None)
    maker = maker_of(project, factory)
    return Registration(
        site, function, module, factory, key, maker, produced(project, factory, function),
        _transient(site.call, method, given),
        any(n.startswith("allow") and is_constant(v, value=True) for n, v in given.items()),
    )  # fmt: skip


def _is_text(value: Expr) -> bool:
    return isinstance(value, Constant) and isinstance(value.value, str)


def _bound(call: Call, method: Function | None) -> Iterator[tuple[str, Expr]]:
    """Parameter name (or its number) and value of every argument."""
    names = [p.name for p in method.params[1:] if p.kind in ("", "/")] if method is not None else []
    number = 0
    for argument in call.args:
        if argument.keyword:
            yield argument.keyword, argument.value
        elif not argument.star:
            yield names[number] if number < len(names) else str(number), argument.value
            number += 1


def _transient(call: Call, method: Function | None, given: dict[str, Expr]) -> bool | None:
    """Whether each resolution makes a new instance, from the method's name, the argument or its default."""
    for word, transient in (("transient", True), ("scoped", True), ("singleton", False)):
        if word in call.method:
            return transient
        if word in given and isinstance(given[word], Constant):
            return bool(given[word].value) is transient  # type: ignore[union-attr]
    for name in _LIFETIME:
        param = method.param(name) if method is not None else None
        value = given.get(name, param.default if param is not None else None)
        words = text(value).lower()
        if value is not None and ("transient" in words or "scoped" in words):
            return True
        if "singleton" in words:
            return False
    return None


def maker_of(project: Project, factory: Expr | None) -> Function | None:
    """The project function that makes the service: the factory itself, or what a factory of factories returns."""
    if isinstance(factory, Call):
        if factory.target == "functools.partial":
            return maker_of(project, factory.argument(0))
        outer = project.function(factory.target) if factory.target else None
        inner = [s.value for s in outer.body.returns if isinstance(s.value, Name)] if outer is not None else []
        return project.functions.get(inner[0].target) if len(inner) == 1 else None
    target = getattr(factory, "target", "")
    return project.function(target) if target else None


def produced(project: Project, factory: Expr | None, function: Function | None) -> str:
    """The dotted name of the class that a factory makes; "" when unknown."""
    if isinstance(factory, Lambda):
        return project.types.of(factory.body, function)
    target = getattr(factory, "target", "") if not isinstance(factory, Call) else ""
    if target and (class_ := project.class_(target)) is not None:
        return class_.symbol
    maker = maker_of(project, factory)
    if maker is None:
        return project.follow(target) if target.rpartition(".")[2][:1].isupper() else ""
    return project.types.returned(maker)
