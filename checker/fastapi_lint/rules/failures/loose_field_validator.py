"""A field validator lacks its mode or `@classmethod`, or names no field."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi_lint.catalog.params import Params
from fastapi_lint.facts.code import Function
from fastapi_lint.facts.expression import Call, is_constant, string
from fastapi_lint.facts.project import Project
from fastapi_lint.model.finding import Finding

_DECORATORS = frozenset({"pydantic.field_validator", "pydantic.functional_validators.field_validator"})


def check(function: Function, project: Project, params: Params) -> Iterator[Finding]:
    found = [d for d in function.decorators if project.follow(d.target) in _DECORATORS and d.call is not None]
    for decorator in found:
        call = decorator.call
        if call is None or call.has_star:
            continue
        problems = {
            "field": _missing_field(project, function, call),
            "classmethod": "" if _is_class_method(function, call) else "is no classmethod",
            "mode": "" if call.keyword("mode") is not None else "does not say its mode",
        }
        for part, problem in problems.items():
            if problem and part in params.checks:
                yield Finding.of(function, part=part, validator=function.name, problem=problem)


def _is_class_method(function: Function, call: Call) -> bool:
    static = ("builtins.classmethod", "builtins.staticmethod")
    return any(d.target in static for d in function.decorators) or string(call.keyword("mode")) in ("plain", "wrap")


def _missing_field(project: Project, function: Function, call: Call) -> str:
    owner = project.classes.get(function.symbol.rpartition(".")[0])
    if owner is None or not project.hierarchy.is_model(owner) or is_constant(call.keyword("check_fields"), value=False):
        return ""
    known = project.hierarchy.knows_all_bases(owner)
    names = [string(a.value) for a in call.args if not a.keyword]
    for name in names if known else ():
        if name and name != "*" and project.hierarchy.field(owner, name) is None:
            return f"names `{name}`, which `{owner.name}` does not have"
    return ""
