"""A method of the store that has been replaced is still there or still called."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi_lint.catalog.params import Params
from fastapi_lint.facts.expression import Attribute, root_name, text
from fastapi_lint.facts.project import Project
from fastapi_lint.facts.running.storage import store_class
from fastapi_lint.model.finding import Finding


def check(project: Project, params: Params) -> Iterator[Finding]:
    class_ = store_class(project, params.store)
    if class_ is None:
        yield Finding.nothing("store over LMDB")
        return
    for name, better in params.methods.items():
        defined = project.functions.get(f"{class_.symbol}.{name}")
        if defined is not None:
            yield Finding.of(defined, method=name, better=better)
        for site, function in project.application_sites():
            func = site.call.func
            if not isinstance(func, Attribute) or func.attr != name:
                continue
            owner = project.types.of(func.value, function)
            named = not owner and "store" in (root_name(func.value) + text(func.value)).lower()
            if owner == class_.symbol or named:
                yield Finding.of(site, method=name, better=better)
