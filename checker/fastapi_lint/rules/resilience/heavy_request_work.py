"""Heavy work is done by the process that answers requests."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi_lint.catalog.params import Params
from fastapi_lint.facts.code import CallSite, Function
from fastapi_lint.facts.expression import Constant, text
from fastapi_lint.facts.project import Project
from fastapi_lint.facts.request_code import called_functions, request_code
from fastapi_lint.model.finding import Finding

_SLEEPS = frozenset({"asyncio.sleep", "time.sleep"})


def check(project: Project, params: Params) -> Iterator[Finding]:
    background = {f.symbol for hook in project.hooks if hook.kind == "background-task" for f in (hook.function,)}
    for function in request_code(project):
        part = "background" if function.symbol in background else "request"
        for site in function.body.calls:
            if _is_heavy(site, function, project, params):
                yield Finding.of(site, part=part, call=text(site.call.func), where=_where(part, function, project))


def _is_heavy(site: CallSite, function: Function, project: Project, params: Params) -> bool:
    target = project.types.callee(site.call, function) or site.target
    if target in _SLEEPS:
        seconds = site.call.argument(0)
        number = seconds.value if isinstance(seconds, Constant) else 0
        return isinstance(number, int | float) and number >= params.longest_sleep
    return any(target == name or (name.endswith(".*") and target.startswith(name[:-1])) for name in params.calls)


def _where(part: str, function: Function, project: Project) -> str:
    if part == "background":
        return f"in the background task `{function.name}`"
    route = next((r for r in project.routes if r.function is function), None)
    if route is not None:
        return f"in `{route.name}`"
    caller = next((r for r in project.routes if function in set(called_functions(project, r.function))), None)
    return f"in `{function.name}`" + (f", called by `{caller.name}`" if caller is not None else "")
