"""A storage service works in a thread pool whose size is not a setting."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi_lint.catalog.params import Params
from fastapi_lint.facts.code import CallSite, Function
from fastapi_lint.facts.expression import Call, Constant, Expr, Name, is_constant
from fastapi_lint.facts.project import Project
from fastapi_lint.facts.running.storage import package_sites, store_class, temp_class
from fastapi_lint.model.finding import Finding

_POOLS = frozenset({"concurrent.futures.ThreadPoolExecutor", "concurrent.futures.thread.ThreadPoolExecutor"})
_DEFAULT = frozenset({"asyncio.to_thread", "starlette.concurrency.run_in_threadpool",
                      "fastapi.concurrency.run_in_threadpool"})  # fmt: skip


def check(project: Project, params: Params) -> Iterator[Finding]:
    roles = {"store": store_class(project, params.store), "temp-files": temp_class(project, params.temp_files)}
    yield from Finding.unless(any(roles.values()), "store or temporary files")
    for part, class_ in roles.items():
        told: set[str] = set()
        for site, function in package_sites(project, class_) if class_ is not None else ():
            problem = _problem(project, site, function)
            if problem and problem not in told:
                told.add(problem)
                yield Finding.of(site, part=part, problem=problem)


def _problem(project: Project, site: CallSite, function: Function | None) -> str:
    """What is wrong with a call that makes or uses a pool; "" when nothing is."""
    target = project.types.callee(site.call, function)
    if target in _DEFAULT:
        return "This runs in the default thread pool"
    if site.call.method == "run_in_executor" and is_constant(site.call.argument(0), None):
        return "This runs in the default thread pool"
    if target in _POOLS and not site.call.has_star:
        size = site.call.argument(0, "max_workers")
        if size is None:
            return "This pool has no size"
        if _is_written(project, size):
            return "The size of this pool is written into the code"
    made = project.function(target) if target else None
    if made is not None and (param := _sizing(made)) and _is_written(project, _given(site.call, made, param)):
        return "The size of this pool is written into the code"
    return ""


def _is_written(project: Project, size: Expr | None) -> bool:
    """Whether a size is a number or a module's constant; one thread is a queue, which no setting may widen."""
    if isinstance(size, Name) and size.target:
        size = project.value(size.target)
    return isinstance(size, Constant) and isinstance(size.value, int) and size.value != 1


def _sizing(function: Function) -> str:
    """The parameter of a function that becomes the size of the pool that it makes."""
    for site in function.body.calls:
        size = site.call.argument(0, "max_workers") if site.target in _POOLS else None
        if isinstance(size, Name) and function.param(size.id) is not None:
            return size.id
    return ""


def _given(call: Call, function: Function, param: str) -> Expr | None:
    names = [p.name for p in function.params if p.name != "self"]
    return call.argument(names.index(param), param)
