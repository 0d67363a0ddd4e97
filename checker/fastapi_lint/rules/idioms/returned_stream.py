"""A handler returns a stream that it could yield."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi_lint.facts.expression import Call
from fastapi_lint.facts.files.framework_versions import requirement
from fastapi_lint.facts.files.requirement_ranges import oldest_version
from fastapi_lint.facts.project import Project
from fastapi_lint.facts.web import Route
from fastapi_lint.model.finding import Finding

_STREAMS = frozenset({"fastapi.responses.StreamingResponse", "starlette.responses.StreamingResponse"})
_FIRST_THAT_YIELDS = (0, 135)
_FIXED = frozenset({"", "content", "media_type"})


def check(route: Route, project: Project) -> Iterator[Finding]:
    if oldest_version(requirement(project, route.module, "fastapi") or "") < _FIRST_THAT_YIELDS:
        return
    for returned in route.function.body.returns:
        call = returned.value
        if isinstance(call, Call) and call.target in _STREAMS and not call.has_star:
            generator = call.argument(0, "content")
            if isinstance(generator, Call) and {arg.keyword for arg in call.args} <= _FIXED:
                yield Finding.of(returned, route=route.name)
