"""A compose service cannot have replicas."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi_lint.facts.files.deployment import Compose
from fastapi_lint.facts.files.ports import published
from fastapi_lint.model.finding import Finding


def check(compose: Compose) -> Iterator[Finding]:
    for container in compose.services:
        name = container.node.get("container_name")
        if container.is_built and name is not None:
            yield Finding.of(name, name=container.name, problem="has a fixed container name")
        replicas = container.node.text("deploy", "replicas") or container.node.text("scale")
        if replicas.isdigit() and int(replicas) > 1:
            for port in published(container):
                if port.host.isdigit():
                    problem = f"publishes the one port {port.host} of the host"
                    yield Finding.of(port, name=container.name, problem=problem)
