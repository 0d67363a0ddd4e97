"""What a call runs of its arguments: functions and lambdas that are handed over and called on the same thread."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi_lint.facts.arguments import bound
from fastapi_lint.facts.code import CallSite, FrameKind, Function
from fastapi_lint.facts.consuming import ELSEWHERE
from fastapi_lint.facts.expression import Attribute, Call, Comprehension, Expr, Lambda, Name, children, walk
from fastapi_lint.facts.project import Project
from fastapi_lint.model.record import Record
from fastapi_lint.source.index.running import SPAWNERS, holds, runs_now

_LAZY = frozenset({"builtins.map", "builtins.filter"})
_TAKE_FIRST = _LAZY | {"functools.reduce", "itertools.starmap", "itertools.takewhile", "itertools.dropwhile"}
_TAKE_SECOND = frozenset({"re.sub", "re.subn", "itertools.groupby", "itertools.accumulate"})
_TAKE_KEY = frozenset({"builtins.sorted", "builtins.min", "builtins.max"})
_SOON = frozenset({"call_soon", "call_soon_threadsafe"})
_LATER = frozenset({"call_later", "call_at"})
_THREADS = ELSEWHERE | {"submit"}
_DEFERRED = (FrameKind.LAMBDA, FrameKind.COMPREHENSION)
_MOST_HOPS = 3


class Handed(Record):
    """A callable that a call is given and calls on its own thread; `awaits` when it takes a coroutine for the result.

    `plain` is False when only coroutine functions are called there, and others may go to a thread.
    """

    given: Expr
    awaits: bool = False
    plain: bool = True


def running_sites(project: Project, function: Function) -> tuple[CallSite, ...]:
    """The calls that the function's own thread runs: those in lambdas only when it calls the lambda."""
    sites = function.body.calls
    if not any(f.kind in _DEFERRED for s in sites for f in s.frames):
        return sites
    return project.remember(_running, function)


def _running(project: Project, function: Function) -> tuple[CallSite, ...]:
    sites = function.body.calls
    away = {id(c) for s in sites for g in _handed_away(s.call) for c in _calls_in(g.element, *g.conditions)}
    found = {id(s.call): s for s in sites if not s.in_lambda and id(s.call) not in away}
    waiting = list(found.values()) if any(s.in_lambda for s in sites) else []
    while waiting:
        site = waiting.pop()
        inside = {id(c) for called in _lambdas(project, site, function) for c in _calls_in(called.body)}
        fresh = {id(s.call): s for s in sites if id(s.call) in inside and id(s.call) not in found}
        found |= fresh
        waiting += fresh.values()
    return tuple(s for s in sites if id(s.call) in found)


def _handed_away(call: Call) -> Iterator[Comprehension]:
    """The generator expressions that another thread iterates: `StreamingResponse(f(x) for x in rows)`."""
    if call.method in _THREADS or call.method.endswith("Response"):
        for argument in call.args:
            if isinstance(argument.value, Comprehension) and argument.value.kind == "(" and not argument.star:
                yield argument.value


def _calls_in(*bodies: Expr) -> Iterator[Call]:
    """The calls that evaluating the expressions makes, lambdas inside them not entered."""
    queue = list(bodies)
    while queue:
        part = queue.pop()
        if isinstance(part, Call):
            yield part
        if not isinstance(part, Lambda):
            queue += children(part)


def _lambdas(project: Project, site: CallSite, function: Function) -> Iterator[Lambda]:
    """The lambdas that a call runs: the one that it calls, and those that it hands to what calls them back."""
    for expr in (site.call.func, *(h.given for h in handed_back(project, site, function) if h.plain)):
        value: Expr | None = expr
        if isinstance(expr, Name) and not expr.target:
            values = [a.value for a in function.body.assigns if expr.id in a.names]
            value = values[0] if len(values) == 1 else None
        if isinstance(value, Lambda):
            yield value


def handed_back(project: Project, site: CallSite, function: Function) -> Iterator[Handed]:
    """What a call is given to call on this thread: `map(f, …)`, `sorted(…, key=f)`, `retry(f)` of the project."""
    if site.call.args:
        known = _known(site.call, function)
        if known is not None:
            yield Handed(known)
        else:
            yield from _given(project, site, function, _MOST_HOPS)


def _known(call: Call, function: Function) -> Expr | None:
    if call.target in _TAKE_FIRST:
        away = call.target in _LAZY and any(
            s.call.method in _THREADS and holds(s.call, call) for s in function.body.calls
        )
        return None if away else call.argument(0)
    if call.target in _TAKE_SECOND or call.method in _LATER:
        return call.argument(1)
    if call.target in _TAKE_KEY or call.method == "sort":
        return call.keyword("key")
    done = (
        call.method == "add_done_callback" and isinstance(call.func, Attribute) and _is_task(call.func.value, function)
    )
    return call.argument(0) if done or call.method in _SOON else None


def _is_task(expr: Expr, function: Function) -> bool:
    """Whether an expression is a task of the event loop, whose callbacks run there."""
    made = [expr]
    if isinstance(expr, Name):
        made = [a.value for a in function.body.assigns if expr.id in a.names and a.value is not None]
    return bool(made) and all(isinstance(m, Call) and m.method in SPAWNERS for m in made)


def _given(project: Project, site: CallSite, function: Function, hops: int) -> Iterator[Handed]:
    """The arguments of a project function that it calls itself, or hands to another one that does."""
    called = runs_now(project, project.types.callee(site.call, function), site, function)
    if called is None or not called.params:
        return
    calls = project.remember(_called_params, (called.symbol, hops))
    for name, given in bound(called, site.call) if calls else ():
        if name in calls:
            yield Handed(given, calls[name].awaits, calls[name].plain)


def _called_params(project: Project, asked: tuple[str, int]) -> dict[str, Handed]:
    """Parameter -> how the function calls what it is given for it."""
    symbol, hops = asked
    function = project.functions[symbol]
    names = {p.name for p in function.params if p.kind not in ("*", "**")}
    names -= {n for a in function.body.assigns for n in a.names}
    found: dict[str, Handed] = {}
    for site in function.body.calls:
        if site.in_lambda:
            continue
        func = site.call.func
        handed = [Handed(func, site.awaited or (function.is_async and site.used))] if isinstance(func, Name) else []
        handed += [h for h in _onward(project, site, function, hops) if isinstance(h.given, Name)]
        for one in handed:
            name = getattr(one.given, "id", "")
            if name in names and name not in found:
                found[name] = Handed(one.given, one.awaits, one.plain and not _may_leave(function, name))
    return found


def _onward(project: Project, site: CallSite, function: Function, hops: int) -> Iterator[Handed]:
    known = _known(site.call, function)
    if known is not None:
        yield Handed(known)
    elif hops > 0 and any(isinstance(a.value, Name) and not getattr(a.value, "target", "") for a in site.call.args):
        yield from _given(project, site, function, hops - 1)


def _may_leave(function: Function, name: str) -> bool:
    """Whether the function hands the parameter to a thread elsewhere, so that what comes in decides where it runs."""
    handing = (s.call for s in function.body.calls if s.call.method in _THREADS)
    return any(isinstance(p, Name) and p.id == name for c in handing for a in c.args for p in walk(a.value))
