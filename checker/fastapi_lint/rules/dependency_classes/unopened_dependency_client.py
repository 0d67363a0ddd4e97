"""A client of a dependency class starts as None and nothing ever opens it."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi_lint.facts.capabilities.dependency_classes import OPENING, client_fields, is_dependency_class, methods
from fastapi_lint.facts.code import Class
from fastapi_lint.facts.expression import Attribute, is_constant
from fastapi_lint.facts.project import Project
from fastapi_lint.model.finding import Finding


def check(class_: Class, project: Project) -> Iterator[Finding]:
    if not is_dependency_class(project, class_):
        yield Finding.nothing("class that carries a client")
        return
    if not any(m.name in OPENING for m in methods(project, class_)):
        return
    own = {f.name for f in class_.fields}
    given = project.remember(_given, project)
    for field in client_fields(project, class_):
        if field.name in own and is_constant(field.value, None) and field.name not in given:
            yield Finding.of(field, class_name=class_.name, field=field.name)


def _given(project: Project, _: Project) -> frozenset[str]:
    """Every name that the project passes by keyword, or assigns or sets as an attribute."""
    names: set[str] = set()
    for module in project.modules.values():
        for body in module.scopes():
            for assign in body.assigns:
                if not is_constant(assign.value, None):
                    names |= {t.attr for t in assign.targets if isinstance(t, Attribute)}
            for site in body.calls:
                names |= {a.keyword for a in site.call.args if a.keyword and not is_constant(a.value, None)}
                if site.call.method == "setattr":
                    names |= {str(getattr(a.value, "value", "")) for a in site.call.args}
    return frozenset(names)
