"""A path names an action, a file or something in capitals instead of a resource."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi_lint.catalog.params import Params
from fastapi_lint.facts.interface.documented import is_documented
from fastapi_lint.facts.naming import words
from fastapi_lint.facts.project import Project
from fastapi_lint.facts.web import Route
from fastapi_lint.model.finding import Finding

_ENDINGS = frozenset({"json", "xml", "html", "htm", "php", "csv", "asp", "aspx", "jsp", "do", "py", "yaml"})
_WELL_KNOWN = frozenset({"openapi.json", "sitemap.xml", "manifest.json", "index.html", "openapi.yaml", "feed.xml",
                         "rss.xml", "atom.xml", "jwks.json", "security.txt"})  # fmt: skip


def check(route: Route, project: Project, params: Params) -> Iterator[Finding]:
    if route.path is None or not is_documented(project, route):
        return
    for segment in route.path.split("/"):
        found = None if "{" in segment else _problem(segment, params)
        if found is not None and found[0] in params.checks:
            yield Finding.of(route, segment=segment, route=route.name, problem=found[1], part=found[0])


def _problem(segment: str, params: Params) -> tuple[str, str] | None:
    """(kind, what is wrong) of a segment."""
    ending = segment.rpartition(".")[2].lower() if "." in segment else ""
    named = words(segment)
    if ending in _ENDINGS and segment.lower() not in _WELL_KNOWN:
        return "extension", "ends like a file: the `Accept` header chooses the format"
    if any(c.isupper() for c in segment):
        return "case", "has capital letters"
    if named and named[0] in params.verbs and "." not in segment and "-" not in segment[:1]:
        return "verb", "names an action: the method says what happens"
    return None
