"""The writing method of the key-value store takes no time to live."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi_lint.catalog.params import Params
from fastapi_lint.facts.project import Project
from fastapi_lint.facts.running.storage import WRITING, store_class
from fastapi_lint.model.finding import Finding


def check(project: Project, params: Params) -> Iterator[Finding]:
    class_ = store_class(project, params.store)
    if class_ is None:
        yield Finding.nothing("store over LMDB")
        return
    for name in class_.methods:
        method = project.functions.get(f"{class_.symbol}.{name}")
        if name not in WRITING or method is None or len(method.params) < 3:
            continue
        if any(p.kind == "**" for p in method.params):
            return
        if not any(word in p.name.lower() for p in method.params for word in params.names):
            yield Finding.of(method, method=f"{class_.name}.{name}")
        return
