"""A service class is never registered in the container."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi_lint.catalog.params import Params
from fastapi_lint.facts.code import Class
from fastapi_lint.facts.injection.wiring import wiring
from fastapi_lint.facts.project import Project
from fastapi_lint.model.finding import Finding


def check(project: Project, params: Params) -> Iterator[Finding]:
    found = wiring(project, params.container, params.helper)
    if found is None:
        yield Finding.nothing("service container")
        return
    if not found.registrations or any(not r.produced for r in found.registrations):
        return
    registered = {r.produced for r in found.registrations}
    classes = [c for m in project.application_modules() for c in m.classes]
    for class_ in classes:
        derives = any(n.rpartition(".")[2] in params.bases for n in project.hierarchy.ancestors(class_)[1:])
        if derives and class_.symbol not in registered and not _is_base(project, class_, classes):
            yield Finding.of(class_, service=class_.name)


def _is_base(project: Project, class_: Class, classes: list[Class]) -> bool:
    """Whether the class is abstract, or others derive from it."""
    if any(c is not class_ and class_.symbol in project.hierarchy.ancestors(c) for c in classes):
        return True
    methods = [project.functions.get(f"{class_.symbol}.{m}") for m in class_.methods]
    own = any(d.target.endswith("abstractmethod") for m in methods if m is not None for d in m.decorators)
    return own or any(b.rpartition(".")[2] in ("ABC", "Protocol") for b in map(_name, class_.bases))


def _name(base: object) -> str:
    return getattr(base, "target", "")
