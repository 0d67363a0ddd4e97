"""Who may do something is not asked, only who somebody is."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi_lint.catalog.params import Params
from fastapi_lint.facts.authentication import depends_on_authentication
from fastapi_lint.facts.code import Function
from fastapi_lint.facts.expression import Attribute, Call, Name, string, walk
from fastapi_lint.facts.files.service import Service
from fastapi_lint.facts.naming import words
from fastapi_lint.facts.project import Project
from fastapi_lint.facts.web import Route
from fastapi_lint.model.finding import Finding

_ROLES = frozenset({"role", "roles", "admin", "permission", "permissions", "permitted", "scope", "scopes", "superuser",
                    "staff", "owner", "policy", "rbac", "acl", "authorize", "authorization", "allowed", "can", "access",
                    "privileged", "authorized", "grants", "enforce", "forbidden"})  # fmt: skip
_FEWEST = 3
"""Writing operations that a service needs before the lack of roles says something."""


def check(service: Service, project: Project, params: Params) -> Iterator[Finding]:
    known = [r for r in service.routes if r.complete and depends_on_authentication(project, r)]
    yield from Finding.unless(known, "route that asks who calls")
    for route in known:
        segments = {s for path in route.paths for s in path.strip("/").split("/")}
        if segments & set(params.restricted) and not _asks(route):
            yield Finding.of(route, part="admin", problem=f"`{route.name}` asks who calls, not for a role")
    writing = [r for r in known if r.writes]
    if len(writing) >= _FEWEST and not any(
        _speaks_of_roles(f) for m in service.application_modules() for f in m.functions
    ):
        problem = f"{len(writing)} operations change data for every user alike: nothing asks for a role or permission"
        yield Finding.of(service.app, part="none", problem=problem)


def _asks(route: Route) -> bool:
    """Whether a dependency, or the handler and what it calls, asks for a role."""
    for dependency in route.dependencies:
        marker = dependency.marker
        named = {*words(dependency.target.rpartition(".")[2]), *words(getattr(dependency.class_, "name", ""))}
        scoped = isinstance(marker, Call) and marker.keyword("scopes") is not None
        inner = dependency.function is not None and _speaks_of_roles(dependency.function)
        if scoped or inner or named & _ROLES or (marker is not None and any(_says(p) for p in walk(marker))):
            return True
    return _speaks_of_roles(route.function)


def _speaks_of_roles(function: Function) -> bool:
    if set(words(function.name)) & _ROLES or any(set(words(p.name)) & _ROLES for p in function.params):
        return True
    return any(map(_says, function.body.parts()))


def _says(part: object) -> bool:
    match part:
        case Attribute(attr=name) | Name(id=name):
            return bool(set(words(name)) & _ROLES)
        case Call(args=args):
            return any(a.keyword in ("scopes", "role", "roles") or string(a.value) == "scopes" for a in args)
        case _:
            return False
