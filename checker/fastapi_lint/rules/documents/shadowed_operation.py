"""An operation can never be reached."""

from __future__ import annotations

import re
from collections.abc import Iterator

from fastapi_lint.facts.contract.openapi import Document
from fastapi_lint.model.finding import Finding

_TEMPLATE = re.compile(r"{[^}]+}")


def check(document: Document) -> Iterator[Finding]:
    earlier: list[tuple[re.Pattern[str], str, str]] = []
    for route in document.routes:
        for method in route.methods:
            if "{" not in route.path and route.in_schema:
                known = next((p for pattern, m, p in earlier if m == method and pattern.fullmatch(route.path)), "")
                if known:
                    values = {"operation": f"{method} {route.path}", "earlier": f"{method} {known}"}
                    yield Finding(route.at, values)
            elif "{" in route.path and not route.narrow:
                pattern = re.compile("[^/]+".join(map(re.escape, _TEMPLATE.split(route.path))))
                earlier.append((pattern, method, route.path))
