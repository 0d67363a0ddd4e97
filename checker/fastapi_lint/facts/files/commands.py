"""Every command line that a service's files hold: of images, pipelines, recipes and compose services."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from fastapi_lint.facts.files.images import shell_commands
from fastapi_lint.model.record import Record

if TYPE_CHECKING:
    from fastapi_lint.facts.files.service import Service
    from fastapi_lint.model.location import Location

_SPLIT = re.compile(r"&&|\|\||;")


class Line(Record, eq=True):
    """One command; `where` is "image", "pipeline" or "recipe"."""

    text: str
    at: Location
    where: str


def lines(service: Service, *places: str) -> Iterator[Line]:
    """The commands of these places, all when none is named."""
    for line in _all(service):
        if not places or line.where in places:
            yield line


def _all(service: Service) -> Iterator[Line]:
    for dockerfile in service.dockerfiles:
        for stage in dockerfile.stages:
            for instruction in stage.named("RUN", "CMD", "ENTRYPOINT"):
                yield from (Line(text, instruction.at, "image") for text in shell_commands(instruction))
    for workflow in service.workflows:
        for command in workflow.commands:
            yield from (Line(t.strip(), command.at, "pipeline") for t in _SPLIT.split(command.text))
    for makefile in service.makefiles:
        for target in makefile.targets:
            for recipe in target.recipe:
                yield from (Line(t.strip(), recipe.at, "recipe") for t in _SPLIT.split(recipe.text))
