"""Two services use the same database."""

from __future__ import annotations

import re
from collections.abc import Iterator

from fastapi_lint.facts.files.deployment import Compose, ComposeService
from fastapi_lint.facts.files.node import Node
from fastapi_lint.model.finding import Finding

_URL = re.compile(r"^(?:postgres|mysql|mariadb|mongodb)[\w+]*://(?:[^@/]*@)?([^/?]+)/([^?]+)")


def check(compose: Compose) -> Iterator[Finding]:
    owners: dict[str, ComposeService] = {}
    for container, node, database in _databases(compose):
        owner = owners.setdefault(database, container)
        if _context(owner) != _context(container):
            yield Finding.of(node, first=owner.name, second=container.name, database=database)


def _databases(compose: Compose) -> Iterator[tuple[ComposeService, Node, str]]:
    for container in compose.services:
        for node in container.environment.values() if container.is_built else ():
            found = _URL.match(node.text())
            if found is not None and "$" not in found[0]:
                yield container, node, f"{found[1].partition(':')[0]}/{found[2]}"


def _context(container: ComposeService) -> str:
    text = container.node.text("build") or container.node.text("build", "context") or "."
    return text.rstrip("/")
