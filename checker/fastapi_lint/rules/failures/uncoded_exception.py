"""An exception that becomes an answer carries no code by which a client could tell it."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi_lint.catalog.params import Params
from fastapi_lint.facts.code import Class
from fastapi_lint.facts.expression import Attribute
from fastapi_lint.facts.files.service import Service
from fastapi_lint.facts.interface.domain_errors import descendants, domain_errors
from fastapi_lint.facts.interface.exception_handlers import registrations
from fastapi_lint.facts.project import Project
from fastapi_lint.facts.raised import is_http_exception
from fastapi_lint.model.finding import Finding


def check(service: Service, project: Project, params: Params) -> Iterator[Finding]:
    own = {module.path for module in service.application_modules()}
    handled = {registration.exception for registration in registrations(project)}
    met = tuple(domain_errors(project))
    yield from Finding.unless(met, "exception of its own")
    for root in met:
        if root.symbol not in handled or project.home(root).path not in own or is_http_exception(project, root.symbol):
            continue
        family = [root, *descendants(project, root)]
        if not any(_carries(project, class_, params) for class_ in family):
            yield Finding.of(root, name=root.name)


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
