"""A dependency class opens a client in a default, or cannot do without one."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi_lint.catalog.params import Params
from fastapi_lint.facts.capabilities.dependency_classes import client_fields, is_dependency_class
from fastapi_lint.facts.code import Class, Field
from fastapi_lint.facts.expression import Call, is_constant
from fastapi_lint.facts.project import Project
from fastapi_lint.model.finding import Finding


def check(class_: Class, project: Project, params: Params) -> Iterator[Finding]:
    if not is_dependency_class(project, class_):
        yield Finding.nothing("class that carries a client")
        return
    own = {f.name for f in class_.fields}
    for field in client_fields(project, class_):
        if field.name not in own:
            continue
        if _opens(field):
            yield Finding.of(field, class_name=class_.name, field=field.name, problem="opens its client in a default")
        elif field.value is None and not params.required_allowed:
            yield Finding.of(field, class_name=class_.name, field=field.name, problem="has no `None` default")


def _opens(field: Field) -> bool:
    value = field.value
    if isinstance(value, Call) and value.method == "field":
        return value.keyword("default_factory") is not None or isinstance(value.keyword("default"), Call)
    return isinstance(value, Call) and not any(is_constant(a.value, None) for a in value.args)
