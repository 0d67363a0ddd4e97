"""The event loop waits for another thread."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi_lint.catalog.params import Params
from fastapi_lint.facts.code import Frame, FrameKind
from fastapi_lint.facts.consuming import consumed
from fastapi_lint.facts.expression import Attribute, Call, Comprehension, Constant, Name, text
from fastapi_lint.facts.project import Project
from fastapi_lint.facts.web import LoopCall
from fastapi_lint.model.finding import Finding


def check(call: LoopCall, params: Params, project: Project) -> Iterator[Finding]:
    if call.phase == "request" and _waits(call, params, project):
        yield Finding.of(call, chain=call.chain, call=text(call.site.call), entry=call.entry)
    if call.site.awaited and call.phase == "request":
        for frame in call.site.frames:
            for name in _locks(frame, call, params, project):
                yield Finding(frame.at, {"call": f"with {name}", "entry": call.entry}, chain=call.chain)


def _waits(call: LoopCall, params: Params, project: Project) -> bool:
    if call.blocks_in(params.iterated):
        return consumed(call.site.call, call.function)
    if call.site.awaited or _returns_at_once(call.site.call):
        return False
    if call.is_one_of(params.calls):
        return not _is_done(call)
    return not call.target and call.site.call.method == "result" and _is_submitted(call, params, project)


def _is_done(call: LoopCall) -> bool:
    """Whether the function asks first if the future is done, or awaits it: `wrap_future(future)`."""
    func = call.site.call.func
    future = func.value if isinstance(func, Attribute) else None
    for site in call.function.body.calls:
        asked = site.call.method == "done" and isinstance(site.call.func, Attribute) and site.call.func.value == future
        if asked or (site.call.method == "wrap_future" and site.call.argument(0, "future") == future):
            return True
    return False


def _is_submitted(call: LoopCall, params: Params, project: Project) -> bool:
    """Whether it asks each element of a list of futures of a pool: `f.result() for f in futures`."""
    func = call.site.call.func
    loop = call.site.loop
    future = func.value if isinstance(func, Attribute) else None
    if loop is None or not isinstance(future, Name) or loop.target != future.id:
        return False
    made = [a.value for a in call.function.body.assigns if a.targets == (loop.subject,)]
    element = made[0].element if len(made) == 1 and isinstance(made[0], Comprehension) else None
    return project.types.of(element, call.function) in params.futures and not _is_done(call)


def _returns_at_once(call: Call) -> bool:
    """`acquire(False)`, `get(block=False)`, `wait(timeout=0)` never wait."""
    values = [a.value for a in call.args if not a.star and a.keyword in ("", "block", "blocking", "timeout")]
    return any(isinstance(v, Constant) and v.value in (False, 0) for v in values)


def _locks(frame: Frame, call: LoopCall, params: Params, project: Project) -> Iterator[str]:
    """The thread locks that a `with` holds while the code inside it awaits."""
    if frame.kind is FrameKind.WITH and not frame.is_async:
        for item in frame.items:
            if project.types.of(item, call.function) in params.locks:
                yield text(item)
