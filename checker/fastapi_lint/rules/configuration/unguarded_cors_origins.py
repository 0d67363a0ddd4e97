"""The allowed origins are no list in the settings, or CORS is on even when the list is empty."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi_lint.catalog.params import Params
from fastapi_lint.facts.code import FrameKind
from fastapi_lint.facts.configuration.settings import first_match, own_fields, settings_classes
from fastapi_lint.facts.expression import Expr, walk
from fastapi_lint.facts.files.service import Service
from fastapi_lint.facts.project import Project
from fastapi_lint.facts.web import Middleware
from fastapi_lint.model.finding import Finding

_TEXTS = ("builtins.str", "builtins.bytes")


def check(service: Service, project: Project, params: Params) -> Iterator[Finding]:
    for model in settings_classes(project, service):
        for field in own_fields(model):
            if first_match(field.name, params.names) and project.types.named(field.annotation) in _TEXTS:
                yield Finding.of(field, part="type", how=f"`{field.name}` is one text instead of a list")
    own = {module.path for module in service.application_modules()}
    for middleware in project.middleware:
        if middleware.module.path not in own or not middleware.target.endswith("CORSMiddleware"):
            continue
        origins = middleware.call.keyword("allow_origins")
        if origins is not None and _is_setting(origins, params) and not _is_conditional(middleware):
            yield Finding.of(middleware, part="condition", how="CORS is on even when no origin is allowed")


def _is_setting(origins: Expr, params: Params) -> bool:
    names = [getattr(part, "attr", getattr(part, "id", "")) for part in walk(origins)]
    return any(first_match(name, params.names) for name in names if name)


def _is_conditional(middleware: Middleware) -> bool:
    body = middleware.function.body if middleware.function is not None else middleware.module.top
    site = next((s for s in body.calls if s.at == middleware.at or s.call is middleware.call), None)
    if site is None:
        return True
    early = middleware.function is not None and any(s.at < site.at for s in middleware.function.body.returns)
    return early or any(f.kind in (FrameKind.IF, FrameKind.ELSE, FrameKind.MATCH) for f in site.frames)
