"""A file is read whole before it is sent."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi_lint.facts.expression import Call, Expr, Name, string, text, walk
from fastapi_lint.facts.project import Project
from fastapi_lint.facts.responses import is_response
from fastapi_lint.facts.web import Route
from fastapi_lint.model.finding import Finding


def check(route: Route, project: Project) -> Iterator[Finding]:
    function = route.function
    for site in function.body.calls:
        call = site.call
        content = call.argument(0, "content")
        if content is None or not is_response(project, project.follow(call.target)):
            continue
        value = _value_of(content, route)
        parts = [part for outer in walk(value) for part in walk(_value_of(outer, route))]
        if any(isinstance(p, Call) and _reads_file(p, route) for p in parts):
            yield Finding.of(site, route=route.name, content=text(content))


def _value_of(content: Expr, route: Route) -> Expr:
    """What a variable was assigned, when it was once."""
    if isinstance(content, Name):
        bound = [a.value for a in route.function.body.assigns if a.names == (content.id,) and a.value is not None]
        return bound[0] if len(bound) == 1 else content
    return content


def _reads_file(call: Call, route: Route) -> bool:
    """Whether the call gives all bytes of a file on disk."""
    if call.method == "read_bytes":
        return True
    owner = getattr(call.func, "value", None)
    if call.method != "read" or call.args or not isinstance(owner, Name | Call):
        return False
    opened = owner if isinstance(owner, Call) else _opened_as(owner.id, route)
    mode = string(opened.argument(1, "mode")) if opened is not None else ""
    return opened is not None and opened.method == "open" and "b" in (mode or "")


def _opened_as(name: str, route: Route) -> Call | None:
    for assign in route.function.body.assigns:
        if assign.names == (name,):
            value = getattr(assign.value, "value", assign.value)
            return value if isinstance(value, Call) else assign.value if isinstance(assign.value, Call) else None
    return None
