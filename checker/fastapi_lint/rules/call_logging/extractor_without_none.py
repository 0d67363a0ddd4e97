"""An entity extractor invents an entity for calls that name none."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi_lint.catalog.params import Params
from fastapi_lint.facts.capabilities.call_logging import hook_classes
from fastapi_lint.facts.expression import Call, Expr
from fastapi_lint.facts.project import Project
from fastapi_lint.model.finding import Finding


def check(project: Project, params: Params) -> Iterator[Finding]:
    met = tuple(hook_classes(project, params.keyword, "EntityExtractor"))
    yield from Finding.unless(met, "extractor or processor of logged calls")
    for class_ in met:
        method = project.functions.get(f"{class_.symbol}.{params.method}")
        if method is None or method.is_stub or method.body.falls_through:
            continue
        returned = [s.value for s in method.body.returns]
        if returned and all(_is_entity(value) for value in returned):
            yield Finding.of(method, class_name=class_.name, method=method.name)


def _is_entity(value: Expr | None) -> bool:
    """Whether a value is made on the spot by calling a class."""
    return isinstance(value, Call) and value.target.rpartition(".")[2][:1].isupper()
