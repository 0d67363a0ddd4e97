"""What the threads of a service hand back to the event loop: `anyio.from_thread.run(f)` and its kin."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from fastapi_lint.facts.code import CallSite, Function
from fastapi_lint.facts.expression import Call, Expr
from fastapi_lint.facts.handing import function_meant, handed_call
from fastapi_lint.facts.project import Project
from fastapi_lint.facts.request_code import called_functions, request_code
from fastapi_lint.source.index.loop_entries import Entry

_LIBRARIES = ("anyio", "asgiref")
_FROM_THREAD = frozenset({"anyio.from_thread.run", "anyio.from_thread.run_sync"})
_TO_THREAD, _TO_LOOP = "asgiref.sync.sync_to_async", "asgiref.sync.async_to_sync"


def portal_entries(project: Project) -> Iterator[Entry]:
    """Every function that a thread which answers a request lets the loop run."""
    if not any(i.target.startswith(_LIBRARIES) for m in project.application_modules() for i in m.imports):
        return
    reached = _with_threads(project, request_code(project))
    for function in reached:
        for site in function.body.calls:
            if project.types.callee(site.call, function) in _FROM_THREAD:
                yield from _entry(project, site.call.argument(0, "func"), function)
    for function in _with_threads(project, [f for caller in reached for f in _to_threads(project, caller)]):
        for site in function.body.calls:
            if site.target == _TO_LOOP:
                yield from _entry(project, site.call.argument(0, "awaitable"), function)


def _entry(project: Project, given: Expr | None, thread: Function) -> Iterator[Entry]:
    function = function_meant(project, given, thread)
    if function is not None and not function.is_generator:
        yield Entry(function, f"`{function.name}`, which a thread hands to the event loop", function.name)


def _with_threads(project: Project, functions: Iterable[Function]) -> tuple[Function, ...]:
    """The functions, with all that they call or hand to a thread."""
    found: dict[str, Function] = {}
    queue = list(functions)
    while queue:
        function = queue.pop()
        if function.symbol not in found:
            found[function.symbol] = function
            queue += called_functions(project, function)
            queue += (f for site in function.body.calls for f in _handed(project, site, function))
    return tuple(found.values())


def _handed(project: Project, site: CallSite, function: Function) -> Iterator[Function]:
    handed = handed_call(site.call)
    meant = function_meant(project, handed.func, function) if handed is not None else None
    if meant is not None:
        yield meant
    yield from _of_wrapper(project, site, function)


def _to_threads(project: Project, function: Function) -> Iterator[Function]:
    """What asgiref runs in a thread that knows the loop it came from; its other threads get a loop of their own."""
    if any(d.target == _TO_THREAD for d in function.decorators):
        yield function
    for site in function.body.calls:
        yield from _of_wrapper(project, site, function)


def _of_wrapper(project: Project, site: CallSite, function: Function) -> Iterator[Function]:
    """`f` of `sync_to_async(f)(x)`."""
    wrapper = site.call.func
    if isinstance(wrapper, Call) and wrapper.target == _TO_THREAD:
        meant = function_meant(project, wrapper.argument(0, "func"), function)
        if meant is not None:
            yield meant
