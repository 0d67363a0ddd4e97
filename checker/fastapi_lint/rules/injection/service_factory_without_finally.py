"""A context-manager service cleans up after its yield, but not when the application fails."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi_lint.catalog.params import Params
from fastapi_lint.facts.code import FrameKind, Function
from fastapi_lint.facts.expression import text
from fastapi_lint.facts.injection.service_makers import service_makers
from fastapi_lint.facts.project import Project
from fastapi_lint.model.finding import Finding


def check(function: Function, project: Project, params: Params) -> Iterator[Finding]:
    if len(function.body.yields) != 1 or function not in service_makers(project, params.container, params.helper):
        yield Finding.nothing("service made by a generator")
        return
    pause = function.body.yields[0]
    if any((f.kind is FrameKind.TRY and f.has_finally) or f.kind is FrameKind.WITH for f in pause.frames):
        return
    late = next((s for s in function.body.calls if s.at > pause.at and s.call is not pause.value), None)
    if late is not None:
        yield Finding.of(late, function=function.name, call=text(late.call))
