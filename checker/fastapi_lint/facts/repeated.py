"""Which calls a loop repeats for every element of a collection whose size nobody knows."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from fastapi_lint.facts.code import CallSite, Frame, FrameKind, Function
from fastapi_lint.facts.expression import (
    Attribute,
    Call,
    Expr,
    Mapping,
    Name,
    Operation,
    Sequence,
    root_name,
    target_of,
    text,
)
from fastapi_lint.facts.request_code import request_code

if TYPE_CHECKING:
    from fastapi_lint.facts.project import Project

_PARTS = ("chunk", "batch", "page", "attempt", "retr", "shard", "partition", "tenant", "schema", "table", "fkey",
          "constraint", "trigger")  # fmt: skip
_ONCE = re.compile(r"(?i)(?<![a-z])(?:seed|migrat|backfill|fix(?:es|ture)|bootstrap|initial|init_db|setup)")
_VIEWS = frozenset({"items", "keys", "values"})
_DUMPS = frozenset({"model_dump", "dict"})
_COUNTED = frozenset({"builtins.range", "itertools.count", "itertools.repeat", "tenacity.Retrying",
                      "tenacity.AsyncRetrying"})  # fmt: skip


def repeated_calls(project: Project) -> tuple[tuple[Function, CallSite, Frame], ...]:
    """Every call in code of requests that a loop repeats for each element: (function around it, call, loop)."""
    return project.remember(_repeated_calls, project)


def _repeated_calls(project: Project, _: Project) -> tuple[tuple[Function, CallSite, Frame], ...]:
    return tuple(
        (function, site, loop)
        for function in request_code(project)
        for site in function.body.calls
        if site.frames and (loop := _repeating_loop(project, site, function)) is not None
    )


def _repeating_loop(project: Project, site: CallSite, function: Function) -> Frame | None:
    """The `for` or comprehension that repeats a call; None for counted, batched, short and retrying loops.

    None too where the loop ends after the call, which is then made for the one element that is looked for, and for
    loops that skip what they know already, go over tables, or seed and repair data: they cannot do with less.
    """
    loop = site.loop
    if loop is None or loop.kind is FrameKind.WHILE or loop.subject is None:
        return None
    within = site.frames[site.frames.index(loop) :]
    if any(frame.ends or _asks_once(frame) for frame in within) or _is_short(project, loop.subject, function):
        return None
    names = f"{loop.target} {text(loop.subject)}".lower()
    if any(part in names for part in _PARTS):
        return None
    receiver = root_name(site.call.func)
    own = any(receiver in a.names and loop in a.frames for a in function.body.assigns if a.source != "for")
    return None if own or _ONCE.search(function.symbol) else loop


def _asks_once(frame: Frame) -> bool:
    """Whether what is known already is left out: `if key not in found`."""
    tested = frame.subject
    return frame.kind is FrameKind.IF and isinstance(tested, Operation) and tested.op == "not in"


def _gives_fields(call: Call) -> bool:
    """Whether it takes one object apart: `data.model_dump().items()` has as many elements as its class has fields."""
    whole = call.func.value if isinstance(call.func, Attribute) and call.method in _VIEWS else None
    return isinstance(whole, Call) and (whole.method in _DUMPS or whole.target == "builtins.vars")


def _is_short(project: Project, subject: Expr, function: Function) -> bool:
    """Whether what is iterated is written down in the code, or counts."""
    if isinstance(subject, Sequence | Mapping):
        return True
    if isinstance(subject, Call):
        if subject.target in _COUNTED or _gives_fields(subject):
            return True
        inner = subject.argument(0) if subject.target.startswith("builtins.") else getattr(subject.func, "value", None)
        return inner is not None and _is_short(project, inner, function)
    if isinstance(subject, Name) and not subject.target:
        values = [a.value for a in function.body.assigns if subject.id in a.names]
        return len(values) == 1 and isinstance(values[0], Sequence | Mapping) and bool(values[0].items)
    target = project.follow(target_of(subject)) if target_of(subject) else ""
    return bool(target) and (project.class_(target) is not None or project.value(target) is not None)
