"""A compose service cannot have replicas."""

from __future__ import annotations

import re
from collections.abc import Iterator

from fastapi_lint.facts.files.deployment import Compose
from fastapi_lint.facts.files.ports import published
from fastapi_lint.facts.files.writing import Makefile, Markdown
from fastapi_lint.facts.project import Project
from fastapi_lint.model.finding import Finding

_SCALED = re.compile(r"--scale[ =](\w[\w-]*)=([2-9]|\d\d+)")


def check(compose: Compose, project: Project) -> Iterator[Finding]:
    scaled = set(_scaled(project))
    for container in compose.services:
        name = container.node.get("container_name")
        if container.is_built and name is not None:
            yield Finding.of(name, name=container.name, problem="has a fixed container name")
        replicas = container.node.text("deploy", "replicas") or container.node.text("scale")
        if (replicas.isdigit() and int(replicas) > 1) or container.name in scaled:
            for port in published(container):
                if port.host.isdigit():
                    problem = f"publishes the one port {port.host} of the host"
                    yield Finding.of(port, name=container.name, problem=problem)


def _scaled(project: Project) -> Iterator[str]:
    """The services that a recipe or the documentation starts more than once."""
    recipes = (line.text for file in project.files.of(Makefile) for target in file.targets for line in target.recipe)
    blocks = (block.text for file in project.files.of(Markdown) for block in file.code)
    for text in (*recipes, *blocks):
        yield from (found[1] for found in _SCALED.finditer(text))
