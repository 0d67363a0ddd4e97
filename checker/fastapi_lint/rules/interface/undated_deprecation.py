"""An operation is deprecated in words only, or without saying until when."""

from __future__ import annotations

import re
from collections.abc import Iterator

from fastapi_lint.facts.expression import Constant, is_constant, string
from fastapi_lint.facts.interface.documented import is_documented
from fastapi_lint.facts.project import Project
from fastapi_lint.facts.web import Route
from fastapi_lint.model.finding import Finding

_SAID = re.compile(r"(?i)^\W*(?:\[?deprecated\b|.{0,40}\bis deprecated\b|legacy endpoint\b)|\.\. deprecated::")
_DATED = re.compile(r"(?i)\b20\d\d\b|sunset|removed? (?:in|on|after)|until|\bq[1-4]\b|version \d")


def check(route: Route, project: Project) -> Iterator[Finding]:
    if not is_documented(project, route) or route.call.has_star:
        return
    flag = route.option("deprecated")
    description = string(route.option("description")) or route.function.doc
    told = f"{description} {string(route.option('summary')) or ''}"
    if flag is None and _SAID.search(description):
        problem = "is called deprecated in its description, but not flagged with `deprecated=True`"
        yield Finding.of(route, route=route.name, problem=problem, part="flag")
    elif is_constant(flag, value=True) and not _DATED.search(told) and not _sends_sunset(route):
        yield Finding.of(route, route=route.name, problem="is deprecated without a date", part="timeline")


def _sends_sunset(route: Route) -> bool:
    """Whether the handler or a dependency sets the header."""
    functions = [route.function, *(d.function for d in route.dependencies if d.function is not None)]
    texts = (p for f in functions for p in f.body.parts() if isinstance(p, Constant))
    return any(isinstance(t.value, str) and t.value.lower() in ("sunset", "deprecation") for t in texts)
