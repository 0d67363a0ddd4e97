"""Code outside the store's package works with LMDB itself."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi_lint.catalog.params import Params
from fastapi_lint.facts.code import Module
from fastapi_lint.facts.project import Project
from fastapi_lint.facts.running.storage import is_lmdb, store_class
from fastapi_lint.model.finding import Finding


def check(module: Module, project: Project, params: Params) -> Iterator[Finding]:
    class_ = store_class(project, params.store)
    if class_ is None:
        yield Finding.nothing("store over LMDB")
        return
    folder = project.home(class_).path.rpartition("/")[0]
    if module.path.rpartition("/")[0].startswith(folder):
        return
    for imported in module.imports:
        if is_lmdb(imported.target) and not imported.guard:
            yield Finding.of(imported, store=class_.name)
            return
