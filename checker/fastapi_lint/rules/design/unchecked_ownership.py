"""A route gives one item of some owner to whoever is signed in."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi_lint.catalog.params import Params
from fastapi_lint.facts.code import Param
from fastapi_lint.facts.expression import Attribute, Name
from fastapi_lint.facts.markers import depends_on
from fastapi_lint.facts.project import Project
from fastapi_lint.facts.web import Model, Route
from fastapi_lint.model.finding import Finding

_GUARDS = ("admin", "super", "owner", "staff", "require", "permission", "role", "scope", "check", "verify", "allowed")


def check(route: Route, project: Project, params: Params) -> Iterator[Finding]:
    model = _answer(project, route) if (route.path or "").endswith("}") and not route.is_websocket else None
    owner = next((f.name for f in model.fields if f.name in params.owners), "") if model is not None else ""
    if not owner:
        yield Finding.nothing("route about one item that names its owner")
        return
    user = _unused_caller(project, route)
    guarded = any(any(g in d.target.lower() for g in _GUARDS) for d in route.dependencies)
    if model is not None and user is not None and not guarded and route.complete:
        yield Finding.of(route, route=route.name, user=user.name, model=model.name, owner=owner)


def _answer(project: Project, route: Route) -> Model | None:
    given = route.option("response_model")
    type_ = given if given is not None else route.function.returns
    return project.models.get(project.types.named(type_)) if isinstance(type_, Name | Attribute) else None


def _unused_caller(project: Project, route: Route) -> Param | None:
    """The parameter that asks for the caller and is read nowhere; None when nobody asks, or someone reads it."""
    callers = [p for p, f in depends_on(project, route.function) if "user" in f.name or "principal" in f.name]
    reads = route.function.body.reads
    unused = [p for p in callers if p.name not in reads and not p.name.startswith("_")]
    return unused[0] if unused and len(unused) == len(callers) else None
