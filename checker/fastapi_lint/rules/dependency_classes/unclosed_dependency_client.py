"""The method that closes a dependency class forgets one of its clients."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi_lint.facts.capabilities.dependency_classes import (
    CLOSING,
    assigned_values,
    client_fields,
    is_dependency_class,
    is_own,
    lifecycle_method,
    mentions,
    methods,
)
from fastapi_lint.facts.code import Class, Function
from fastapi_lint.facts.expression import Call, Expr, Name, walk
from fastapi_lint.facts.project import Project
from fastapi_lint.model.finding import Finding

_LOOKS_THEM_UP = ("getattr", "vars", "fields", "asdict")


def check(class_: Class, project: Project) -> Iterator[Finding]:
    if not is_dependency_class(project, class_):
        yield Finding.nothing("class that carries a client")
        return
    closing = lifecycle_method(project, class_, CLOSING)
    if closing is None:
        return
    reached = list(_reached(project, class_, closing))
    if any(s.call.method in _LOOKS_THEM_UP for f in reached for s in f.body.calls):
        return
    own = {f.name for f in class_.fields}
    for field in client_fields(project, class_):
        values = assigned_values(project, class_, field.name)
        opened = any(_opens(value) for value in values)
        if field.name in own and opened and not any(mentions(f, field.name) for f in reached):
            yield Finding.of(field, method=closing.name, class_name=class_.name, field=field.name)


def _opens(value: Expr | None) -> bool:
    """Whether a value is made here, and by nobody who closes it."""
    calls = [part for part in walk(value) if isinstance(part, Call)] if value is not None else []
    return bool(calls) and not any("enter" in c.method for c in calls)


def _reached(project: Project, class_: Class, closing: Function) -> Iterator[Function]:
    """The closing methods and what they call on `self`."""
    named = {m.name: m for m in methods(project, class_)}
    queue, seen = [closing, *(m for m in named.values() if m.name in CLOSING)], set()
    while queue:
        function = queue.pop()
        if function.symbol in seen:
            continue
        seen.add(function.symbol)
        yield function
        for site in function.body.calls:
            func = site.call.func
            if site.call.method in named and (is_own(func, site.call.method) or isinstance(func, Name)):
                queue.append(named[site.call.method])
