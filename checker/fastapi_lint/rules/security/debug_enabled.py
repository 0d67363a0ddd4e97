"""Development switches are on in code that also serves users."""

from __future__ import annotations

import re
from collections.abc import Iterator

from fastapi_lint.facts.code import CallSite, Frame, FrameKind, Module
from fastapi_lint.facts.project import Project
from fastapi_lint.model.finding import Finding

_DEVELOPMENT = re.compile(r"(?i)(?:^|[_/.])(?:dev|develop|development|debug|local|watch|test|demo|example)")
_HARMS = {"debug": "shows source and stack traces to clients", "reload": "watches files and keeps to one worker"}
_CHOICES = frozenset({FrameKind.IF, FrameKind.ELSE, FrameKind.MATCH})


def check(module: Module, project: Project) -> Iterator[Finding]:
    if _DEVELOPMENT.search(module.path):
        return
    apps = {r.at for r in project.routers.values() if r.is_app and r.module is module}
    by_hand = {s.call.method for s in module.top.calls if _is_choice(s.frames)}
    scopes = [("", module.top), *((f.name, f.body) for f in module.functions)]
    for name, body in scopes:
        for site in body.calls:
            switch = "debug" if site.at in apps else "reload" if site.target == "uvicorn.run" and name else ""
            runs = not _DEVELOPMENT.search(name) and name not in by_hand and not _is_choice(site.frames)
            if switch and runs and _is_on(project, site, switch):
                yield Finding.of(site, switch=f"{switch}=True", harm=_HARMS[switch])


def _is_on(project: Project, site: CallSite, switch: str) -> bool:
    value = site.call.keyword(switch)
    owner = project.types.of(getattr(value, "value", None), None)
    return project.class_(owner) is None and project.constant(value) is True


def _is_choice(frames: tuple[Frame, ...]) -> bool:
    return any(f.kind in _CHOICES for f in frames)
