"""An operation can never be reached."""

from __future__ import annotations

import re
from collections.abc import Iterator

from fastapi_lint.facts.contract.openapi import Document
from fastapi_lint.model.finding import Finding
from fastapi_lint.model.location import Location

_TEMPLATE = re.compile(r"{[^}]+}")


def check(document: Document) -> Iterator[Finding]:
    earlier: list[tuple[re.Pattern[str], str, str]] = []
    for route in document.routes:
        for method in route.methods:
            if "{" not in route.path and route.in_schema:
                known = next((p for pattern, m, p in earlier if m == method and pattern.fullmatch(route.path)), "")
                if known:
                    name, at = f"{method} {route.path}", route.at
                    place = Location(at.path, at.line, at.column, at.end_line, at.end_column, "", name)
                    yield Finding(place, {"operation": name, "earlier": f"{method} {known}"})
            elif "{" in route.path and not route.narrow:
                pattern = re.compile("[^/]+".join(map(re.escape, _TEMPLATE.split(route.path))))
                earlier.append((pattern, method, route.path))
