"""Too low a test coverage does not fail the run."""

from __future__ import annotations

import re
from collections.abc import Iterator

from fastapi_lint.catalog.params import Params
from fastapi_lint.facts.files.service import Service
from fastapi_lint.model.finding import Finding
from fastapi_lint.model.location import Location

_OPTION = re.compile(r"--(?:cov-)?fail-under[= ](\d+(?:\.\d+)?)")


def check(service: Service, params: Params) -> Iterator[Finding]:
    floors = list(_floors(service))
    if not floors:
        problem = f"nothing fails when less than {params.minimum} % of `{service.name}` is covered by tests"
        yield Finding(service.at, {"problem": problem})
    elif max(value for value, _ in floors) < params.minimum:
        value, at = floors[0]
        yield Finding(at, {"problem": f"the run passes with {value:g} % coverage, where {params.minimum} % are wanted"})


def _floors(service: Service) -> Iterator[tuple[float, Location]]:
    """Every coverage floor with its place: coverage's own option, pytest's, commands of pipelines and Makefiles."""
    coverage, pytest = service.tool("coverage"), service.tool("pytest")
    node = coverage.get("report", "fail_under") if coverage is not None else None
    if node is not None and re.fullmatch(r"\d+(?:\.\d+)?", node.raw):
        yield float(node.raw), node.at
    options = pytest.get("addopts") if pytest is not None else None
    written = [(" ".join(options.texts()), options.at)] if options is not None else []
    written += [(c.text, c.at) for w in service.workflows for c in w.commands]
    written += [(line.text, line.at) for m in service.makefiles for t in m.targets for line in t.recipe]
    for text, at in written:
        if found := _OPTION.search(text):
            yield float(found[1]), at
