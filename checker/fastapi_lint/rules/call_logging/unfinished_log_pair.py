"""A function logs that it starts, and not how it ends."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi_lint.catalog.params import Params
from fastapi_lint.facts.capabilities.call_logging import log_calls, log_decorator, words_of
from fastapi_lint.facts.code import CallSite, Decorator, FrameKind, Function
from fastapi_lint.facts.project import Project
from fastapi_lint.model.finding import Finding

_FAILING = ("exception", "error", "critical", "aexception", "aerror")
_START_NAMES = ("lifespan", "startup", "main", "run", "start", "set_up", "setup", "configure", "init", "logging")


def check(function: Function, project: Project, params: Params) -> Iterator[Finding]:
    if any(p.kind == "**" for p in function.params):
        return  # what wraps other functions logs for them
    if function.is_generator or function.name.strip("_").endswith(_START_NAMES):
        return
    if log_decorator(project, function, ("log_call",)) is not None:
        return
    sites = list(log_calls(function))
    start = _start(sites, params.starts)
    if start is None:
        return
    rest = sites[sites.index(start) + 1 :]
    if not any(set(words_of(s.call)).intersection(params.ends) for s in rest if not _fails(s, params.fails)):
        yield Finding.of(start, part="end", function=function.name, what="that it ends")
    wanted = params.failures and project.remember(_logs_failures, (params.starts, params.fails))
    if wanted and not any(_fails(s, params.fails) for s in sites):
        yield Finding.of(start, part="failure", function=function.name, what="that it fails")


def _start(sites: list[CallSite], words: tuple[str, ...]) -> CallSite | None:
    """The first entry that says that something starts; details for developers left out."""
    told = (s for s in sites if "debug" not in s.call.method)
    return next((s for s in told if set(words_of(s.call)).intersection(words)), None)


def _logs_failures(project: Project, words: tuple[tuple[str, ...], tuple[str, ...]]) -> bool:
    """Whether functions of the project log their failures themselves, and no handler does it for all of them."""
    starts, fails = words
    found = [list(log_calls(f)) for f in project.functions.values()]
    paired = any(_start(sites, starts) is not None and any(_fails(s, fails) for s in sites) for sites in found)
    return paired and not project.remember(_logs_errors_centrally, project)


def _logs_errors_centrally(project: Project, _: Project) -> bool:
    """Whether a handler or middleware of the application logs the errors that functions let pass."""
    hooks = [h.function for h in project.hooks if h.kind in ("exception-handler", "middleware")]
    hooks += [f for f in project.functions.values() if any(_catches_errors(d) for d in f.decorators)]
    return any(s.call.method in _FAILING for f in hooks for s in log_calls(f))


def _catches_errors(decorator: Decorator) -> bool:
    return decorator.call is not None and decorator.call.method == "exception_handler"


def _fails(site: CallSite, words: tuple[str, ...]) -> bool:
    caught = any(f.kind is FrameKind.EXCEPT for f in site.frames)
    return caught or site.call.method in _FAILING or bool(set(words_of(site.call)).intersection(words))
