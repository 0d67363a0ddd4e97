"""The container listens elsewhere than on the agreed port."""

from __future__ import annotations

import re
from collections.abc import Iterator

from fastapi_lint.catalog.params import Params
from fastapi_lint.facts.files.images import builds_python, started_by
from fastapi_lint.facts.files.ports import published
from fastapi_lint.facts.files.service import Service
from fastapi_lint.model.finding import Finding
from fastapi_lint.model.location import Location

_PORT = re.compile(r"(?:--port[= ]|--bind[= ][^\s:]*:|-b )(\d+)")
_INNER = re.compile(r"(?:--host|--bind|-b)[= ](127\.0\.0\.1|localhost)")


def check(service: Service, params: Params) -> Iterator[Finding]:
    port, agreed = str(params.port), f"; the agreed port is {params.port}"
    for at, found, text in _ports(service, port):
        if found != port:
            yield Finding(at, {"problem": f"{text} port {found}{_inside(text)}{agreed}"})
    for dockerfile in service.dockerfiles:
        for instruction in started_by(dockerfile) if builds_python(dockerfile) else ():
            inner = _INNER.search(instruction.command)
            if inner is not None:
                problem = f"the server listens on {inner[1]}, which nothing outside of the container reaches"
                yield Finding.of(instruction, problem=problem)


def _inside(text: str) -> str:
    return " of the container" if text.endswith("publishes") else ""


def _ports(service: Service, agreed: str) -> Iterator[tuple[Location, str, str]]:
    """(place, port, what names it) of every port of the service's containers."""
    for dockerfile in service.dockerfiles:
        if not builds_python(dockerfile):
            continue
        exposed = [(e, w.partition("/")[0]) for e in dockerfile.effective("EXPOSE") for w in e.words]
        if agreed not in {port for _, port in exposed}:  # metrics may have a port of their own
            yield from ((e.at, port, "the image exposes") for e, port in exposed if port.isdigit())
        for instruction in started_by(dockerfile):
            found = _PORT.search(instruction.command)
            if found is not None:
                yield instruction.at, found[1], "the server listens on"
    for compose in service.composes:
        built = [c for c in compose.services if c.is_built]
        mappings = list(published(built[0])) if len(built) == 1 else []
        if any(m.target == agreed for m in mappings):
            continue
        for mapping in mappings:
            if mapping.target.isdigit():
                yield mapping.at, mapping.target, f"`{built[0].name}` publishes"
