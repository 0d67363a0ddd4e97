"""A handler changes a module-level variable."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi_lint.facts.code import Assign, Body, Frame, FrameKind, Function
from fastapi_lint.facts.expression import (
    Attribute,
    Call,
    Comprehension,
    Expr,
    Mapping,
    Name,
    Sequence,
    Subscript,
    text,
    walk,
)
from fastapi_lint.facts.project import Project
from fastapi_lint.facts.web import Route
from fastapi_lint.model.finding import Finding
from fastapi_lint.model.location import Anchor

_CHANGES = frozenset({"append", "extend", "insert", "remove", "pop", "popitem", "popleft", "appendleft", "clear", "add",
                      "update", "setdefault", "discard", "sort", "reverse"})  # fmt: skip
_MAKERS = frozenset({"builtins.dict", "builtins.list", "builtins.set", "collections.defaultdict", "collections.deque",
                     "collections.OrderedDict", "collections.Counter"})  # fmt: skip

_DEEPEST = 5
_SPAWNERS = frozenset({"create_task", "ensure_future"})


def check(route: Route, project: Project) -> Iterator[Finding]:
    reported: set[str] = set()
    for place, name in _changes(route, project):
        if name not in reported:
            reported.add(name)
            yield Finding(place, {"name": name, "route": route.name})


def _changes(route: Route, project: Project) -> Iterator[tuple[Anchor, str]]:
    """Where the handler binds a global again, and where it changes a container in place."""
    body = route.function.body
    for assign in body.assigns:
        if assign.source == "=" and not _is_locked(assign.frames) and not _is_made_once(assign, route.function):
            yield from ((assign.at, name) for name in assign.names if name in body.globals)
            yield from ((assign.at, text(t)) for t in assign.targets if _is_of_module(t, project))
    for place, frames, container in _touched(route.function):
        if _is_global(container, project) and not _is_locked(frames):
            yield place, text(container)


def _touched(function: Function) -> Iterator[tuple[Anchor, tuple[Frame, ...], Expr]]:
    """`x[k] = v`, `x.append(v)`, `del x[k]`: the place, what encloses it, and `x`."""
    body = function.body
    for assign in body.assigns:
        kept = () if _is_made_once(assign, function) else assign.targets
        yield from ((assign.at, assign.frames, t.value) for t in kept if isinstance(t, Subscript))
    for site in body.calls:
        if (
            isinstance(site.call.func, Attribute)
            and site.call.func.attr in _CHANGES
            and not _keeps_task(site.call, body)
        ):
            yield site.at, site.frames, site.call.func.value
    for statement in body.deletes:
        if isinstance(statement.value, Subscript):
            yield statement.at, statement.frames, statement.value.value


def _keeps_task(call: Call, body: Body) -> bool:
    """Whether it is given a task that the body starts, which has to be kept somewhere until it ends."""
    given = call.argument(0)
    made = [a.value for a in body.assigns if isinstance(given, Name) and given.id in a.names] or [given]
    return any(isinstance(m, Call) and m.method in _SPAWNERS for m in made)


def _is_global(expr: Expr, project: Project) -> bool:
    """Whether it names a plain container that some module made at import."""
    if not isinstance(expr, Name | Attribute) or not expr.target:
        return False
    value = project.value(expr.target)
    if isinstance(value, Call):
        return value.target in _MAKERS
    return isinstance(value, Mapping | Sequence | Comprehension) and not (
        isinstance(value, Sequence) and value.kind == "("
    )


def _is_of_module(target: Expr, project: Project) -> bool:
    """Whether an assignment's left side is a variable of another module: `state.last`."""
    named = target.target if isinstance(target, Attribute) else ""
    return named.rpartition(".")[0] in project.named and project.assignment(named) is not None


def _is_made_once(assign: Assign, function: Function) -> bool:
    """Whether it fills in what is missing with something that no request decides: each worker makes the same."""
    guards = [f for f in assign.frames if f.kind is FrameKind.IF and f.subject is not None]
    if assign.value is None or not any(_asks_for(f, function.body) for f in guards):
        return False
    return not _is_from_request(assign.value, function)


def _asks_for(guard: Frame, body: Body) -> bool:
    """Whether a block binds what its `if` asks for, such as `agent` or the flag `is_ready`."""
    asked = set(walk(guard.subject)) if guard.subject is not None else set()
    return any(target in asked for a in body.assigns if guard in a.frames for target in a.targets)


def _is_from_request(value: Expr, function: Function, depth: int = 0) -> bool:
    """Whether a parameter stands in it, itself or through variables; in doubt yes."""
    for part in walk(value):
        if isinstance(part, Name) and not part.target:
            made = [a.value for a in function.body.assigns if part.id in a.names]
            known = made and function.param(part.id) is None and depth < _DEEPEST
            if not known or any(m is None or _is_from_request(m, function, depth + 1) for m in made):
                return True
    return False


def _is_locked(frames: tuple[Frame, ...]) -> bool:
    """Whether a lock is held: some `with` around it names one."""
    items = [item for f in frames if f.kind is FrameKind.WITH for item in f.items]
    return any("lock" in text(item).lower() or "mutex" in text(item).lower() for item in items)
