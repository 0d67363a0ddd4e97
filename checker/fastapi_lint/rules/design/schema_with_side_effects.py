"""A pydantic model does more than describe data."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi_lint.facts.capabilities.side_effects import outbound_calls, writes
from fastapi_lint.facts.code import Function
from fastapi_lint.facts.project import Project
from fastapi_lint.facts.web import Model
from fastapi_lint.model.finding import Finding


def check(model: Model, project: Project) -> Iterator[Finding]:
    if model.kind != "model":
        yield Finding.nothing("pydantic model")
        return
    for name in model.class_.methods:
        method = project.functions.get(f"{model.class_.symbol}.{name}")
        what = _work(project, method) if method is not None else ""
        if method is not None and what:
            yield Finding.of(method, method=name, model=model.name, what=what)


def _work(project: Project, method: Function) -> str:
    if any(True for _ in writes(project, method)):
        return "writes rows"
    return "calls another service" if any(True for _ in outbound_calls(project, method)) else ""
