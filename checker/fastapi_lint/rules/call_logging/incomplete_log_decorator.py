"""The decorator that logs calls leaves out start, end, duration or failure."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi_lint.catalog.params import Params
from fastapi_lint.facts.capabilities.call_logging import fields_of, inner_functions, is_log_call, log_decorator_maker
from fastapi_lint.facts.code import CallSite, FrameKind, Function
from fastapi_lint.facts.expression import Name
from fastapi_lint.facts.project import Project
from fastapi_lint.model.finding import Finding

_CLOCKS = ("perf_counter", "perf_counter_ns", "monotonic", "monotonic_ns", "time", "now", "utcnow", "process_time")


def check(project: Project, params: Params) -> Iterator[Finding]:
    used = {d.target: None for f in project.functions.values() for d in f.decorators if d.target}
    makers = {m.symbol: m for t in used if (m := log_decorator_maker(project, t)) is not None}
    yield from Finding.unless(makers, "decorator that logs calls")
    for maker in makers.values():
        missing = {part: text for part, text in _problems(project, maker, params) if part in params.wanted}
        for part in params.wanted:
            if part in missing:
                yield Finding.of(maker, part=part, decorator=maker.name, problem=missing[part])


def _problems(project: Project, maker: Function, params: Params) -> Iterator[tuple[str, str]]:
    sites = [s for f in inner_functions(project, maker) for s in f.body.calls]
    logs = [s for s in sites if _logs(s)]
    helpers = [f for s in logs if not is_log_call(s.call) and (f := project.function(s.target)) is not None]
    everywhere = [*sites, *(s for f in helpers for s in f.body.calls)]
    called = [i for i, s in enumerate(sites) if isinstance(s.call.func, Name) and _is_wrapped(project, maker, s)]
    plain = [i for i, s in enumerate(sites) if s in logs and not _in(s, FrameKind.EXCEPT)]
    if called and not any(i < called[-1] for i in plain):
        yield "start", "does not log the start of a call"
    if called and not any(i > called[0] for i in plain):
        yield "end", "does not log the end of a call"
    if not any(s.call.method in _CLOCKS for s in everywhere):
        yield "duration", "measures no duration"
    if not any(_in(s, FrameKind.EXCEPT) or _in(s, FrameKind.FINALLY) for s in logs):
        yield "error", "does not log failures"
    if not any(s.call.method == params.extract for s in everywhere):
        yield "entity", "does not extract the entity of a call"
    if not any(s.call.method == params.process for s in everywhere):
        yield "result", "does not process the result of a call"
    fields = [fields_of(s.call) for s in everywhere if is_log_call(s.call)]
    if not any(f is None or "action" in f for f in fields):
        yield "action", "logs no `action`"


def _logs(site: CallSite) -> bool:
    return is_log_call(site.call) or "log" in site.call.method.lower()


def _in(site: CallSite, kind: FrameKind) -> bool:
    return any(f.kind is kind for f in site.frames)


def _is_wrapped(project: Project, maker: Function, site: CallSite) -> bool:
    """Whether a call is that of the function which was decorated: a parameter of the maker or of a function inside."""
    name = site.call.func.id if isinstance(site.call.func, Name) else ""
    return any(f.param(name) is not None for f in (maker, *inner_functions(project, maker)))
