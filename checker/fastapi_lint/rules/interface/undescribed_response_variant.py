"""An entry of `responses=` lacks its model or its description."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi_lint.catalog.params import Params
from fastapi_lint.facts.expression import Constant, Expr, Mapping, string
from fastapi_lint.facts.interface.documented import is_documented
from fastapi_lint.facts.project import Project
from fastapi_lint.facts.responses import response_schema, status_of
from fastapi_lint.facts.web import Route
from fastapi_lint.model.finding import Finding


def check(route: Route, project: Project, params: Params) -> Iterator[Finding]:
    responses = route.option("responses")
    if not isinstance(responses, Mapping) or not is_documented(project, route):
        yield Finding.nothing("answer that a route documents")
        return
    own = route.option("status_code")
    default = 200 if own is None else status_of(project, own)
    for key, value in responses.items:
        status = _status(project, key)
        if not status or not isinstance(value, Mapping) or any(k is None for k, _ in value.items):
            continue
        keys = {string(k) for k, _ in value.items}
        if status == str(default):
            if "model" in keys and response_schema(route) is not None:
                yield _finding(
                    route, status, "replaces `response_model` in the document, not in the answer", "duplicate"
                )
            continue
        if status not in params.bodiless and not keys & {"model", "content", "$ref"}:
            yield _finding(route, status, "has no model", "model")
        if not keys & {"description", "$ref"}:
            yield _finding(route, status, "has no description", "description")


def _finding(route: Route, status: str, problem: str, part: str) -> Finding:
    return Finding.of(route, status=status, problem=problem, part=part)


def _status(project: Project, key: Expr | None) -> str:
    """The status that a key names; "" when it cannot be known."""
    if isinstance(key, Constant) and isinstance(key.value, str):
        return key.value
    found = status_of(project, key)
    return str(found) if found is not None else ""
