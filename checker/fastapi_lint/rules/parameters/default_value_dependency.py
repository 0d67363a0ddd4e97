"""A parameter is declared by a FastAPI marker in the place of its default value."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi_lint.facts.code import Function, Module, Param
from fastapi_lint.facts.expression import Call, Constant, Expr, text
from fastapi_lint.facts.files.framework_versions import fastapi_before
from fastapi_lint.facts.markers import marker_of
from fastapi_lint.facts.project import Project
from fastapi_lint.model.finding import Finding
from fastapi_lint.model.fix import Fix


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
            possible = keeps or not blocked or param.kind == "kw"
            fix = _fix(param, kind) if possible else None
            blocked = blocked or keeps or fix is None
            yield Finding.of(param, fix=fix, name=param.name, marker=text(param.default))


def _has_default(marker: Call) -> bool:
    default: Expr | None = marker.argument(0, "default") or marker.keyword("default_factory")
    return default is not None and default != Constant(...)


def _fix(param: Param, kind: str) -> Fix | None:
    if isinstance(param.default, Call) and param.default.keyword("default_factory") is not None:
        return None
    return Fix("annotate_default", param.at, {"kind": "depends" if kind == "depends" else "field"})
