"""A client may ask for a page of any size."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi_lint.catalog.params import Params
from fastapi_lint.facts.code import Function, Param, Role
from fastapi_lint.facts.expression import Call, Name, walk
from fastapi_lint.facts.interface.bounds import default_of, lower_bound, upper_bound
from fastapi_lint.facts.markers import called_functions, marker_of
from fastapi_lint.facts.project import Project
from fastapi_lint.model.finding import Finding

_NUMBERS = frozenset({"builtins.int", ""})
_SOURCES = frozenset({"", "query"})


def check(project: Project, params: Params) -> Iterator[Finding]:
    called = [f for f in called_functions(project).values() if project.home(f).role is Role.APPLICATION]
    sizes = [(f, p) for f in called for p in f.params if p.name.lower() in params.names and _is_number(project, p)]
    yield from Finding.unless(sizes, "parameter for the size of a page")
    for function, param in sizes:
        if not _clamps(project, function, param):
            for part, problem in _problems(project, param, params):
                yield Finding.of(param, part=part, name=param.name, function=function.name, problem=problem)


def _is_number(project: Project, param: Param) -> bool:
    """Whether it is an int that comes from the query."""
    annotation, metadata = project.annotated(param.annotation)
    sources = {marker_of(project, m) for m in (*metadata, param.default) if m is not None}
    return project.types.named(annotation) == "builtins.int" and sources <= _SOURCES


def _problems(project: Project, param: Param, params: Params) -> Iterator[tuple[str, str]]:
    upper, lower = upper_bound(project, param), lower_bound(project, param)
    if upper is None:
        yield "cap", "has no upper bound"
    elif isinstance(upper, int) and upper > params.largest:
        yield "cap", f"allows {upper}, more than {params.largest}"
    elif lower is None:
        yield "floor", "has no lower bound"
    default = project.constant(default_of(param))
    if params.default and isinstance(default, int) and default != params.default:
        yield "default", f"is {default} by default instead of {params.default}"


def _clamps(project: Project, function: Function, param: Param) -> bool:
    """Whether the function, or one that it passes the number to, cuts it to a size."""
    for site in function.body.calls:
        passed = [a for a in site.call.args if any(_is(part, param.name) for part in walk(a.value))]
        if not passed:
            continue
        if site.call.target == "builtins.min":
            return True
        called = project.function(project.types.callee(site.call, function))
        if called is not None and any(s.call.target == "builtins.min" for s in called.body.calls):
            return True
    return any(
        isinstance(frame.subject, Call) is False and any(_is(part, param.name) for part in walk(frame.subject))
        for frame in function.body.frames
        if frame.subject is not None and getattr(frame.subject, "op", "") in (">", ">=")
    )


def _is(part: object, name: str) -> bool:
    return isinstance(part, Name) and part.id == name
