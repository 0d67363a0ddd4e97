"""A service is resolved at import or in a thread, where no event loop runs."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi_lint.catalog.params import Params
from fastapi_lint.facts.code import Function
from fastapi_lint.facts.expression import text
from fastapi_lint.facts.injection.wiring import wiring
from fastapi_lint.facts.project import Project
from fastapi_lint.model.finding import Finding

_THREADS = {"asyncio.to_thread": 0, "threading.Thread": -1, "anyio.to_thread.run_sync": 0,
            "starlette.concurrency.run_in_threadpool": 0, "fastapi.concurrency.run_in_threadpool": 0,
            "concurrent.futures.ThreadPoolExecutor.submit": 0}  # fmt: skip


def check(project: Project, params: Params) -> Iterator[Finding]:
    found = wiring(project, params.container, params.helper)
    if found is None:
        yield Finding.nothing("service container")
        return
    if not found.resolutions:
        return
    threaded = set(_threaded(project))
    for resolution in found.resolutions:
        function = resolution.function
        if function is None or function.symbol in threaded:
            where = "at import" if function is None else f"in a thread, in `{function.name}`"
            yield Finding.of(resolution.site, service=text(resolution.wanted), where=where)


def _threaded(project: Project) -> Iterator[str]:
    """The symbols of the functions that are given to a thread."""
    for site, function in project.application_sites():
        target = project.types.callee(site.call, function)
        if site.call.method == "run_in_executor":
            given = site.call.argument(1)
        elif target in _THREADS:
            place = _THREADS[target]
            given = site.call.keyword("target") if place < 0 else site.call.argument(place)
        else:
            continue
        called = _named(project, getattr(given, "target", ""))
        if called is not None:
            yield called.symbol


def _named(project: Project, target: str) -> Function | None:
    return project.function(target) if target else None
