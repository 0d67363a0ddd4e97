"""A function opens a database session and never closes it."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi_lint.catalog.params import Params
from fastapi_lint.facts.code import Assign, Function
from fastapi_lint.facts.expression import Attribute, Await, Call, Expr, Name, children, text, walk
from fastapi_lint.facts.project import Project
from fastapi_lint.facts.request_code import request_code
from fastapi_lint.model.finding import Finding

_ADVANCE = frozenset({"builtins.next", "builtins.anext"})


def check(project: Project, params: Params) -> Iterator[Finding]:
    for function in request_code(project):
        for assign in function.body.assigns:
            if assign.source == "=" and len(assign.names) == 1 and _opens(project, assign, function, params):
                name = assign.names[0]
                if not _closes(function, name) and not _leaves(function, name):
                    yield Finding.of(assign, call=text(assign.value), name=name, function=function.name)


def _opens(project: Project, assign: Assign, function: Function, params: Params) -> bool:
    """Whether the value is a session of a constructor or a factory, not of a helper or a registry."""
    call = assign.value
    if not isinstance(call, Call) or project.types.of(call, function) not in params.types:
        return False
    callee = project.types.callee(call, function)
    if callee in _ADVANCE and not isinstance(call.argument(0), Call):  # a kept generator goes on to its end elsewhere
        return False
    made = project.value(callee) if callee else None
    scoped = isinstance(made, Call) and project.follow(made.target).endswith("scoped_session")
    local = not callee and isinstance(call.func, Name)
    return not scoped and not local and bool(callee) and project.function(callee) is None


def _closes(function: Function, name: str) -> bool:
    for site in function.body.calls:
        func = site.call.func
        if isinstance(func, Attribute) and func.value == Name(name) and func.attr in ("close", "aclose", "remove"):
            return True
        if site.call.method in ("closing", "aclosing", "close", "push", "enter_context", "callback"):
            return True
        if "close" in site.call.method.lower():
            return True
    return any(Name(name) in list(walk(item)) for frame in function.body.frames for item in frame.items)


def _leaves(function: Function, name: str) -> bool:
    """Whether the session itself is handed out: returned, yielded or kept in something else."""
    given = [s.value for s in (*function.body.returns, *function.body.yields)]
    given += [a.value for a in function.body.assigns]
    return any(_holds(value, name) for value in given if value is not None)


def _holds(value: Expr, name: str) -> bool:
    """Whether the value is the session or contains it, its own methods and what they give left aside."""
    match value:
        case Name(id=found):
            return found == name
        case Attribute() | Await():
            return False
        case Call(func=func, args=args):
            named = func.id if isinstance(func, Name) else ""
            return named[:1].isupper() and any(_holds(a.value, name) for a in args)
        case _:
            return any(_holds(part, name) for part in children(value))
