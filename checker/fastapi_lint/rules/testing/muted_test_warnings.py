"""pytest ignores a whole class of warnings."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi_lint.facts.files.node import Node
from fastapi_lint.facts.files.service import Service
from fastapi_lint.model.finding import Finding

_BLANKET = frozenset({"ignore", "ignore::DeprecationWarning", "ignore::Warning", "ignore::PendingDeprecationWarning"})


def check(service: Service) -> Iterator[Finding]:
    settings = service.tool("pytest")
    node = settings.get("filterwarnings") if settings is not None else None
    if node is None:
        return
    for item in node.elements() or (node,):
        for line in _lines(item):
            if line in _BLANKET:
                yield Finding(item.at, {"filter": line})


def _lines(item: Node) -> Iterator[str]:
    return (line.strip() for line in item.text().splitlines())
