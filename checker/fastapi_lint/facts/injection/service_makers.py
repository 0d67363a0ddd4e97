"""The context-manager functions that make services."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from fastapi_lint.facts.code import Function
from fastapi_lint.facts.injection.wiring import wiring

if TYPE_CHECKING:
    from fastapi_lint.facts.project import Project

_MANAGERS = ("contextmanager", "asynccontextmanager")
_GENERATORS = ("AsyncIterator", "Iterator", "AsyncGenerator", "Generator", "AsyncIterable", "Iterable")


def service_makers(project: Project, container: str, helper: str) -> frozenset[Function]:
    """Registered generator functions, and context managers that give a service; the lifespan is none."""
    return project.remember(_service_makers, (container, helper))


def _service_makers(project: Project, names: tuple[str, str]) -> frozenset[Function]:
    lifespans = {h.function for h in project.hooks if h.kind == "lifespan"}
    return frozenset(f for f in _found(project, *names) if f not in lifespans)


def _found(project: Project, container: str, helper: str) -> Iterator[Function]:
    found = wiring(project, container, helper)
    if found is None:
        return
    made = {r.produced for r in found.registrations if r.produced}
    for registration in found.registrations:
        if registration.maker is not None and _is_generator(registration.maker):
            yield registration.maker
    for function in project.application_functions():
        if _is_managed(function) and project.types.returned(function) in made:
            yield function


def _is_generator(function: Function) -> bool:
    annotated = getattr(function.returns, "target", "").rpartition(".")[2] in _GENERATORS
    return bool(function.body.yields) or _is_managed(function) or annotated


def _is_managed(function: Function) -> bool:
    """Whether it is the body of a context manager."""
    return any(d.target.rpartition(".")[2] in _MANAGERS for d in function.decorators)
