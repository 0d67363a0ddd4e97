"""The project uses another package manager than the agreed one."""

from __future__ import annotations

import re
from collections.abc import Iterator

from fastapi_lint.catalog.params import Params
from fastapi_lint.facts.files.commands import lines
from fastapi_lint.facts.files.service import Service
from fastapi_lint.model.finding import Finding
from fastapi_lint.model.location import Location

_FILES = {"poetry.lock": "poetry", "pdm.lock": "pdm", "Pipfile": "pipenv", "Pipfile.lock": "pipenv"}
_COMMANDS = re.compile(r"(?:^|\s)(?<!uv )(pip3?|poetry|pdm|pipenv|conda) (?:install|sync|add)\b(.*)")
_HARMLESS = re.compile(r"\.whl|\buv\b|/tmp/|--upgrade pip|-U pip|/wheels|--no-deps|\$")


def check(service: Service, params: Params) -> Iterator[Finding]:
    for name, manager in _FILES.items():
        for path in service.matching(name) if manager != params.manager else ():
            yield _finding(Location(path, 1, 1, 1, 1), f"`{name}` belongs to {manager}", params)
    for tool in ("poetry", "pdm"):
        node = service.manifest.root.get("tool", tool)
        if node is not None and tool != params.manager:
            yield _finding(node.at, f"`[tool.{tool}]` configures {tool}", params)
    commands = list(lines(service, "image", "pipeline", "recipe"))
    exports = any(f"{params.manager} export" in line.text for line in commands)
    for line in commands:
        found = _COMMANDS.search(line.text)
        manager = found[1].removesuffix("3") if found is not None else params.manager
        if found is None or manager == params.manager or _HARMLESS.search(found[2]):
            continue
        if manager == "pip" and exports and re.search(r"\s-r\s", found[2]):
            continue  # it installs what the agreed manager has locked
        if manager != "pip" or re.search(r"\s-r\b|\s-e\b|\s\.(?:$|\s|\[)|requirements", found[2]):
            yield _finding(line.at, f"`{found[0].strip()[:60]}` installs with {manager}", params)


def _finding(at: Location, problem: str, params: Params) -> Finding:
    return Finding(at, {"problem": problem, "manager": params.manager})
