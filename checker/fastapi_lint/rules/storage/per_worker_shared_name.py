"""A name that all workers have to share is made from something that differs between them."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi_lint.catalog.params import Params
from fastapi_lint.facts.code import CallSite, Function
from fastapi_lint.facts.expression import Expr
from fastapi_lint.facts.project import Project
from fastapi_lint.facts.running.storage import store_class, temp_class, unstable_part
from fastapi_lint.model.finding import Finding


def check(project: Project, params: Params) -> Iterator[Finding]:
    store, temp = store_class(project, params.store), temp_class(project, params.temp_files)
    if store is None and temp is None:
        yield Finding.nothing("store or temporary files")
        return
    for site, function in project.application_sites():
        part, name = _shared(project, site, function, params)
        if temp is not None and project.types.callee(site.call, function) == temp.symbol:
            part, name = "namespace", site.call.keyword("namespace")
        if made := unstable_part(name, function):
            yield Finding.of(site, part=part, kind=part, call=made)


def _shared(project: Project, site: CallSite, function: Function | None, params: Params) -> tuple[str, Expr | None]:
    """What the call names, and the expression of the name: a callback or a namespace."""
    if site.call.method in params.registering:
        return "callback", site.call.argument(0, "name")
    owner = project.types.callee(site.call, function).rpartition(".")[0]
    store = store_class(project, params.store)
    if store is not None and owner == store.symbol and site.call.keyword("namespace") is not None:
        return "namespace", site.call.keyword("namespace")
    return "", None
