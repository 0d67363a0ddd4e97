"""The exceptions of a service carry no code by which a client could tell them apart."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi_lint.catalog.params import Params
from fastapi_lint.facts.code import Class
from fastapi_lint.facts.definitions import definitions
from fastapi_lint.facts.expression import Attribute
from fastapi_lint.facts.files.service import Service
from fastapi_lint.facts.project import Project
from fastapi_lint.model.finding import Finding


def check(service: Service, project: Project, params: Params) -> Iterator[Finding]:
    exceptions = [d for d in definitions(project, service) if d.role == "exceptions"]
    classes = {f"{d.module.name}.{d.name}": d for d in exceptions}
    found = [project.classes[symbol] for symbol in classes if symbol in project.classes]
    if len(found) < params.fewest or any(_carries(project, class_, params) for class_ in found):
        return
    base = max(found, key=lambda c: sum(c.symbol in project.hierarchy.ancestors(o) for o in found))
    yield Finding.of(classes[base.symbol], name=base.name, count=str(len(found)))


def _carries(project: Project, class_: Class, params: Params) -> bool:
    """Whether a field, a parameter or an attribute of the class or its bases is a code."""
    for ancestor in project.hierarchy.project_ancestors(class_):
        if any(field.name in params.names for field in ancestor.fields):
            return True
        for name in ancestor.methods:
            method = project.functions.get(f"{ancestor.symbol}.{name}")
            if method is None:
                continue
            attributes = (t.attr for a in method.body.assigns for t in a.targets if isinstance(t, Attribute))
            if name in params.names or {p.name for p in method.params} & params.names or set(attributes) & params.names:
                return True
    return False
