"""A parameter is declared by a FastAPI marker in the place of its default value."""

from __future__ import annotations

import re
from collections.abc import Iterator

from fastapi_lint.facts.code import Function, Module, Param
from fastapi_lint.facts.expression import Call, Constant, Expr, Name, Subscript, target_of, text, walk
from fastapi_lint.facts.files.framework_versions import fastapi_before, runs_on_python_before
from fastapi_lint.facts.injection.called_without import is_called_without
from fastapi_lint.facts.markers import marker_of
from fastapi_lint.facts.project import Project
from fastapi_lint.model.finding import Finding
from fastapi_lint.model.fix import Fix, Safety

_CONSTRAINED = re.compile(
    r"pydantic\.(?:types\.)?"
    r"(?:Strict\w+|(?:Non)?(?:Positive|Negative)\w+|FiniteFloat|UUID\d|\w+Path|Base64\w+|con[a-z]+)"
)
"""Pydantic's own aliases of `Annotated`, and the functions that make them."""


def check(function: Function, project: Project, module: Module) -> Iterator[Finding]:
    blocked = False
    for param in function.params:
        kind = marker_of(project, param.default)
        if not kind or not isinstance(param.default, Call):
            blocked = blocked or param.default is not None
        elif param.annotation is None:
            blocked = True
        elif not fastapi_before(project, module, 95):
            keeps = kind != "depends" and _has_default(param.default)
            possible = keeps or (
                (not blocked or param.kind == "kw") and not is_called_without(project, function, param)
            )
            fix = _fix(param, kind, project, module) if possible else None
            blocked = blocked or keeps or fix is None
            yield Finding.of(param, fix=fix, name=param.name, marker=text(param.default))


def _has_default(marker: Call) -> bool:
    default: Expr | None = marker.argument(0, "default") or marker.keyword("default_factory")
    return default is not None and default != Constant(...)


def _fix(param: Param, kind: str, project: Project, module: Module) -> Fix | None:
    if isinstance(param.default, Call) and param.default.keyword("default_factory") is not None:
        return None
    if param.annotation is None or _is_for_checkers(param.annotation, module):
        return None
    args = {"kind": "depends" if kind == "depends" else "field"}
    if runs_on_python_before(project, module, 9):
        args["typing"] = "typing_extensions"
    wakes = kind != "depends" and _is_constrained(project, param.annotation)
    return Fix("annotate_default", param.at, args, Safety.UNSAFE if wakes else Safety.SAFE)


def _is_constrained(project: Project, annotation: Expr) -> bool:
    """Whether it is an alias of `Annotated`: FastAPI overlooks what that asks for beside a marker as the default."""
    type_, metadata = project.annotated(annotation)
    if not metadata and isinstance(annotation, Subscript):
        _, metadata = project.annotated(annotation.value)
    target = type_.target if isinstance(type_, Call) else target_of(type_)
    return bool(metadata) or _CONSTRAINED.fullmatch(target) is not None


def _is_for_checkers(annotation: Expr, module: Module) -> bool:
    """Whether a name is missing at run time: of a dependency FastAPI asks for the type only inside `Annotated`."""
    guarded = {i.bound for i in module.imports if i.guard}
    return bool(guarded) and any(isinstance(part, Name) and part.id in guarded for part in walk(annotation))
