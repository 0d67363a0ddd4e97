"""A singleton holds a transient for its whole life."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi_lint.catalog.params import Params
from fastapi_lint.facts.code import Function
from fastapi_lint.facts.injection.registration import Registration
from fastapi_lint.facts.injection.wiring import wiring
from fastapi_lint.facts.project import Project
from fastapi_lint.model.finding import Finding


def check(project: Project, params: Params) -> Iterator[Finding]:
    found = wiring(project, params.container, params.helper)
    if found is None:
        yield Finding.nothing("service container")
        return
    transient = {r.produced for r in found.registrations if r.transient and r.produced}
    for registration in found.registrations:
        if registration.transient is not False or registration.allows_transient:
            continue
        for taken in _taken(project, registration):
            if taken in transient:
                held = taken.rpartition(".")[2]
                yield Finding.of(registration, service=_shown(registration), transient=held)
                break


def _taken(project: Project, registration: Registration) -> Iterator[str]:
    """The classes that the factory, or the constructor of the class that it makes, takes."""
    class_ = project.class_(registration.produced) if registration.produced else None
    made = project.hierarchy.method(class_, "__init__") if class_ is not None else None
    makers: list[Function | None] = [registration.maker, made]
    for maker in makers:
        for param in maker.params if maker is not None else ():
            if type_ := project.types.named(param.annotation):
                yield type_


def _shown(registration: Registration) -> str:
    return registration.produced.rpartition(".")[2] or "the singleton"
