"""The answer for one item lacks its id or its timestamps, or types them as text."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi_lint.catalog.params import Params
from fastapi_lint.facts.capabilities.prefixes import routes_of
from fastapi_lint.facts.expression import Attribute, Name
from fastapi_lint.facts.project import Project
from fastapi_lint.facts.web import Model, ModelField, Route
from fastapi_lint.model.finding import Finding


def check(project: Project, params: Params) -> Iterator[Finding]:
    models = {m.class_.symbol: m for r in project.routes if (m := _item(project, r)) is not None}
    for model in models.values():
        if not project.hierarchy.knows_all_bases(model.class_) or not _is_ours(project, model):
            continue
        ids = [f for f in model.fields if f.name in params.ids or f.name.endswith(tuple(f"_{i}" for i in params.ids))]
        times = [f for f in model.fields if f.name in params.times or f.name.endswith(("_at", "_on"))]
        if not ids:
            yield Finding.of(model, part="id", model=model.name, problem="has no id: clients cannot ask for it again")
        if not times and (params.times_everywhere or _knows_time(project, model, params.times)):
            yield Finding.of(model, part="time", model=model.name, problem="has no time of creation")
        for field in (f for f in (*ids, *times) if _is_text(project, f) and f.owner is model.class_):
            if field.name == "id" or field in times:
                problem = f"types `{field.name}` as a text"
                yield Finding.of(field, part="type", model=model.name, problem=problem)


def _item(project: Project, route: Route) -> Model | None:
    """The schema with which a route answers for one item that clients can create."""
    parent, _, last = (route.path or "").rpartition("/")
    if route.methods != ("GET",) or not last.startswith("{") or route.router is None:
        return None
    if not any("POST" in r.methods and (r.path or "").rstrip("/") == parent for r in routes_of(project, route.router)):
        return None
    given = route.option("response_model")
    type_ = given if given is not None else route.function.returns
    if not isinstance(type_, Name | Attribute):
        return None
    model = project.models.get(project.types.named(type_))
    return model if model is not None and model.kind == "model" and not _is_envelope(project, model) else None


def _is_envelope(project: Project, model: Model) -> bool:
    """Whether a schema only wraps another one, or says one thing."""
    return len(model.fields) < 2 or all(project.types.named(f.annotation) in project.models for f in model.fields)


def _knows_time(project: Project, model: Model, times: tuple[str, ...]) -> bool:
    """Whether the table of the item says when it was created."""
    tables = [m for m in project.models.values() if m.kind == "orm" and m.name and model.name.startswith(m.name)]
    return any(f.name in times for table in tables for f in table.fields)


def _is_ours(project: Project, model: Model) -> bool:
    """Whether no field can come from a class of another package."""
    names = project.hierarchy.ancestors(model.class_)
    outside = [n for n in names if n not in project.classes and not n.startswith(("pydantic.", "builtins.", "typing."))]
    return not outside


def _is_text(project: Project, field: ModelField) -> bool:
    return project.types.named(field.annotation) == "builtins.str"
