"""A validator ends without returning what it checked."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi_lint.catalog.params import Params
from fastapi_lint.facts.code import Decorator, Function
from fastapi_lint.facts.expression import string
from fastapi_lint.facts.project import Project
from fastapi_lint.model.finding import Finding
from fastapi_lint.model.fix import Fix, Safety

_PLAIN_TYPES = frozenset({"builtins.str", "builtins.int", "builtins.float", "builtins.bool", "builtins.bytes",
                          "builtins.dict", "builtins.list", "builtins.set", "decimal.Decimal", "datetime.datetime",
                          "datetime.date", "uuid.UUID"})  # fmt: skip


def check(function: Function, params: Params, project: Project) -> Iterator[Finding]:
    decorator = next((d for d in function.decorators if d.target in params.decorators), None)
    if decorator is None:
        yield Finding.nothing("function whose calls are logged")
        return
    if not function.body.falls_through or function.is_stub or function.is_generator:
        return
    valued = [s for s in function.body.returns if s.value is not None]
    if not valued or _checks_whole_model(decorator) or _promises_value(project, function):
        lost = "the model" if decorator.target.endswith(("model_validator", "root_validator")) else "the field's value"
        yield Finding.of(function, fix=_fix(function, decorator), name=function.name, lost=lost)


def _checks_whole_model(decorator: Decorator) -> bool:
    """Whether None can never be the right result."""
    return decorator.target.endswith(("model_validator", "root_validator"))


def _promises_value(project: Project, function: Function) -> bool:
    """Whether the return annotation is a plain type of Python, so that None is no result that was meant."""
    called = (project.function(project.types.callee(s.call, function)) for s in function.body.calls)
    if any(c is not None and getattr(c.returns, "target", "").endswith((".NoReturn", ".Never")) for c in called):
        return False
    return getattr(function.returns, "target", "") in _PLAIN_TYPES


def _fix(function: Function, decorator: Decorator) -> Fix | None:
    if function.body.returns or not function.params:
        return None
    after = decorator.call is not None and string(decorator.call.keyword("mode")) == "after"
    whole = decorator.target.endswith(".model_validator") and after
    position = 0 if whole or function.params[0].name not in ("cls", "self") else 1
    if position >= len(function.params):
        return None
    return Fix("append_return", function.at, {"name": function.params[position].name}, Safety.UNSAFE)
