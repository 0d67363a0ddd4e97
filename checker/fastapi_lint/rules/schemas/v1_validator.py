"""A validator is declared with a decorator of pydantic 1."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi_lint.catalog.params import Params
from fastapi_lint.facts.code import Decorator, Function, Module
from fastapi_lint.facts.files.framework_versions import drops_pydantic_1, serves_one_version
from fastapi_lint.facts.project import Project
from fastapi_lint.model.finding import Finding
from fastapi_lint.model.fix import Fix

_KEPT = frozenset({"pre", "allow_reuse", "check_fields"})


def check(function: Function, project: Project, module: Module, params: Params) -> Iterator[Finding]:
    for decorator in () if serves_one_version(function.frames) else function.decorators:
        if decorator.target in params.decorators and drops_pydantic_1(project, module):
            old = decorator.target.rpartition(".")[2]
            fix = Fix("validator_to_field_validator", decorator.at) if _converts(decorator, function) else None
            yield Finding.of(decorator, fix=fix, old=old, new=params.decorators[decorator.target], name=function.name)


def _converts(decorator: Decorator, function: Function) -> bool:
    """Whether it takes one value, and nothing that pydantic 2 passes no more."""
    call = decorator.call
    if call is None or not decorator.target.endswith(".validator") or len(function.params) != 2:
        return False
    return not call.has_star and all(a.keyword in _KEPT or not a.keyword for a in call.args)
