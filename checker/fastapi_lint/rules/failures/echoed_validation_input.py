"""The answer to invalid input repeats the input."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi_lint.facts.code import CallSite, Function
from fastapi_lint.facts.expression import Attribute, Call, Expr, Mapping, Name, Sequence, text
from fastapi_lint.facts.interface.exception_handlers import registrations
from fastapi_lint.facts.project import Project
from fastapi_lint.facts.responses import is_response
from fastapi_lint.facts.running.debugging import asks_debug
from fastapi_lint.model.finding import Finding

_PASSING = frozenset({"jsonable_encoder", "dict", "list", "dumps", "str", "repr"})


def check(project: Project) -> Iterator[Finding]:
    if not registrations(project):
        yield Finding.nothing("exception handler")
        return
    seen = set()
    met = tuple(registrations(project))
    yield from Finding.unless(met, "exception handler")
    for registered in met:
        function = registered.function
        validates = registered.exception.endswith(".RequestValidationError")
        if not validates or function is None or function.symbol in seen or len(function.params) < 2:
            continue
        seen.add(function.symbol)
        for site in function.body.calls:
            if is_response(project, project.follow(site.target)) and not asks_debug(site.frames, "debug"):
                yield from _echoes(site, function)


def _echoes(site: CallSite, function: Function) -> Iterator[Finding]:
    error = function.params[-1].name
    for argument in site.call.args:
        shown = next((s for s in _sent(argument.value, function) if _is_input(s, error)), None)
        if shown is not None:
            yield Finding.of(site, handler=function.name, shown=text(shown))
            return


def _sent(expr: Expr, function: Function) -> Iterator[Expr]:
    """What goes out as it is: through dicts, lists, encoders and variables, but not what a comprehension picks."""
    yield expr
    match expr:
        case Mapping(items=items):
            for _, value in items:
                yield from _sent(value, function)
        case Sequence(items=parts):
            for part in parts:
                yield from _sent(part, function)
        case Call() if expr.method in _PASSING:
            for argument in expr.args:
                yield from _sent(argument.value, function)
        case Name(id=name, target=""):
            values = [a.value for a in function.body.assigns if a.names == (name,) and a.value is not None]
            for value in values if len(values) == 1 else ():
                yield from _sent(value, function) if not isinstance(value, Name) else ()
        case _:
            return


def _is_input(expr: Expr, error: str) -> bool:
    match expr:
        case Call(func=Attribute(value=Name(id=name), attr="errors")):
            return name == error
        case Attribute(value=Name(id=name), attr="body"):
            return name == error
        case _:
            return False
