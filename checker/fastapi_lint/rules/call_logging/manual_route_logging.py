"""A handler logs its start, end or failure, which its decorator logs already."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi_lint.catalog.params import Params
from fastapi_lint.facts.capabilities.call_logging import log_calls, log_decorator
from fastapi_lint.facts.code import CallSite, FrameKind, Function
from fastapi_lint.facts.expression import FString, string, text
from fastapi_lint.facts.project import Project
from fastapi_lint.facts.web import Route
from fastapi_lint.model.finding import Finding


def check(route: Route, project: Project, params: Params) -> Iterator[Finding]:
    decorator = log_decorator(project, route.function, params.decorators)
    if decorator is None:
        yield Finding.nothing("function whose calls are logged")
        return
    for site in log_calls(route.function):
        if _speaks_of_the_call(site, params.words) or _only_reports(site, route.function):
            name = decorator.target.rpartition(".")[2]
            yield Finding.of(site, call=text(site.call.func), decorator=name, route=route.name)


def _speaks_of_the_call(site: CallSite, words: tuple[str, ...]) -> bool:
    message = site.call.argument(0)
    written = message.text if isinstance(message, FString) else string(message) or ""
    said = written.lower().replace("_", " ").split()
    return site.call.method in ("info", "debug") and any(w.startswith(words) for w in said)


def _only_reports(site: CallSite, function: Function) -> bool:
    """Whether it stands in an `except` that raises the same exception again."""
    handler = next((f for f in reversed(site.frames) if f.kind is FrameKind.EXCEPT), None)
    return handler is not None and any(s.value is None and handler in s.frames for s in function.body.raises)
