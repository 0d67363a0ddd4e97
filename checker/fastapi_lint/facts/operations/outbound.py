"""Where the application makes clients of other HTTP servers."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi_lint.facts.code import CallSite, Function, Module
from fastapi_lint.facts.expression import Call, target_of
from fastapi_lint.facts.operations.command_line import is_program
from fastapi_lint.facts.project import Project
from fastapi_lint.model.location import Anchor
from fastapi_lint.model.record import Record

CLIENTS = frozenset({"httpx.AsyncClient", "httpx.Client", "aiohttp.ClientSession", "requests.Session",
                     "niquests.AsyncSession", "niquests.Session"})  # fmt: skip
_VERBS = ("get", "post", "put", "patch", "delete", "head", "options", "request", "stream")
SHORTCUTS = frozenset(f"{library}.{verb}" for library in ("httpx", "requests", "niquests") for verb in _VERBS) | {
    "urllib.request.urlopen"
}
_INSIDE = frozenset({"ASGITransport", "WSGITransport", "MockTransport"})


class OutboundClient(Record):
    """A call that makes an HTTP client, or that sends one request without making one."""

    site: CallSite
    target: str
    module: Module
    function: Function | None

    @property
    def at(self) -> Anchor:
        """The call's place."""
        return self.site.at

    @property
    def call(self) -> Call:
        """The call itself."""
        return self.site.call

    @property
    def is_tailored(self) -> bool:
        """Whether it is given a transport that is none of httpx's own, which may do anything."""
        transport = self.call.keyword("transport")
        target = transport.target if isinstance(transport, Call) else target_of(transport)
        return self.call.has_star or (transport is not None and not target.startswith("httpx."))


def outbound_clients(project: Project) -> tuple[OutboundClient, ...]:
    """All clients of the application's own modules, in source order."""
    return project.remember(_find, project)


def _find(project: Project, _: Project) -> tuple[OutboundClient, ...]:
    modules = (m for m in project.application_modules() if not is_program(project, m) and not _is_apart(project, m))
    return tuple(client for module in modules for client in _of(module, project))


def _is_apart(project: Project, module: Module) -> bool:
    """Whether it belongs to none of the services beside it: a library for users, a template, a tool."""
    return bool(project.services) and project.service_of(module) is None


def _of(module: Module, project: Project) -> Iterator[OutboundClient]:
    for site, function in module.sites():
        target = project.follow(site.target)
        if target in CLIENTS | SHORTCUTS and not _stays_inside(site.call):
            yield OutboundClient(site, target, module, function)


def _stays_inside(call: Call) -> bool:
    """Whether the client talks to an application in the same process, as tests do."""
    transport = call.keyword("transport")
    name = transport.method if isinstance(transport, Call) else target_of(transport).rpartition(".")[2]
    return name in _INSIDE or call.keyword("app") is not None


def first_per_module(project: Project) -> Iterator[OutboundClient]:
    """The first client of each module: what a module lacks is said once."""
    seen: set[str] = set()
    for client in outbound_clients(project):
        if client.module.path not in seen:
            seen.add(client.module.path)
            yield client


def neighbours(project: Project, module: Module) -> Iterator[Module]:
    """The module, those that it imports and those that import it, of the application's own."""
    yield module
    imported = {i.target for i in module.imports}
    for other in project.application_modules():
        if other is module:
            continue
        used = any(_is_in(target, other.name) for target in imported)
        if used or any(_is_in(i.target, module.name) for i in other.imports):
            yield other


def _is_in(target: str, module: str) -> bool:
    return bool(module) and (target == module or target.startswith(f"{module}."))
