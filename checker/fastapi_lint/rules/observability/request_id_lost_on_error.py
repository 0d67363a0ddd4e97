"""The request id header is set on a path that an unhandled error does not take."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi_lint.catalog.params import Params
from fastapi_lint.facts.code import FrameKind, Function
from fastapi_lint.facts.constants import Unknown
from fastapi_lint.facts.expression import Subscript
from fastapi_lint.facts.operations.log_calls import last_name
from fastapi_lint.facts.project import Project
from fastapi_lint.facts.web import Hook
from fastapi_lint.model.finding import Finding


def check(hook: Hook, project: Project, params: Params) -> Iterator[Finding]:
    if hook.kind != "middleware":
        yield Finding.nothing("middleware")
        return
    function = hook.function
    forwarded = [s for s in function.body.calls if last_name(s.call.func) == "call_next"]
    guarded = any(f.kind is FrameKind.TRY and (f.catches or f.has_finally) for s in forwarded for f in s.frames)
    if forwarded and not guarded and (header := _header_set(function, project, params)):
        yield Finding.of(function, header=header)


def _header_set(function: Function, project: Project, params: Params) -> str:
    """The correlation header that the function puts on the response; "" for none."""
    for assign in function.body.assigns:
        for target in assign.targets:
            if isinstance(target, Subscript) and last_name(target.value) == "headers" and target.index:
                name = project.constant(target.index[0], function)
                if name is not Unknown and str(name).lower() in params.headers:
                    return str(name)
    return ""
