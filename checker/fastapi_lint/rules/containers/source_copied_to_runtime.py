"""The last stage copies the whole build context."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi_lint.catalog.params import Params
from fastapi_lint.facts.files.dockerfile import Dockerfile
from fastapi_lint.facts.files.images import builds_python
from fastapi_lint.facts.files.settings_files import IgnoreFile
from fastapi_lint.facts.project import Project
from fastapi_lint.model.finding import Finding


def check(dockerfile: Dockerfile, project: Project, params: Params) -> Iterator[Finding]:
    if not builds_python(dockerfile):
        yield Finding.nothing("image of a Python service")
        return
    if len(dockerfile.stages) < 2 or not any(dockerfile in service.dockerfiles for service in project.services):
        return
    ignored = any(_is_strict(file) for file in _in_force(dockerfile, project))
    for copy in dockerfile.final.named("COPY", "ADD"):
        sources = copy.words[:-1]
        if copy.flags.get("from") or not sources:
            continue
        text = f"{copy.name} {copy.text}"
        if any(source in (".", "./", "/") for source in sources):
            if params.wheel_only or not ignored:
                yield Finding.of(copy, copy=text, what="the whole context, tests and notes too,")
        elif params.wheel_only and not all(any(a in source for a in params.allowed) for source in sources):
            yield Finding.of(copy, copy=text, what="source beside or instead of a wheel")


def _in_force(dockerfile: Dockerfile, project: Project) -> list[IgnoreFile]:
    """The ignore files in the folders around the Dockerfile; all when there is none, for the context lies elsewhere."""
    files = list(project.files.around(IgnoreFile))
    around = [f for f in files if dockerfile.path.startswith(f.path.rpartition("/")[0])]
    return [f for f in around if f.name == ".dockerignore"] or files


def _is_strict(file: IgnoreFile) -> bool:
    return file.name == ".dockerignore" and file.ignores(".git/") and file.ignores("tests/")
