"""A connection string names a host that the stack does not have."""

from __future__ import annotations

import re
from collections.abc import Iterator

from fastapi_lint.facts.files.deployment import Compose
from fastapi_lint.facts.files.node import Node
from fastapi_lint.facts.files.service import Service
from fastapi_lint.facts.files.settings_files import EnvEntry
from fastapi_lint.model.finding import Finding

_URL = re.compile(
    r"^(?:postgres|redis|mysql|mariadb|mongodb|amqp|nats|kafka|valkey)[\w+]*://(?:[^@/]*@)?([A-Za-z][\w-]*)(?::\d+)?(?:/|$)"
)
_ELSEWHERE = frozenset({"localhost", "host"})


def check(service: Service) -> Iterator[Finding]:
    names = {name for compose in service.composes for name in _names(compose)}
    external = any(n.has("external") for c in service.composes for _, n in c.root.items("networks"))
    for variable, fact in _variables(service) if names and not external else ():
        text = fact.value if isinstance(fact, EnvEntry) else fact.text()
        found = _URL.match(text)
        if found is not None and found[1] not in names and found[1] not in _ELSEWHERE:
            services = ", ".join(f"`{name}`" for name in sorted(names)[:5])
            yield Finding.of(fact, variable=variable, host=found[1], services=services)


def _names(compose: Compose) -> Iterator[str]:
    for container in compose.services:
        yield container.name
        yield from (container.node.text(key) for key in ("container_name", "hostname"))
        for _, network in container.node.items("networks"):
            yield from network.texts("aliases")


def _variables(service: Service) -> Iterator[tuple[str, Node | EnvEntry]]:
    for compose in service.composes:
        for container in (c for c in compose.services if c.is_built):
            yield from container.environment.items()
    for file in service.env_files:
        yield from ((entry.key, entry) for entry in file.entries)
