"""What is registered in the service container, what is injected from it, and where it is asked directly."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from fastapi_lint.facts.code import CallSite, Function, Module, Role
from fastapi_lint.facts.expression import Call, Expr, Subscript, walk
from fastapi_lint.facts.injection.container import Container, Names, container
from fastapi_lint.facts.injection.registration import Registration, registration
from fastapi_lint.model.location import Anchor
from fastapi_lint.model.record import Record

if TYPE_CHECKING:
    from fastapi_lint.facts.project import Project


class Injection(Record):
    """One `Inject(…)`; `wanted` is a key or a class."""

    call: Call
    wanted: Expr
    module: Module

    @property
    def at(self) -> Anchor:
        """The place of the call."""
        return self.call.at


class Resolution(Record):
    """One `container.resolve(…)` outside the injecting helper."""

    site: CallSite
    wanted: Expr | None
    module: Module
    function: Function | None


class Wiring(Record):
    """Everything that is known of the container's use in the application."""

    container: Container
    registrations: tuple[Registration, ...]
    injections: tuple[Injection, ...]
    resolutions: tuple[Resolution, ...]

    def of_type(self, project: Project, type_: str) -> tuple[Registration, ...]:
        """The registrations that make exactly this class."""
        return tuple(r for r in self.registrations if r.produced and r.produced == project.follow(type_))


def wiring(project: Project, container_name: str = "", helper_name: str = "") -> Wiring | None:
    """How the project uses its container; None when it has none. The names replace what is found by role."""
    return project.remember(_wiring, Names(container_name, helper_name))


def _wiring(project: Project, names: Names) -> Wiring | None:
    found = container(project, names)
    if found is None:
        return None
    registrations, resolutions = [], []
    for module in project.application_modules():
        for site, function in module.sites():
            owner = project.types.callee(site.call, function)
            kind = _kind(owner, site.call, found)
            if kind == "register":
                registrations.append(registration(project, site, function, module, found))
            elif kind == "resolve" and not _in_helper(function, found):
                resolutions.append(Resolution(site, site.call.argument(0), module, function))
    return Wiring(found, tuple(registrations), tuple(_injections(project, found)), tuple(resolutions))


def _kind(target: str, call: Call, found: Container) -> str:
    if target in found.registering:
        return "register"
    if target in found.resolving:
        return "resolve"
    if not target and found.is_receiver(call):
        for kind, methods in (("register", found.registering), ("resolve", found.resolving)):
            if any(m.endswith(f".{call.method}") for m in methods):
                return kind
    return ""


def _in_helper(function: Function | None, found: Container) -> bool:
    inside = tuple(f"{h}.<locals>." for h in found.helpers)
    own = f"{found.class_.symbol}."
    return function is not None and (function.symbol in found.helpers or function.symbol.startswith((*inside, own)))


def _injections(project: Project, found: Container) -> Iterator[Injection]:
    for module in project.modules.values():
        if module.role is not Role.APPLICATION:
            continue
        for function in module.functions:
            for param in function.params:
                for expr in (param.annotation, param.default):
                    yield from _inside(project, expr, module, found)
        for assign in module.top.assigns:
            if isinstance(assign.value, Subscript):
                yield from _inside(project, assign.value, module, found)


def _inside(project: Project, expr: Expr | None, module: Module, found: Container) -> Iterator[Injection]:
    for part in walk(expr) if expr is not None else ():
        if isinstance(part, Call) and project.follow(part.target) in found.helpers:
            wanted = part.argument(0)
            if wanted is not None:
                yield Injection(part, wanted, module)
