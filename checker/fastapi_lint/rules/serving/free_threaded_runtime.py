"""A deployment runs on the free-threaded build of Python."""

from __future__ import annotations

import re
from collections.abc import Iterator

from fastapi_lint.facts.files.service import Service
from fastapi_lint.model.finding import Finding
from fastapi_lint.model.location import Location

_BUILD = re.compile(r"(?<![\w.])3\.\d+(?:\.\d+)?t(?![\w.])|python3\.\d+t\b|freethreaded|free-threaded|nogil")


def check(service: Service) -> Iterator[Finding]:
    texts = list(_texts(service))
    yield from Finding.unless(texts, "image or compose file")
    for at, text in texts:
        if match := _BUILD.search(text):
            yield Finding(at, {"version": match[0]}, part="production")


def _texts(service: Service) -> Iterator[tuple[Location, str]]:
    """What images and compose services say about their Python."""
    for dockerfile in service.dockerfiles:
        for stage in dockerfile.lineage():
            yield stage.at, f"{stage.image} "
            for instruction in stage.named("RUN", "ENV", "CMD", "ENTRYPOINT"):
                yield instruction.at, instruction.command
    for compose in service.composes:
        for part in compose.services:
            yield part.at, part.image
            yield from ((n.at, n.text()) for name, n in part.environment.items() if name == "UV_PYTHON")
