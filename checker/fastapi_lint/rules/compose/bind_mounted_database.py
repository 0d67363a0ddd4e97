"""The data of the database lie in a folder of the project."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi_lint.facts.files.deployment import Compose
from fastapi_lint.facts.files.node import Node
from fastapi_lint.model.finding import Finding

_DATA = ("/var/lib/postgresql", "/var/lib/mysql", "/var/lib/mariadb", "/data/db", "/bitnami/postgresql")


def check(compose: Compose) -> Iterator[Finding]:
    for container in compose.services:
        for volume in container.node.elements("volumes"):
            source, target = _mount(volume)
            if target.startswith(_DATA) and source.startswith((".", "/", "~", "$PWD", "${PWD}")):
                yield Finding.of(volume, name=container.name, source=source)


def _mount(volume: Node) -> tuple[str, str]:
    if isinstance(volume.value, dict):
        return (volume.text("source"), volume.text("target")) if volume.text("type") == "bind" else ("", "")
    source, _, rest = volume.text().partition(":")
    return source, rest.partition(":")[0]
