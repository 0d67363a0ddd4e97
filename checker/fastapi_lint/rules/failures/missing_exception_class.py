"""One of the project's standard errors is missing or has another status."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi_lint.catalog.params import Params
from fastapi_lint.facts.code import Class
from fastapi_lint.facts.expression import Call, Expr
from fastapi_lint.facts.files.service import Service
from fastapi_lint.facts.project import Project
from fastapi_lint.facts.responses import status_of
from fastapi_lint.model.finding import Finding

_ATTRIBUTES = ("status_code", "status", "http_status", "http_status_code")


def check(service: Service, project: Project, params: Params) -> Iterator[Finding]:
    defined = {c.name: c for m in service.modules for c in m.classes}
    for name, wanted in params.classes.items():
        class_ = defined.get(name)
        if class_ is None:
            yield Finding.of(service, part=name, name=name, problem="is not defined")
            continue
        found = _status(project, class_)
        if found is not None and found != wanted:
            problem = f"has the status {found} instead of {wanted}"
            yield Finding.of(class_, part=name, name=name, problem=problem)


def _status(project: Project, class_: Class) -> int | None:
    """The status that a class keeps, or passes to its base; None when it cannot be known."""
    for name in _ATTRIBUTES:
        field = project.hierarchy.field(class_, name)
        if field is not None and (found := status_of(project, field.value)) is not None:
            return found
    init = project.functions.get(f"{class_.symbol}.__init__")
    for site in init.body.calls if init is not None else ():
        if site.call.method == "__init__":
            return next((s for v in _passed(site.call) if (s := status_of(project, v)) is not None), None)
    return None


def _passed(call: Call) -> Iterator[Expr | None]:
    yield from (call.keyword(name) for name in _ATTRIBUTES)
    yield from (a.value for a in call.args if not a.keyword)
