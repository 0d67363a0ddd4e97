"""A database or cache is older than the service supports."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi_lint.catalog.params import Params
from fastapi_lint.facts.files.deployment import Compose
from fastapi_lint.facts.files.node import Node
from fastapi_lint.facts.files.pipeline import Workflow
from fastapi_lint.facts.files.versions import below, floor, numbers, shown
from fastapi_lint.facts.project import Project
from fastapi_lint.model.finding import Finding

_SAME = {"postgresql": "postgres", "pgvector": "postgres", "postgis": "postgres", "timescaledb": "postgres"}


def check(project: Project, params: Params) -> Iterator[Finding]:
    floors = dict(floor(text) for text in params.floors)
    met = set()
    for node in _images(project):
        name = node.text().partition("@")[0].rpartition("/")[2].partition(":")[0]
        name = _SAME.get(name, name)
        met.add(name)
        tag = node.text().partition("@")[0].rpartition("/")[2].partition(":")[2]
        version = numbers(tag.removeprefix("pg").removeprefix("latest-pg"))
        if name in floors and below(version, floors[name]) and "$" not in tag:
            yield Finding.of(node, part=name, image=node.text(), floor=f"{name} {shown(floors[name])}")
    for name in floors.keys() - met:
        yield Finding.nothing(f"{name} image", name)


def _images(project: Project) -> Iterator[Node]:
    for compose in project.files.around(Compose):
        yield from (n for c in compose.services if (n := c.node.get("image")) is not None)
    for workflow in project.files.around(Workflow):
        for job in workflow.jobs:
            yield from (n for _, s in job.node.items("services") if (n := s.get("image")) is not None)
