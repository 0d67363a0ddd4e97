"""`uvicorn.run` gets the app itself together with reload or several workers: it exits."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi_lint.facts.arguments import spelled_out
from fastapi_lint.facts.code import Module
from fastapi_lint.facts.expression import Attribute, Call, Constant, Expr, Name, text
from fastapi_lint.facts.project import Project
from fastapi_lint.model.finding import Finding

_RUN = frozenset({"uvicorn.run", "uvicorn.main.run"})
_APP_TYPES = frozenset({"fastapi.FastAPI", "fastapi.applications.FastAPI", "starlette.applications.Starlette"})


def check(module: Module, project: Project) -> Iterator[Finding]:
    if not any(target.partition(".")[0] == "uvicorn" for target in module.bindings.values()):
        return
    for site, function in module.sites():
        app = site.call.argument(0, "app") if site.target in _RUN else None
        if app is not None and _is_app(app, project):
            call = spelled_out(project, site.call, function)
            yield from (Finding.of(site, option=option, app=text(app)) for option in _used_options(call))


def _used_options(call: Call) -> Iterator[str]:
    for option, off in (("reload", (None, False, 0)), ("workers", (None, 0, 1))):
        value = call.keyword(option)
        if value is not None and not _is_off(value, off):
            yield option


def _is_off(option: Expr, off: tuple[object, ...]) -> bool:
    """Whether the option is written as a literal that leaves it at rest; any other expression is meant to set it."""
    return isinstance(option, Constant) and option.value in off


def _is_app(expr: Expr, project: Project) -> bool:
    if not isinstance(expr, Name | Attribute | Call):
        return False
    router = project.routers.get(project.follow(getattr(expr, "target", "")))
    return (router is not None and router.is_app) or project.types.of(expr) in _APP_TYPES
