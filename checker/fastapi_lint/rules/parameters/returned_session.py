"""A dependency returns a session or connection that it opened, so nothing closes it."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi_lint.catalog.params import Params
from fastapi_lint.facts.code import Function
from fastapi_lint.facts.expression import Await, Call, Expr, Name
from fastapi_lint.facts.markers import dependency_functions
from fastapi_lint.facts.project import Project
from fastapi_lint.model.finding import Finding

_SHARING = ("cache", "lru_cache", "cached", "singleton", "contextmanager", "asynccontextmanager")


def check(project: Project, params: Params) -> Iterator[Finding]:
    for function in dependency_functions(project).values():
        if function.is_generator or any(d.target.rpartition(".")[2] in _SHARING for d in function.decorators):
            continue
        for statement in function.body.returns:
            type_ = project.types.of(statement.value, function)
            if type_ in params.types and _is_opened_here(project, statement.value, function):
                yield Finding.of(statement, function=function.name, type=type_.rpartition(".")[2])


def _is_opened_here(project: Project, expr: Expr | None, function: Function) -> bool:
    """Whether the value comes from a constructor or session factory called in this function."""
    match expr:
        case Await(value=value):
            return _is_opened_here(project, value, function)
        case Name(id=name, target=""):
            values = [a for a in function.body.assigns if a.names == (name,)]
            kept = any(a.value == expr for a in function.body.assigns)
            return len(values) == 1 and not kept and _is_opened_here(project, values[0].value, function)
        case Call():
            callee = project.types.callee(expr, function)
            made = project.value(callee)
            scoped = isinstance(made, Call) and project.follow(made.target).endswith("scoped_session")
            return bool(callee) and project.function(callee) is None and not scoped
        case _:
            return False
