"""A decorator between route and handler hides the handler's parameters from FastAPI."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi_lint.facts.code import Function
from fastapi_lint.facts.decorating import split_decorators, wrapping
from fastapi_lint.facts.project import Project
from fastapi_lint.facts.web import Route
from fastapi_lint.model.finding import Finding


def check(route: Route, project: Project) -> Iterator[Finding]:
    _, below = split_decorators(route)
    shown = True
    for decorator in reversed(below):
        found = wrapping(project, decorator)
        if found is not None and not found.keeps_signature and shown and _takes_anything(found.wrapper):
            shown = False
            yield Finding.of(decorator, decorator=decorator.target.rpartition(".")[2], function=route.function.name)


def _takes_anything(wrapper: Function) -> bool:
    """Whether it is only `*args` and `**kwargs` that pass the arguments on."""
    return any(p.kind in ("*", "**") for p in wrapper.params)
