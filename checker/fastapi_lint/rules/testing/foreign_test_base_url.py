"""The test client's base URL is not the agreed one."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi_lint.catalog.params import Params
from fastapi_lint.facts.code import Function, Module
from fastapi_lint.facts.expression import Call, Expr, Name, string
from fastapi_lint.facts.project import Project
from fastapi_lint.model.finding import Finding


def check(module: Module, project: Project, params: Params) -> Iterator[Finding]:
    for site, function in module.sites():
        if project.follow(site.target) != "httpx.AsyncClient" or site.call.has_star:
            continue
        if site.call.keyword("transport") is None and site.call.keyword("app") is None:
            continue
        if _is_of_another_server(site.call.keyword("transport"), function, project):
            continue
        url = site.call.keyword("base_url")
        given = string(url) if url is not None else ""
        if given is None and isinstance(known := project.constant(url, function), str):
            given = known
        if given is not None and given.rstrip("/") != params.url:
            yield Finding.of(site, given=f"`{given}`" if given else "not given", url=params.url)


def _is_of_another_server(transport: Expr | None, function: Function | None, project: Project) -> bool:
    """Whether the transport answers for a server that the app calls, as a mock does."""
    if isinstance(transport, Name) and function is not None:
        given = [a.value for a in function.body.assigns if a.names == (transport.id,)]
        transport = given[0] if len(given) == 1 else None
    return isinstance(transport, Call) and not project.follow(transport.target).endswith("ASGITransport")
