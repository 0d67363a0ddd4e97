"""A module beside a `_runtime` module imports the threads and locks that belong there."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi_lint.catalog.params import Params
from fastapi_lint.facts.code import Module
from fastapi_lint.facts.project import Project
from fastapi_lint.model.finding import Finding


def check(module: Module, project: Project, params: Params) -> Iterator[Finding]:
    folder, _, name = module.path.rpartition("/")
    beside = [n for n in params.modules if f"{folder}/{n}.py" in project.modules or f"{n}.py" in project.modules]
    if not beside or name.removesuffix(".py") in params.modules or not folder:
        yield Finding.nothing("service package with a module for threads and locks")
        return
    for imported in module.imports:
        library = next((p for p in params.imports if f"{imported.target}.".startswith(f"{p}.")), "")
        if library and not imported.guard:
            yield Finding.of(imported, library=library, runtime=beside[0])
