"""The call graph on the event loop: every call that runs there, with the way that leads to it."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator

from msgspec.structs import replace

from fastapi_lint.facts.code import CallSite, Function
from fastapi_lint.facts.expression import Attribute, Name
from fastapi_lint.facts.project import Project
from fastapi_lint.facts.web import LoopCall
from fastapi_lint.model.location import Anchor
from fastapi_lint.model.record import Record
from fastapi_lint.source.index.callbacks import running_sites
from fastapi_lint.source.index.implied import implied
from fastapi_lint.source.index.loop_entries import loop_entries
from fastapi_lint.source.index.portals import portal_entries
from fastapi_lint.source.index.running import fills_global, is_task, runs_now, runs_once


class _Visit(Record):
    """`receiver` is the class of `self`, "" for functions and where only the class that defines the method is known."""

    function: Function
    entry: str
    chain: tuple[str, ...]
    phase: str
    receiver: str = ""

    def onward(self, called: Function, phase: str, receiver: str = "") -> _Visit:
        """The visit of what this one calls; what runs once per process belongs to the startup."""
        name = called.qualname.replace(".<locals>", "").removesuffix(".__init__")
        phase = "startup" if runs_once(called) else phase
        return _Visit(called, self.entry, (*self.chain, name), phase, receiver)

    def spawned(self, called: Function) -> _Visit:
        """The visit of a coroutine that becomes a task: it goes on while requests are served."""
        visit = self.onward(called, "request")
        return visit if self.phase == "request" else replace(visit, entry=f"task `{called.name}`")


def find_loop_calls(project: Project) -> tuple[LoopCall, ...]:
    """Breadth first from every entry point, request phase first, so that each call has its shortest way."""
    waiting: dict[str, deque[_Visit]] = {"request": deque(), "startup": deque()}
    for e in (*loop_entries(project), *portal_entries(project)):
        waiting[e.phase].append(_Visit(e.function, e.described, (e.name,), e.phase))
    seen: set[tuple[str, str]] = set()
    found: dict[tuple[Anchor, str], LoopCall] = {}
    while waiting["request"] or waiting["startup"]:
        visit = (waiting["request"] or waiting["startup"]).popleft()
        if (visit.function.symbol, visit.receiver) in seen:
            continue
        seen.add((visit.function.symbol, visit.receiver))
        home = project.home(visit.function)
        for site in running_sites(project, visit.function):
            target = _called(project, site, visit)
            phase = "startup" if fills_global(site, visit.function) else visit.phase
            call = LoopCall(site, target, visit.function, home, visit.entry, visit.chain, phase)
            found.setdefault((site.at, target), call)
            for onward in _next(project, call, visit):
                waiting[onward.phase].append(onward)
        for function in implied(project, visit.function):
            onward = visit.onward(function, visit.phase)
            waiting[onward.phase].append(onward)
    return tuple(found.values())


def _called(project: Project, site: CallSite, visit: _Visit) -> str:
    """The dotted name of what is called; a method of `self` is looked up in the class that the object really has."""
    func = site.call.func
    if (
        visit.receiver
        and isinstance(func, Attribute)
        and isinstance(func.value, Name)
        and func.value.id in ("self", "cls")
    ):
        return project.types.method_of(visit.receiver, func.attr)
    return project.types.callee(site.call, visit.function)


def _next(project: Project, call: LoopCall, visit: _Visit) -> Iterator[_Visit]:
    called = runs_now(project, call.target, call.site, visit.function)
    if called is None:
        return
    if is_task(call.site, visit.function):
        yield visit.spawned(called)
        return
    yield visit.onward(called, call.phase, _receiver(project, call, called, visit))


def _receiver(project: Project, call: LoopCall, called: Function, visit: _Visit) -> str:
    """The class of the object whose method is called, where it is not the one that defines the method."""
    owner = called.symbol.rpartition(".")[0]
    if not called.in_class or owner not in project.classes:
        return ""
    func = call.site.call.func
    given = project.class_(call.target)
    if given is None and isinstance(func, Attribute):
        own = isinstance(func.value, Name) and func.value.id in ("self", "cls")
        above = getattr(func.value, "target", "") == "builtins.super"
        known = visit.receiver if own or above else ""
        type_ = known or (
            visit.function.symbol.rpartition(".")[0] if above else project.types.of(func.value, visit.function)
        )
        given = project.class_(type_) if type_ else project.class_(getattr(func.value, "target", ""))
    if given is None or given.symbol == owner or owner not in project.hierarchy.ancestors(given):
        return ""
    return given.symbol
