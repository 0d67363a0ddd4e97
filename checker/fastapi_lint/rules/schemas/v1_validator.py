"""A validator is declared with a decorator of pydantic 1."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi_lint.catalog.params import Params
from fastapi_lint.facts.code import Decorator, Function, Module
from fastapi_lint.facts.expression import Call, string
from fastapi_lint.facts.files.framework_versions import drops_pydantic_1, serves_one_version
from fastapi_lint.facts.project import Project
from fastapi_lint.model.finding import Finding
from fastapi_lint.model.fix import Fix, Safety

_KEPT = frozenset({"pre", "allow_reuse", "check_fields"})


def check(function: Function, project: Project, module: Module, params: Params) -> Iterator[Finding]:
    for decorator in () if serves_one_version(function.frames) else function.decorators:
        if decorator.target in params.decorators and drops_pydantic_1(project, module):
            old = decorator.target.rpartition(".")[2]
            fix = None
            if _converts(decorator, function):
                safety = Safety.SAFE if _keeps_its_turn(project, decorator, function) else Safety.UNSAFE
                fix = Fix("validator_to_field_validator", decorator.at, safety=safety)
            yield Finding.of(decorator, fix=fix, old=old, new=params.decorators[decorator.target], name=function.name)


def _converts(decorator: Decorator, function: Function) -> bool:
    """Whether it takes one value, and nothing that pydantic 2 passes no more."""
    call = decorator.call
    if call is None or not decorator.target.endswith(".validator") or len(function.params) != 2:
        return False
    return not call.has_star and all(a.keyword in _KEPT or not a.keyword for a in call.args)


def _keeps_its_turn(project: Project, decorator: Decorator, function: Function) -> bool:
    """Whether it still runs in its place: pydantic 2 puts those of pydantic 1 around its own, whatever their order."""
    names, is_earlier = _fields(decorator), True
    for other, beside in _validators(project, function):
        if other is None:
            return False
        if other.at == function.at:
            is_earlier = False
        elif _meet(names, _fields(beside)):
            is_new = beside.target.endswith(".field_validator")
            stays_around = is_earlier and not is_new and not _converts(beside, other)
            if stays_around or (is_new and not is_earlier):
                return False
    return True


def _validators(project: Project, function: Function) -> Iterator[tuple[Function | None, Decorator]]:
    """Those of the class and its bases in order, None for one that is no method: `_trim = validator("x")(trim)`."""
    class_ = project.classes.get(function.symbol.rpartition(".")[0])
    for owner in reversed(tuple(project.hierarchy.project_ancestors(class_))) if class_ is not None else ():
        for field in owner.fields:
            if isinstance(field.value, Call) and _fields(reused := Decorator(field.value.func, field.at)):
                yield None, reused
        for method in project.home(owner).functions:
            if method.symbol.rpartition(".")[0] == owner.symbol:
                yield from ((method, decorator) for decorator in method.decorators if _fields(decorator))


def _fields(decorator: Decorator) -> frozenset[str]:
    """The fields that a validator names; empty for other decorators."""
    if decorator.call is None or not decorator.target.endswith((".validator", ".field_validator")):
        return frozenset()
    return frozenset(string(a.value) or "*" for a in decorator.call.args if not a.keyword)


def _meet(some: frozenset[str], others: frozenset[str]) -> bool:
    return bool(some & others) or (bool(others) and "*" in some | others)
