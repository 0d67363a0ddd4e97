"""The build context holds what no image needs."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi_lint.catalog.params import Params
from fastapi_lint.facts.files.images import builds_python
from fastapi_lint.facts.files.service import Service
from fastapi_lint.model.finding import Finding
from fastapi_lint.model.location import Location


def check(service: Service, params: Params) -> Iterator[Finding]:
    images = [d for d in service.dockerfiles if builds_python(d)]
    if not images:
        yield Finding.nothing("Dockerfile")
        return
    for path in service.project.files.paths:
        name = path.rpartition("/")[2]
        if name != ".dockerignore" and sorted(name) == sorted(".dockerignore"):
            problem = f"Docker does not read `{name}`; call it `.dockerignore`"
            yield Finding(Location(path, 1, 1, 1, 1), {"problem": problem}, part="name")
    files = [f for f in service.ignore_files if f.name == ".dockerignore"]
    if not files:
        yield Finding.of(images[0], problem="there is no `.dockerignore`, so the whole folder is sent to the daemon")
        return
    for entry in params.entries:
        plain = entry.rstrip("/")
        if not any(file.ignores(entry) or file.ignores(plain) for file in files):
            yield Finding.of(files[0], part=plain, problem=f"`.dockerignore` does not leave out `{entry}`")
