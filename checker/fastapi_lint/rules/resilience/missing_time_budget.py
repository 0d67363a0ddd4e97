"""A connection to another system is awaited without a limit."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi_lint.catalog.params import Params
from fastapi_lint.facts.code import CallSite, FrameKind, Module
from fastapi_lint.facts.expression import Call, text
from fastapi_lint.facts.project import Project
from fastapi_lint.model.finding import Finding

_WRAPPERS = frozenset({"asyncio.wait_for", "async_timeout.timeout", "anyio.fail_after", "anyio.move_on_after"})


def check(module: Module, project: Project, params: Params) -> Iterator[Finding]:
    sites = [site for site, _ in module.sites()]
    wrapped = {id(a.value) for s in sites if s.target in _WRAPPERS for a in s.call.args}
    for site in sites:
        limits = params.calls.get(project.follow(site.target), ())
        if limits and id(site.call) not in wrapped and not _is_limited(site, limits):
            yield Finding.of(site, call=text(site.call.func), option=limits[0])


def _is_limited(site: CallSite, limits: tuple[str, ...]) -> bool:
    """Whether the call takes a limit or stands in a block that has one."""
    call = site.call
    if call.has_star or any(call.keyword(option) is not None for option in limits):
        return True
    blocks = (item for frame in site.frames if frame.kind is FrameKind.WITH for item in frame.items)
    return any(isinstance(b, Call) and b.method.startswith(("timeout", "fail_after", "move_on_after")) for b in blocks)
