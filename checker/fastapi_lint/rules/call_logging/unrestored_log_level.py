"""A log level is changed for a while and not put back on every way out."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi_lint.catalog.params import Params
from fastapi_lint.facts.code import CallSite, FrameKind, Function
from fastapi_lint.facts.expression import Attribute, Expr, string, target_of, text
from fastapi_lint.facts.project import Project
from fastapi_lint.facts.request_code import request_code
from fastapi_lint.model.finding import Finding

_SETTING = ("set_level", "setLevel")


def check(function: Function, project: Project, params: Params) -> Iterator[Finding]:
    sites = [s for s in function.body.calls if s.call.method in _SETTING and isinstance(s.call.func, Attribute)]
    yield from Finding.unless(sites, "change of a log level")
    for index, site in enumerate(sites):
        level = _level(site.call.argument(0, "level"))
        if level not in params.levels:
            continue
        owner = _owner(site)
        later = [s for s in sites[index + 1 :] if _owner(s) == owner]
        if any(f.kind is FrameKind.FINALLY for s in later for f in s.frames):
            continue
        if later:
            yield Finding.of(site, logger=owner, level=level, problem="put back only when nothing fails")
        elif function in request_code(project):
            yield Finding.of(site, logger=owner, level=level, problem="never put back")


def _owner(site: CallSite) -> str:
    return text(site.call.func.value) if isinstance(site.call.func, Attribute) else ""


def _level(expr: Expr | None) -> str:
    return (string(expr) or target_of(expr).rpartition(".")[2]).upper()
