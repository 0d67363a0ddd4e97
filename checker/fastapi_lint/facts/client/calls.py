"""Every call that a request can reach with client data at hand: in handlers, in dependencies, and in what they call."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, TypeAlias

from fastapi_lint.facts.client.data import REQUESTS, ClientData
from fastapi_lint.facts.client.origin import Origin
from fastapi_lint.facts.code import CallSite, Function, Param
from fastapi_lint.facts.expression import Call, Expr, string, target_of
from fastapi_lint.facts.handing import function_meant, handed_call
from fastapi_lint.facts.markers import marker_of, markers_of
from fastapi_lint.facts.texts.free_text import is_free
from fastapi_lint.facts.web import Route, path_parameters
from fastapi_lint.model.location import Anchor
from fastapi_lint.model.record import Record

if TYPE_CHECKING:
    from fastapi_lint.facts.project import Project

_SECURITY = "fastapi.security."
_DEEPEST = 2
"""How many calls client data is followed into."""


class ClientCall(Record, gc=True):  # its data knows the project, which knows the call
    """A call in a function that holds client data. `target` is the dotted name of what is called.

    `chain` names the way from the handler or dependency; it is empty when the call stands there itself.
    """

    site: CallSite
    target: str
    data: ClientData
    chain: tuple[str, ...] = ()

    @property
    def at(self) -> Anchor:
        """The call's place."""
        return self.site.at

    @property
    def call(self) -> Call:
        """The call itself."""
        return self.site.call

    def origin(self, position: int, *names: str) -> Origin | None:
        """Where the argument at a position, or under one of the keywords, comes from."""
        value: Expr | None = None
        for name in names or ("",):
            value = value if value is not None else self.call.argument(position, name)
        return self.data.of(value)


def client_calls(project: Project) -> tuple[ClientCall, ...]:
    """Every such call; one in a helper once for each set of parameters that clients fill."""
    return tuple(
        ClientCall(site, project.types.callee(site.call, data.function), data, chain)
        for data, chain in project.client_functions
        for site in data.function.body.calls
    )


ClientFunction: TypeAlias = tuple[ClientData, tuple[str, ...]]
"""What a function has from the client, and the way there."""


def client_functions(project: Project) -> tuple[ClientFunction, ...]:
    """Handlers, dependencies and the functions that they call with client data."""
    seen: set[tuple[str, frozenset[str]]] = set()
    return tuple(found for data in _entries(project) for found in _reached(project, data, (), seen, _DEEPEST))


def _reached(
    project: Project, data: ClientData, chain: tuple[str, ...], seen: set[tuple[str, frozenset[str]]], depth: int
) -> Iterator[ClientFunction]:
    yield data, chain
    for site in data.function.body.calls if depth else ():
        for called, call in _called(project, site, data.function):
            inside = data.inside(called, call) if called is not data.function else None
            if inside is not None and (called.symbol, inside.names) not in seen:
                seen.add((called.symbol, inside.names))
                way = (*(chain or (data.function.name,)), called.name)
                yield from _reached(project, inside, way, seen, depth - 1)


def _entries(project: Project) -> Iterator[ClientData]:
    seen: set[str] = set()
    for route in project.routes:
        functions = [route.function, *(d.function for d in route.dependencies if d.function is not None)]
        for function in functions:
            if function.symbol not in seen:
                seen.add(function.symbol)
                yield ClientData(project, function, dict(_seeds(project, function, route)))


def _called(project: Project, site: CallSite, function: Function) -> Iterator[tuple[Function, Call]]:
    """The project functions that run because of a call, each with the call that gives them their arguments."""
    target = project.types.callee(site.call, function)
    called = project.function(target) if target else None
    if called is None and target and (class_ := project.class_(target)) is not None:
        called = project.hierarchy.method(class_, "__init__")
    if called is not None:
        yield called, site.call
    handed = handed_call(site.call)
    meant = function_meant(project, handed.func, function) if handed is not None else None
    if handed is not None and meant is not None:
        yield meant, handed


def _seeds(project: Project, function: Function, route: Route) -> Iterator[tuple[str, Origin]]:
    paths = {name: kind for path in (route.path or "", *route.paths) for name, kind in path_parameters(path)}
    params = function.params[1:] if function.in_class else function.params
    for param in params:
        if param.kind in ("*", "**"):
            continue
        marker = next(markers_of(project, param), None)
        source = marker_of(project, marker)
        if source == "depends":
            if is_security_scheme(project, marker):
                yield param.name, Origin(param.name, "credential")
        elif project.types.named(param.annotation) not in REQUESTS and is_free(
            project, param.annotation, param.default
        ):
            alias = string(marker.keyword("alias")) if isinstance(marker, Call) else None
            source = source or ("path" if param.name in paths else _unmarked(project, param))
            if param.annotation is not None or source == "path" or function is route.function:
                segment = source == "path" and paths.get(param.name) != "path"
                yield param.name, Origin(alias or param.name, source, segment=segment)


def _unmarked(project: Project, param: Param) -> str:
    named = project.types.named(param.annotation)
    if named == "fastapi.UploadFile" or "UploadFile" in str(param.annotation):
        return "file"
    class_ = project.class_(named)
    return "body" if class_ is not None or named.endswith((".dict", ".Dict")) else "query"


def is_security_scheme(project: Project, marker: Expr | None) -> bool:
    """Whether a `Depends(…)` asks one of FastAPI's security schemes, such as `OAuth2PasswordBearer(…)`."""
    wanted = marker.argument(0, "dependency") if isinstance(marker, Call) else None
    target = project.follow(wanted.target if isinstance(wanted, Call) else target_of(wanted))
    value = project.value(target) if target else None
    if isinstance(value, Call):
        target = project.follow(value.target)
    class_ = project.class_(target)
    names = project.hierarchy.ancestors(class_) if class_ is not None else (target,)
    return any(n.startswith(_SECURITY) for n in names)
