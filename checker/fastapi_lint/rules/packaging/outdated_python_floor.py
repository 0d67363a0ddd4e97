"""An older Python than the project supports is still admitted."""

from __future__ import annotations

import re
from collections.abc import Iterator

from fastapi_lint.catalog.params import Params
from fastapi_lint.facts.files.images import builds_python
from fastapi_lint.facts.files.service import Service
from fastapi_lint.facts.files.settings_files import VersionFile
from fastapi_lint.facts.files.versions import below, numbers, shown
from fastapi_lint.model.finding import Finding
from fastapi_lint.model.location import Location

_TAG = re.compile(r"(?:^|python)(\d+\.\d+)")
_PLACES = {
    "manifest": "`requires-python` admits {}",
    "image": "the image has Python {}",
    "pin": "the pinned Python is {}",
    "ci": "the pipeline uses Python {}",
    "tool": "{}",
}


def check(service: Service, params: Params) -> Iterator[Finding]:
    floor = numbers(params.floor)
    manifest = service.manifest
    if manifest.kind == "pyproject" and manifest.python is None and manifest.root.has("project"):
        problem = f"{service.name} says nowhere which Python it needs; write `requires-python`"
        yield Finding.of(service, part="manifest", problem=problem)
    for part, text, version, at in _named(service):
        if below(version, floor):
            problem = f"{_PLACES[part].format(text)}, below {shown(floor)}"
            yield Finding(at, {"problem": problem}, part=part)


def _named(service: Service) -> Iterator[tuple[str, str, tuple[int, ...], Location]]:
    """(part, text, version, place) of every Python version that the project's files name."""
    required = service.manifest.python
    if required is not None and required.floor:
        yield "manifest", shown(required.floor), required.floor, required.at
    for pin in service.all_of(VersionFile):
        version = numbers(pin.text)
        if len(version) > 1:
            yield "pin", pin.text, version, pin.at
    for dockerfile in service.dockerfiles:
        for stage in dockerfile.stages if builds_python(dockerfile) else ():
            text = stage.tag if stage.repository.endswith("python") else stage.tag.partition("python")[2]
            tag = _TAG.search(text) if stage.repository.endswith(("python", "/uv")) else None
            if tag is not None:
                yield "image", tag[1], numbers(tag[1]), stage.at
    for workflow in service.workflows:
        for step in workflow.steps:
            node = step.node.get("with", "python-version")
            version = numbers(node.text()) if node is not None else ()
            if node is not None and "setup-" in step.uses and len(version) > 1:
                yield "ci", shown(version), version, node.at
    for tool, key in (("ruff", "target-version"), ("mypy", "python_version"), ("pyright", "pythonVersion")):
        settings = service.tool(tool)
        node = settings.get(key) if settings is not None else None
        if node is not None:
            text = re.sub(r"^py(\d)", r"\1.", node.text())
            yield "tool", f"{tool}'s `{key}` is {text}", numbers(text), node.at
