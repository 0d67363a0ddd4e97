"""A response class is used that FastAPI has deprecated."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi_lint.facts.code import Module
from fastapi_lint.facts.files.framework_versions import fastapi_before
from fastapi_lint.facts.project import Project
from fastapi_lint.model.finding import Finding

_DEPRECATED = frozenset({"fastapi.responses.ORJSONResponse", "fastapi.responses.UJSONResponse"})
_FIRST_WITHOUT_NEED = 130


def check(module: Module, project: Project) -> Iterator[Finding]:
    for imported in module.imports:
        if imported.target in _DEPRECATED and not fastapi_before(project, module, _FIRST_WITHOUT_NEED):
            yield Finding.of(imported, name=imported.target.rpartition(".")[2])
