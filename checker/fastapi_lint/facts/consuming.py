"""Whether a function itself takes the elements of what a call returns, rather than handing it on."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi_lint.facts.code import FrameKind, Function
from fastapi_lint.facts.expression import Call, Expr, Name, walk

_CONSUMERS = frozenset({"list", "tuple", "set", "frozenset", "dict", "sorted", "sum", "next", "any", "all", "min",
                        "max", "join", "extend", "update", "enter_context", "deque", "Counter"})  # fmt: skip
_LOOPS = (FrameKind.FOR, FrameKind.COMPREHENSION)
ELSEWHERE = frozenset({"task", "shared_task", "actor", "job", "run_in_executor", "sync_to_async", "asyncify",
                       "to_thread", "threadpool", "background", "run_in_threadpool", "run_sync",
                       "iterate_in_threadpool"})  # fmt: skip
"""Names of calls and decorators that run what they are given in a thread or in another process."""


def consumed(call: Call, caller: Function) -> bool:
    """Whether the caller iterates what the call returns, or enters it as a context."""
    names = {n for a in caller.body.assigns if a.value is call and a.source == "=" for n in a.names}

    def is_it(expr: Expr) -> bool:
        return expr is call or (isinstance(expr, Name) and expr.id in names)

    for frame in caller.body.frames:
        iterated = _iterated(frame.subject) if frame.kind in _LOOPS and frame.subject is not None else ()
        if any(is_it(e) for e in (*frame.items, *iterated)):
            return True
    taken = (a.value for s in caller.body.calls if s.call.method in _CONSUMERS for a in s.call.args)
    return any(is_it(e) for e in taken)


def _iterated(subject: Expr) -> Iterator[Expr]:
    """What a loop takes its elements from, unless another thread does it: `iterate_in_threadpool(rows())`."""
    if not (isinstance(subject, Call) and subject.method in ELSEWHERE):
        yield from walk(subject)
