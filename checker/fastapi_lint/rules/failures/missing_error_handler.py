"""Errors of the framework keep the framework's own shape."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi_lint.catalog.params import Params
from fastapi_lint.facts.code import FrameKind
from fastapi_lint.facts.expression import target_of
from fastapi_lint.facts.files.service import Service
from fastapi_lint.facts.interface.exception_handlers import registrations
from fastapi_lint.facts.project import Project
from fastapi_lint.model.finding import Finding

_CONSEQUENCES = {
    "HTTPException": "an unknown path, a wrong method and every `HTTPException` answer in FastAPI's own shape",
    "RequestValidationError": "invalid input is answered in FastAPI's own shape, with the input in it",
    "Exception": "every unexpected error answers plain text",
}
_MEANT = {
    "HTTPException": ("starlette.exceptions.HTTPException",),
    "RequestValidationError": ("fastapi.exceptions.RequestValidationError", "pydantic.ValidationError"),
    "Exception": ("builtins.Exception",),
}


def check(service: Service, project: Project, params: Params) -> Iterator[Finding]:
    if not service.routes:
        yield Finding.nothing("route")
        return
    caught = {r.exception for r in registrations(project)}
    if "" in caught:
        return
    for name in params.exceptions:
        meant = _MEANT.get(name, (name,))
        if not caught & set(meant) and not (name == "Exception" and _has_catching_middleware(project)):
            consequence = _CONSEQUENCES.get(name, "it is answered in FastAPI's own shape")
            yield Finding.of(service.app, part=name, exception=name, consequence=consequence)


def _has_catching_middleware(project: Project) -> bool:
    """Whether a middleware catches every exception, so that no handler has to."""
    frames = (f for h in project.hooks if h.kind == "middleware" for f in h.function.body.frames)
    return any(
        f.kind is FrameKind.EXCEPT and (f.subject is None or target_of(f.subject) == "builtins.Exception")
        for f in frames
    )
