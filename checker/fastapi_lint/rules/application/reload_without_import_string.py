"""`uvicorn.run` gets the app itself together with reload or several workers: it exits."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi_lint.facts.code import CallSite
from fastapi_lint.facts.expression import Attribute, Call, Constant, Expr, Name, text
from fastapi_lint.facts.project import Project
from fastapi_lint.model.finding import Finding

_APP_TYPES = frozenset({"fastapi.FastAPI", "fastapi.applications.FastAPI", "starlette.applications.Starlette"})


def check(site: CallSite, project: Project) -> Iterator[Finding]:
    if site.target not in ("uvicorn.run", "uvicorn.main.run") or not _is_app(site.call.argument(0, "app"), project):
        return
    reload, workers = site.call.keyword("reload"), site.call.keyword("workers")
    if reload is not None and not _is_off(reload, (False, None, 0)):
        yield Finding.of(site, option="reload", app=text(site.call.argument(0, "app")))
    elif workers is not None and not _is_off(workers, (None, 0, 1)):
        yield Finding.of(site, option="workers", app=text(site.call.argument(0, "app")))


def _is_off(option: Expr, off: tuple[object, ...]) -> bool:
    """Whether the option is written as a literal that leaves it at rest; any other expression is meant to set it."""
    return isinstance(option, Constant) and option.value in off


def _is_app(expr: Expr | None, project: Project) -> bool:
    if not isinstance(expr, Name | Attribute | Call):
        return False
    router = project.routers.get(project.follow(getattr(expr, "target", "")))
    return (router is not None and router.is_app) or project.types.of(expr) in _APP_TYPES
