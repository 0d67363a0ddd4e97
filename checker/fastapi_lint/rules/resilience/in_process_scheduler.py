"""A scheduler lives inside the web process."""

from __future__ import annotations

import re
from collections.abc import Iterator

from fastapi_lint.catalog.params import Params
from fastapi_lint.facts.code import CallSite, Decorator, FrameKind, Function, Module
from fastapi_lint.facts.expression import Call, Constant, is_constant
from fastapi_lint.facts.operations.reach import web_modules
from fastapi_lint.facts.project import Project
from fastapi_lint.facts.web import Hook
from fastapi_lint.model.finding import Finding

_WATCH = re.compile(
    r"(?i)heart|beat|listen|consum|watch|poll|subscrib|worker|recv|receive|reconnect|keep_?alive|dispatch"
)
_STARTERS = frozenset({"asyncio.create_task", "asyncio.ensure_future"})


def check(project: Project, params: Params) -> Iterator[Finding]:
    loaded = web_modules(project)
    for module in project.application_modules():
        if module.path in loaded and (found := _first(module, project, params)) is not None:
            yield Finding.of(found, what=found.target.rpartition(".")[2])
    for hook in project.hooks:
        if hook.kind in ("lifespan", "startup"):
            yield from _loops(hook, project)


def _first(module: Module, project: Project, params: Params) -> CallSite | Decorator | None:
    """The module's first call or decorator that makes or fills a scheduler."""
    facts: list[CallSite | Decorator] = [site for site, _ in module.sites()]
    facts += [decorator for function in module.functions for decorator in function.decorators]
    return next((fact for fact in facts if _schedules(project.follow(fact.target), project, params)), None)


def _schedules(target: str, project: Project, params: Params) -> bool:
    return target in params.schedulers or (target.endswith(".repeat_every") and target in project.functions)


def _loops(hook: Hook, project: Project) -> Iterator[Finding]:
    """Tasks that startup begins and that do something, sleep for a fixed time, and do it again."""
    for site in hook.function.body.calls:
        started = site.call.argument(0) if site.target in _STARTERS or site.call.method == "create_task" else None
        target = project.types.callee(started, hook.function) if isinstance(started, Call) else ""
        function = project.function(target) if target else None
        if function is not None and _repeats(function) and not _WATCH.search(function.name):
            yield Finding.of(site, what=f"{function.name}()")


def _repeats(function: Function) -> bool:
    return any(_sleeps_in_loop(site) for site in function.body.calls)


def _sleeps_in_loop(site: CallSite) -> bool:
    loop = site.loop
    if site.target != "asyncio.sleep" or loop is None or loop.kind is not FrameKind.WHILE:
        return False
    seconds = site.call.argument(0)
    short = isinstance(seconds, Constant) and isinstance(seconds.value, int | float) and seconds.value < 1
    return is_constant(loop.subject, value=True) and not short
