"""Which HTTP errors a function answers with: its own `raise`, and those of what it calls."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from fastapi_lint.facts.arguments import bound
from fastapi_lint.facts.code import CallSite, Class, Frame, FrameKind, Function, Statement
from fastapi_lint.facts.expression import Call, Expr, Name, Sequence, is_constant, target_of
from fastapi_lint.facts.responses import status_of
from fastapi_lint.model.location import Anchor
from fastapi_lint.model.record import Record

if TYPE_CHECKING:
    from fastapi_lint.facts.project import Project

HTTP_EXCEPTIONS = frozenset({"fastapi.HTTPException", "fastapi.exceptions.HTTPException",
                             "starlette.exceptions.HTTPException"})  # fmt: skip
_BROAD = frozenset({"builtins.Exception", "builtins.BaseException"})


class Raised(Record, eq=True):
    """A status that reaches the client, the statement that raises it and the function around it."""

    status: int
    at: Anchor
    function: Function


def is_http_exception(project: Project, type_: str) -> bool:
    """Whether a class is `HTTPException` or derives from it."""
    class_ = project.class_(type_)
    return project.hierarchy.derives(class_, HTTP_EXCEPTIONS) if class_ is not None else type_ in HTTP_EXCEPTIONS


def raised(project: Project, function: Function, depth: int = 3) -> Iterator[Raised]:
    """The HTTP errors of a function and of what it calls, `depth` calls deep; caught ones are left out."""
    yield from _raised(project, function, depth, set())


def _raised(project: Project, function: Function, depth: int, seen: set[str]) -> Iterator[Raised]:
    if function.symbol in seen:
        return
    seen.add(function.symbol)
    yield from project.remember(_own, function)
    for called in project.remember(_run_within, function) if depth else ():
        yield from _raised(project, called, depth - 1, seen)


def _own(project: Project, function: Function) -> tuple[Raised, ...]:
    """The HTTP errors that the function itself raises."""
    found = ((_status(project, s, function), s) for s in function.body.raises if not _is_caught(project, s.frames))
    return tuple(Raised(status, s.at, function) for status, s in found if status is not None)


def _run_within(project: Project, function: Function) -> tuple[Function, ...]:
    """The project functions whose HTTP errors leave the function too."""
    called = ((site, _called(project, site, function)) for site in function.body.calls)
    return tuple(found for site, found in called if found is not None and not _is_caught(project, site.frames))


def _called(project: Project, site: CallSite, function: Function) -> Function | None:
    """The project function that runs within the call."""
    target = "" if site.in_lambda else project.types.callee(site.call, function)
    called = project.function(target) if target else None
    if called is None and target and (class_ := project.class_(target)) is not None:
        called = project.hierarchy.method(class_, "__init__")
    runs = called is not None and not called.is_generator and (site.awaited or not called.is_async)
    return called if runs else None


def _status(project: Project, statement: Statement, function: Function) -> int | None:
    value = statement.value
    if isinstance(value, Name) and not value.target:
        values = [a.value for a in function.body.assigns if a.names == (value.id,)]
        value = values[0] if len(values) == 1 else None
    elif isinstance(value, Name) and project.class_(value.target) is None:
        value = project.value(value.target)
    return error_status(project, value)


def error_status(project: Project, value: Expr | None) -> int | None:
    """The status of an `HTTPException(…)` or of a project subclass that fixes it; None when it cannot be known."""
    target = project.follow(value.target if isinstance(value, Call) else target_of(value))
    if not target or not is_http_exception(project, target):
        return None
    class_ = project.class_(target)
    given = value.keyword("status_code") if isinstance(value, Call) else None
    if class_ is None:
        return status_of(project, value.argument(0, "status_code")) if isinstance(value, Call) else None
    if given is not None:
        return status_of(project, given)
    return _fixed_status(project, class_, value if isinstance(value, Call) else None)


def _fixed_status(project: Project, class_: Class, made: Call | None) -> int | None:
    """What a subclass passes to `super().__init__`, from its own arguments perhaps, or keeps as `status_code`."""
    field = project.hierarchy.field(class_, "status_code")
    if field is not None and (found := status_of(project, field.value)) is not None:
        return found
    init = project.hierarchy.method(class_, "__init__")
    for site in init.body.calls if init is not None else ():
        if site.call.method == "__init__" and init is not None:
            passed = site.call.argument(0, "status_code")
            param = init.param(passed.id) if isinstance(passed, Name) and not passed.target else None
            if param is None:
                return status_of(project, passed)
            if made is not None and made.has_star:
                return None
            given = dict(bound(init, made)) if made is not None else {}
            return status_of(project, given.get(param.name, param.default))
    return None


def _is_caught(project: Project, frames: tuple[Frame, ...]) -> bool:
    """Whether a handler around it takes HTTP errors: whatever it does then, the status may be another one."""
    tries = (f for f in frames if f.kind is FrameKind.TRY)
    return any(catches_http(project, caught) for f in tries for caught in f.catches)


def catches_http(project: Project, caught: Expr | None) -> bool:
    """Whether an `except` of this expression takes an `HTTPException`; a bare one does."""
    if isinstance(caught, Sequence):
        return any(catches_http(project, item) for item in caught.items)
    target = project.follow(target_of(caught)) if caught is not None else ""
    return caught is None or is_constant(caught, None) or target in _BROAD or is_http_exception(project, target)
