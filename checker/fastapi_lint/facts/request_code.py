"""Which functions run while a request is answered, on the event loop or in a thread."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from fastapi_lint.facts.code import Function

if TYPE_CHECKING:
    from fastapi_lint.facts.project import Project

_AT_STARTUP = frozenset({"lifespan", "startup", "shutdown", "middleware", "exception-handler"})


def request_code(project: Project) -> tuple[Function, ...]:
    """Handlers, dependencies, background tasks and everything in the project that they call, each once."""
    return project.remember(_request_code, project)


def _request_code(project: Project, _: Project) -> tuple[Function, ...]:
    found: dict[str, Function] = {}
    queue = list(_entries(project))
    while queue:
        function = queue.pop()
        if function.symbol not in found:
            found[function.symbol] = function
            queue += called_functions(project, function)
    return tuple(found.values())


def _entries(project: Project) -> Iterator[Function]:
    for route in project.routes:
        yield route.function
        yield from (d.function for d in route.dependencies if d.function is not None)
    yield from (h.function for h in project.hooks if h.kind not in _AT_STARTUP)


def called_functions(project: Project, function: Function) -> Iterator[Function]:
    """The project functions and methods that a function calls by name."""
    for site in function.body.calls:
        target = project.types.callee(site.call, function)
        called = project.function(target) if target else None
        if called is not None:
            yield called
