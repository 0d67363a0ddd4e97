"""The call graph on the event loop: every call that runs there, with the way that leads to it."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator

from msgspec.structs import replace

from fastapi_lint.facts.code import Function
from fastapi_lint.facts.project import Project
from fastapi_lint.facts.web import LoopCall
from fastapi_lint.model.record import Record
from fastapi_lint.source.index.running import fills_global, is_task, runs_now, runs_once

_VALIDATORS = ("field_validator", "model_validator", "validator", "root_validator")
_PHASES = {"lifespan": "startup", "startup": "startup", "shutdown": "startup"}
_ENTER_AND_EXIT = {False: ("__enter__", "__exit__"), True: ("__aenter__", "__aexit__")}


class _Visit(Record):
    function: Function
    entry: str
    chain: tuple[str, ...]
    phase: str

    def onward(self, called: Function, phase: str) -> _Visit:
        """The visit of what this one calls; what runs once per process belongs to the startup."""
        name = called.qualname.replace(".<locals>", "").removesuffix(".__init__")
        return _Visit(called, self.entry, (*self.chain, name), "startup" if runs_once(called) else phase)

    def spawned(self, called: Function) -> _Visit:
        """The visit of a coroutine that becomes a task: it goes on while requests are served."""
        visit = self.onward(called, "request")
        return visit if self.phase == "request" else replace(visit, entry=f"task `{called.name}`")


def find_loop_calls(project: Project) -> tuple[LoopCall, ...]:
    """Breadth first from every entry point, request phase first, so that each call has its shortest way."""
    request = deque(v for v in _entries(project) if v.phase == "request")
    startup = deque(v for v in _entries(project) if v.phase == "startup")
    seen: set[str] = set()
    found: list[LoopCall] = []
    while request or startup:
        visit = (request or startup).popleft()
        if visit.function.symbol in seen:
            continue
        seen.add(visit.function.symbol)
        home = project.home(visit.function)
        for site in visit.function.body.calls:
            if site.in_lambda:
                continue
            target = project.types.callee(site.call, visit.function)
            phase = "startup" if fills_global(site, visit.function) else visit.phase
            found.append(LoopCall(site, target, visit.function, home, visit.entry, visit.chain, phase))
            called = runs_now(project, target, site, visit.function)
            if called is not None:
                onward = visit.spawned(called) if is_task(site, visit.function) else visit.onward(called, phase)
                (request if onward.phase == "request" else startup).append(onward)
        for manager in _managers(project, visit.function):
            (request if visit.phase == "request" else startup).append(visit.onward(manager, visit.phase))
    return tuple(found)


def _managers(project: Project, function: Function) -> Iterator[Function]:
    """What the project's own context managers do when the function enters and leaves them."""
    for frame in function.body.frames:
        for item in frame.items:
            class_ = project.class_(project.types.of(item, function))
            for name in _ENTER_AND_EXIT[frame.is_async] if class_ is not None else ():
                method = project.hierarchy.method(class_, name) if class_ is not None else None
                if method is not None:
                    yield method


def _entries(project: Project) -> Iterator[_Visit]:
    for route in project.routes:
        if route.is_async:
            yield _Visit(route.function, f"async route `{route.name}`", (route.function.name,), "request")
    for hook in project.hooks:
        if hook.function.is_async:
            phase = _PHASES.get(hook.kind, "request")
            entry = f"async {hook.kind.replace('-', ' ')} `{hook.function.name}`"
            yield _Visit(hook.function, entry, (hook.function.name,), phase)
    for route in project.routes:
        for dependency in route.dependencies:
            function = dependency.function
            if function is not None and function.is_async:
                entry = f"async dependency `{function.qualname.replace('.<locals>', '')}`"
                yield _Visit(function, entry, (function.name,), "request")
    yield from _validators(project)


def _validators(project: Project) -> Iterator[_Visit]:
    """Validators of request models run on the loop while FastAPI reads the body, for `def` routes too."""
    for model in project.models.values():
        if "request" not in model.used_in:
            continue
        for class_ in project.hierarchy.project_ancestors(model.class_):
            for name in class_.methods:
                function = project.functions.get(f"{class_.symbol}.{name}")
                if function is not None and any(
                    d.target.rpartition(".")[2] in _VALIDATORS for d in function.decorators
                ):
                    entry = f"validator `{class_.name}.{name}` of a request model"
                    yield _Visit(function, entry, (f"{class_.name}.{name}",), "request")
