"""Loguru's extended tracebacks are not switched by the debug setting."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi_lint.facts.code import CallSite, FrameKind, Module
from fastapi_lint.facts.expression import is_constant, walk
from fastapi_lint.facts.operations.log_calls import last_name
from fastapi_lint.facts.operations.log_sinks import is_loguru_add
from fastapi_lint.facts.project import Project
from fastapi_lint.model.finding import Finding

_EXTENDED = ("backtrace", "diagnose")


def check(module: Module, project: Project) -> Iterator[Finding]:
    for site, _ in module.sites():
        call = site.call
        if not is_loguru_add(call, project) or call.has_star or _is_for_debug(site):
            continue
        wrong = [o for o in _EXTENDED if call.keyword(o) is None or is_constant(call.keyword(o), value=True)]
        if wrong:
            option = wrong[-1]
            given = "is always on" if call.keyword(option) is not None else "is on by default"
            yield Finding.of(site, option=option, given=given)


def _is_for_debug(site: CallSite) -> bool:
    """Whether the sink is added only in debug mode."""
    return any(
        frame.kind in (FrameKind.IF, FrameKind.ELSE)
        and frame.subject is not None
        and any("debug" in last_name(part).lower() for part in walk(frame.subject))
        for frame in site.frames
    )
