"""The app shows its source and stack traces to clients."""

from __future__ import annotations

import re
from collections.abc import Iterator

from fastapi_lint.facts.code import FrameKind
from fastapi_lint.facts.expression import is_constant
from fastapi_lint.facts.project import Project
from fastapi_lint.facts.web import Router
from fastapi_lint.model.finding import Finding
from fastapi_lint.model.fix import Fix, Safety

_DEVELOPMENT = re.compile(r"(?i)(?:^|[_/.])(?:dev|develop|development|debug|local|test|demo|example)")
_CHOICES = frozenset({FrameKind.IF, FrameKind.ELSE, FrameKind.MATCH})


def check(app: Router, project: Project) -> Iterator[Finding]:
    debug = app.option("debug")
    if not app.is_app or project.constant(debug) is not True or _is_setting(project, app):
        return
    name = app.function.name if app.function is not None else ""
    if not _DEVELOPMENT.search(name) and not _DEVELOPMENT.search(app.module.path) and not _is_choice(app):
        literal = is_constant(debug, value=True)
        fix = Fix("remove_keyword", app.call.at, {"name": "debug"}, Safety.UNSAFE) if literal else None
        yield Finding.of(app, fix=fix)


def _is_setting(project: Project, app: Router) -> bool:
    """Whether it is a field that the environment can change."""
    owner = getattr(app.option("debug"), "value", None)
    return project.class_(project.types.of(owner, app.function)) is not None


def _is_choice(app: Router) -> bool:
    body = app.function.body if app.function is not None else app.module.top
    frames = next((s.frames for s in body.calls if s.at == app.call.at), ())
    return any(f.kind in _CHOICES for f in frames)
