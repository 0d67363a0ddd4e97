"""A client error is raised without the details that its class takes."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi_lint.catalog.params import Params
from fastapi_lint.facts.expression import Call
from fastapi_lint.facts.interface.domain_errors import class_of
from fastapi_lint.facts.project import Project
from fastapi_lint.model.finding import Finding


def check(project: Project, params: Params) -> Iterator[Finding]:
    for function in project.application_functions():
        for statement in function.body.raises:
            call = statement.value
            class_ = class_of(project, call)
            if class_ is None or class_.name not in params.exceptions or not isinstance(call, Call) or call.has_star:
                continue
            init = project.hierarchy.method(class_, "__init__")
            names = [p.name for p in init.params if p.name != "self"] if init is not None else []
            place = next((names.index(n) for n in params.names if n in names), None)
            if place is not None and call.argument(place, names[place]) is None:
                yield Finding.of(statement, exception=class_.name, name=names[place])
