"""The payload of a write has no example."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi_lint.facts.code import Role
from fastapi_lint.facts.expression import Call, Expr, Mapping, string, walk
from fastapi_lint.facts.files.service import Service
from fastapi_lint.facts.interface.documented import is_documented
from fastapi_lint.facts.project import Project
from fastapi_lint.facts.web import Model, Route, RouteParam
from fastapi_lint.model.finding import Finding

_NAMES = frozenset({"example", "examples", "openapi_examples"})


def check(service: Service, project: Project) -> Iterator[Finding]:
    seen = set()
    written = [p for r in service.routes if r.writes for p in r.params if p.source == "body"]
    yield from Finding.unless(written, "request body")
    for route in service.routes:
        if not route.writes or not is_documented(project, route) or route.module.role is not Role.APPLICATION:
            continue
        for param in (p for p in route.params if p.source == "body"):
            class_ = project.class_(project.types.named(param.type))
            model = project.models.get(class_.symbol) if class_ is not None else None
            if model is not None and model.kind == "model" and model.class_.symbol not in seen:
                seen.add(model.class_.symbol)
                if not _has_example(model, route, param):
                    yield Finding.of(model, model=model.name, route=route.name)


def _has_example(model: Model, route: Route, param: RouteParam) -> bool:
    """Whether the model, one of its fields, the parameter or the route shows one."""
    shown: list[Expr | None] = [param.marker, route.option("openapi_extra"), *model.config.values()]
    shown += [e for f in model.fields for e in (f.value, f.annotation)]
    return any(_shows(e) for e in shown if e is not None) or "json_schema_extra" in model.config


def _shows(expr: Expr) -> bool:
    for part in walk(expr):
        if isinstance(part, Call) and any(a.keyword in _NAMES for a in part.args):
            return True
        if isinstance(part, Mapping) and any(string(k) in _NAMES for k, _ in part.items if k is not None):
            return True
    return False
