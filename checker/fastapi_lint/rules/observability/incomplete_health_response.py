"""The answer of the health route lacks a field that its readers expect."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi_lint.catalog.params import Params
from fastapi_lint.facts.expression import Constant, Expr, Mapping, string, target_of
from fastapi_lint.facts.project import Project
from fastapi_lint.facts.responses import response_schema
from fastapi_lint.facts.web import Route
from fastapi_lint.model.finding import Finding


def check(route: Route, project: Project, params: Params) -> Iterator[Finding]:
    if "GET" not in route.methods or not any(path.rstrip("/") in params.paths for path in route.paths):
        return
    keys = _keys(route, project)
    for key in params.keys if keys else ():
        if key not in keys:
            yield Finding.of(route, part=key, route=route.name, key=key)


def _keys(route: Route, project: Project) -> set[str]:
    """The fields of the answer; empty when they cannot be seen."""
    annotation, _ = project.annotated(response_schema(route))
    class_ = project.class_(target_of(annotation)) if annotation is not None else None
    model = project.models.get(class_.symbol) if class_ is not None else None
    if model is not None:
        aliases = {a for field in model.fields if (a := _alias(field.value))}
        return {field.name for field in model.fields} | aliases
    values = [s.value for s in route.function.body.returns]
    if values and all(isinstance(value, Mapping) for value in values):
        items = [item for v in values if isinstance(v, Mapping) for item in v.items]
        return {string(key) or "" for key, _ in items if isinstance(key, Constant)}
    return set()


def _alias(value: Expr | None) -> str:
    keyword = getattr(value, "keyword", None)
    return next((a for n in ("serialization_alias", "alias") if keyword and (a := string(keyword(n)))), "")
