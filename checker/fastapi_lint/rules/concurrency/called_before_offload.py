"""A function is called where only the function itself should be handed to another thread."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi_lint.catalog.params import Params
from fastapi_lint.facts.code import Function
from fastapi_lint.facts.expression import Call, Lambda, Name, is_constant, text
from fastapi_lint.facts.project import Project
from fastapi_lint.model.finding import Finding
from fastapi_lint.model.fix import Fix, Safety


def check(function: Function, params: Params, project: Project) -> Iterator[Finding]:
    for site in function.body.calls:
        if not any(isinstance(a.value, Call) for a in site.call.args):
            continue
        given = _given(site.call, project.types.callee(site.call, function), params)
        if isinstance(given, Call) and _gives_no_callable(given, function, params, project):
            fix = None if given.args else Fix("call_to_reference", given.at, {}, Safety.UNSAFE)
            yield Finding(given.at, {"call": text(given), "offload": text(site.call.func)}, fix)


def _given(call: Call, target: str, params: Params) -> object:
    """What is handed over to be called later."""
    if target == "threading.Thread":
        return call.keyword("target")
    if target in params.first or call.method in ("run_in_threadpool", "to_thread"):
        return call.argument(0)
    if target in params.second or call.method == "run_in_executor":
        return call.argument(1)
    return None


def _gives_no_callable(given: Call, function: Function, params: Params, project: Project) -> bool:
    target = project.types.callee(given, function)
    called = project.function(target)
    if called is not None:
        return not called.decorators and not _returns_callable(called, project)
    if (class_ := project.class_(target)) is not None:
        return project.hierarchy.knows_all_bases(class_) and project.hierarchy.method(class_, "__call__") is None
    return target.startswith(tuple(params.values))


def _returns_callable(called: Function, project: Project) -> bool:
    if is_constant(called.returns, None):
        return False
    if called.returns is not None:
        returned = project.types.named(called.returns)
        return not returned.startswith("builtins.") or returned == "builtins.object"
    values = [s.value for s in called.body.returns if s.value is not None]
    return any(isinstance(v, Lambda | Name | Call) for v in values)
