"""The event loop waits for another thread."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi_lint.catalog.params import Params
from fastapi_lint.facts.code import Frame, FrameKind
from fastapi_lint.facts.expression import Call, Constant, text
from fastapi_lint.facts.project import Project
from fastapi_lint.facts.web import LoopCall
from fastapi_lint.model.finding import Finding


def check(call: LoopCall, params: Params, project: Project) -> Iterator[Finding]:
    if call.blocks_in(params.calls) and not _returns_at_once(call.site.call):
        yield Finding.of(call, chain=call.chain, call=text(call.site.call), entry=call.entry)
    if call.site.awaited and call.phase == "request":
        for frame in call.site.frames:
            for name in _locks(frame, call, params, project):
                yield Finding(frame.at, {"call": f"with {name}", "entry": call.entry}, chain=call.chain)


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
