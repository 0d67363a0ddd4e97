"""Which functions certainly never run while a request is answered: only start-up, tasks and consumers come to them.

Calls are followed by name, whoever is called, so that nothing which a request could reach is taken for out of reach.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from fastapi_lint.facts.code import Class, Frame, FrameKind, Function
from fastapi_lint.facts.configuration.environment import is_main_guard
from fastapi_lint.facts.consuming import ELSEWHERE
from fastapi_lint.facts.expression import Attribute, Constant, Expr, Name, walk
from fastapi_lint.facts.request_code import request_code

if TYPE_CHECKING:
    from fastapi_lint.facts.project import Project

_AT_START = frozenset({"lifespan", "startup", "shutdown"})
_STARTING = frozenset({"on_startup", "after_startup", "on_shutdown", "after_shutdown"})
_UNCALLING = ELSEWHERE | {"staticmethod", "classmethod", "property", "cached_property", "abstractmethod", "override",
                          "contextmanager", "asynccontextmanager", "wraps", "cache", "lru_cache", "overload",
                          "subscriber", "command", "callback"}  # fmt: skip
"""Names of decorators after which no request calls a function that it would not call without them."""
_JOBS = frozenset({"task", "shared_task", "actor"})
"""Names of decorators after which a worker of another process runs the function, whoever asks for it."""
_PLAIN_BASES = ("builtins.", "abc.", "typing.", "typing_extensions.", "enum.")


def runs_beside_requests(project: Project, function: Function) -> bool:
    """Whether neither routes, dependencies, middleware, handlers nor unknown frameworks can come to the function."""
    if any(d.target.rpartition(".")[2] in _JOBS for d in function.decorators):
        return True
    if not project.routes or function in request_code(project):  # which is known already
        return False
    return function.symbol not in project.remember(_reached, project)


def _reached(project: Project, _: Project) -> frozenset[str]:
    named = _named(project)
    queue = list(_entries(project))
    for name in _names(_at_import(project)):
        queue += [f for f in named.get(name, ()) if f.name != "__init__"]
    at_start = _at_start(project)
    seen = set(at_start)
    while queue:
        function = queue.pop()
        if function.symbol not in seen:
            seen.add(function.symbol)
            for name in _names(_expressions(function)):
                queue += named.pop(name, ())
    return frozenset(seen - at_start)


def _named(project: Project) -> dict[str, list[Function]]:
    """What code mentions to run a function: its name, or for `__init__` that of the class or of one below it."""
    found: dict[str, list[Function]] = defaultdict(list)
    for function in project.application_functions():
        if not (function.in_class and function.name == "__init__"):  # `super().__init__()` means none in particular
            found[function.name].append(function)
    for class_ in (c for module in project.application_modules() for c in module.classes):
        above = (f"{ancestor.symbol}.__init__" for ancestor in project.hierarchy.project_ancestors(class_))
        found[class_.name] += [project.functions[symbol] for symbol in above if symbol in project.functions]
    return found


def _entries(project: Project) -> Iterator[Function]:
    """What FastAPI or a framework that nobody knows here calls by itself."""
    for route in project.routes:
        yield route.function
        yield from (d.function for d in route.dependencies if d.function is not None)
    yield from (h.function for h in project.hooks if h.kind not in _AT_START)
    for function in project.application_functions():
        called = any(d.target.rpartition(".")[2] not in _UNCALLING for d in function.decorators)
        if called or _is_operator(function) or _extends_a_framework(project, function):
            yield function


def _at_start(project: Project) -> set[str]:
    """What apps, and brokers beside them, run when they start and stop, whoever else has a function of its name."""
    found = {h.function.symbol for h in project.hooks if h.kind in _AT_START}
    for function in project.application_functions():
        if any(d.target.rpartition(".")[2] in _STARTING for d in function.decorators):
            found.add(function.symbol)
    return found


def _is_operator(function: Function) -> bool:
    """Whether syntax calls it, as `x()` calls `__call__`; what makes an object stands under the name of its class."""
    return function.in_class and function.name.startswith("__") and function.name not in ("__init__", "__post_init__")


def _extends_a_framework(project: Project, method: Function) -> bool:
    """Whether it is a method of a class whose base is none of the project's, which may call it."""
    class_ = project.class_(method.symbol.rpartition(".")[0]) if method.in_class else None
    return class_ is not None and project.remember(_has_foreign_base, class_)


def _has_foreign_base(project: Project, class_: Class) -> bool:
    above = (a for a in project.hierarchy.ancestors(class_) if a not in project.classes)
    return any(not name.startswith(_PLAIN_BASES) for name in above)


def _at_import(project: Project) -> Iterator[Expr]:
    """What modules and class bodies put into tables, aliases and registrations."""
    for module in project.application_modules():
        yield from (s.call for s in module.top.calls if not _is_started_by_hand(s.frames))
        yield from (a.value for a in module.top.assigns if a.value is not None and not _is_started_by_hand(a.frames))
        yield from (f.value for c in module.classes for f in c.fields if f.value is not None)
        yield from (d.expr for f in module.functions for d in f.decorators)


def _is_started_by_hand(frames: tuple[Frame, ...]) -> bool:
    return any(f.kind is FrameKind.IF and is_main_guard(f.subject) for f in frames)


def _expressions(function: Function) -> Iterator[Expr]:
    yield from function.body.expressions()
    yield from (e for p in function.params for e in (p.annotation, p.default) if e is not None)


def _names(expressions: Iterable[Expr]) -> set[str]:
    """Every name in them, imported ones also as their module calls them, and texts that may name something to load."""
    found: set[str] = set()
    for expr in expressions:
        for part in walk(expr):
            if isinstance(part, Name):
                found |= {part.id, part.target.rpartition(".")[2]}
            elif isinstance(part, Attribute):
                found.add(part.attr)
            elif isinstance(part, Constant) and isinstance(part.value, str):
                found.add(part.value.replace(":", ".").rpartition(".")[2])
    return found
