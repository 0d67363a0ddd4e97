"""The store offers no lock for a namespace."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi_lint.catalog.params import Params
from fastapi_lint.facts.project import Project
from fastapi_lint.facts.running.storage import store_class
from fastapi_lint.model.finding import Finding


def check(project: Project, params: Params) -> Iterator[Finding]:
    class_ = store_class(project, params.store)
    if class_ is None:
        yield Finding.nothing("store over LMDB")
        return
    if not project.hierarchy.knows_all_bases(class_):
        return
    if not any(project.hierarchy.method(class_, name) for name in params.methods):
        yield Finding.of(class_, store=class_.name, method=params.methods[0])
