"""The same dependency is spelt out again and again."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from fastapi_lint.catalog.params import Params
from fastapi_lint.facts.code import Param
from fastapi_lint.facts.expression import Call, Expr, Subscript, target_of
from fastapi_lint.facts.markers import marker_of
from fastapi_lint.facts.project import Project
from fastapi_lint.model.finding import Finding


def check(project: Project, params: Params) -> Iterator[Finding]:
    counts: Counter[str] = Counter()
    first: dict[str, Param] = {}
    for module in project.application_modules():
        for param in (p for function in module.functions for p in function.params):
            if dependency := _spelt_out(project, param.annotation):
                counts[dependency] += 1
                first.setdefault(dependency, param)
    for dependency, count in counts.items():
        if count >= params.times:
            name = dependency.rpartition(".")[2]
            yield Finding.of(first[dependency], dependency=name, count=str(count))


def _spelt_out(project: Project, annotation: Expr | None) -> str:
    """The dotted name in `Annotated[…, Depends(name)]` that is written right at a parameter, else ""."""
    if isinstance(annotation, Subscript) and annotation.target.rpartition(".")[2] == "Annotated":
        for marker in annotation.index[1:]:
            if isinstance(marker, Call) and marker_of(project, marker) == "depends" and len(marker.args) == 1:
                return target_of(marker.argument(0, "dependency")) or ""
    return ""
