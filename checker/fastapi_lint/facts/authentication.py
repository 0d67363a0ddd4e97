"""Whether a route asks who is calling: by a dependency, a security scheme, or in its own body."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import TYPE_CHECKING

from fastapi_lint.facts.client.calls import is_security_scheme
from fastapi_lint.facts.code import Class, Function
from fastapi_lint.facts.expression import Attribute, Call, Expr, Name, is_constant, string, text
from fastapi_lint.facts.markers import markers_of
from fastapi_lint.facts.raised import raised

if TYPE_CHECKING:
    from fastapi_lint.facts.project import Project
    from fastapi_lint.facts.web import Dependency, Route

_NAMES = re.compile(
    r"auth|current_?\w*user|active_?\w*user|logged_?in|login|require_|required_|verif|permission|permit|api_?key|token|"
    r"credential|jwt|oauth|session_?user|get_(?:\w+_)?user$|principal|identity|access_|_access|guard|role|scope|csrf|"
    r"signature|secret|protect|is_(?:admin|staff|super)|admin_|superuser|tenant|owner|member|rbac|acl|policy|session_id|"
    r"only|account|customer|whoami|me$"
)
_CREDENTIALS = re.compile(
    r"authori[sz]ation|token|api[-_]?key|session|cookie|secret|signature|jwt|credential|user|auth"
)
_DATABASE = re.compile(r"sessions$|session_?(?:maker|factory|pool)|db_session")
_REQUEST_STATE = frozenset({"user", "auth", "session"})


def authenticates(project: Project, route: Route) -> bool:
    """Whether anything that the route runs may find out who calls; in doubt yes."""
    functions = [route.function, *(d.function for d in route.dependencies if d.function is not None)]
    if depends_on_authentication(project, route) or any(project.remember(_refuses, f) for f in functions):
        return True
    return project.remember(_reads_credentials, route.function) or any(
        _names_authentication(site.call.method) or _called_reads(project, site.call, route.function)
        for site in route.function.body.calls
    )


def depends_on_authentication(project: Project, route: Route) -> bool:
    """Whether a dependency of the route certainly or by its name finds out who calls."""
    return any(_dependency_authenticates(project, d) for d in route.dependencies)


def accepted_tokens(project: Project, route: Route) -> frozenset[str]:
    """The handler's parameters with the caller's token, which a dependency reads too and may refuse."""
    functions = [d.function for d in route.dependencies if d.function is not None]
    schemes = [d for d in route.dependencies if is_security_scheme(project, d.marker)]
    if not schemes or not any(project.remember(_refuses, f) for f in functions):
        return frozenset()
    own = (p for p in route.params if p.param in route.function.params)
    given = (p for p in own if p.name.lower() == "authorization" or is_security_scheme(project, p.marker))
    return frozenset(p.param.name for p in given if p.source in ("header", "depends"))


def _refuses(project: Project, function: Function) -> bool:
    """Whether it turns callers away: with status 401 or 403, or a WebSocket with code 1008."""
    if any(r.status in (401, 403) for r in raised(project, function)):
        return True
    raises = [s.value.target for s in function.body.raises if isinstance(s.value, Call)]
    closes = [s.call.argument(0, "code") for s in function.body.calls if s.call.method == "close"]
    return any(t.endswith(".WebSocketException") for t in raises) or any(
        is_constant(code, 1008) or "WS_1008" in text(code) for code in closes
    )


def has_authenticating_middleware(project: Project) -> bool:
    """Whether a middleware may authenticate every request before the routes see it."""
    if any(_names_authentication(m.target.rpartition(".")[2]) for m in project.middleware):
        return True
    hooks = (h.function for h in project.hooks if h.kind == "middleware")
    return any(_names_authentication(f.qualname) or project.remember(_reads_credentials, f) for f in hooks)


def _dependency_authenticates(project: Project, dependency: Dependency) -> bool:
    if dependency.security or dependency.target.startswith("fastapi.security."):
        return True
    if is_security_scheme(project, dependency.marker) or _is_scheme(project, dependency.class_):
        return True
    names = [dependency.target.rpartition(".")[2]]
    if dependency.function is not None:
        names += dependency.function.qualname.split(".")
    if dependency.class_ is not None:
        names.append(dependency.class_.name)
    if any(_names_authentication(n) for n in names):
        return True
    return dependency.function is not None and project.remember(_reads_credentials, dependency.function)


def _is_scheme(project: Project, class_: Class | None) -> bool:
    return class_ is not None and any(a.startswith("fastapi.security.") for a in project.hierarchy.ancestors(class_))


@lru_cache(4096)
def _names_authentication(name: str) -> bool:
    return bool(_NAMES.search(re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", name).lower()))


def _called_reads(project: Project, call: Call, function: Function) -> bool:
    called = project.function(project.types.callee(call, function))
    return called is not None and project.remember(_reads_credentials, called)


def _reads_credentials(project: Project, function: Function) -> bool:
    """Whether it takes or reads a header, cookie or session that tells who calls."""
    for param in function.params:
        for marker in markers_of(project, param):
            kind = marker.target.rpartition(".")[2] if isinstance(marker, Call) else ""
            if kind in ("Header", "Cookie") and _CREDENTIALS.search(param.name.lower()):
                return True
        if _names_authentication(param.name) and param.name not in ("me", "scope"):  # `scope` is what ASGI calls it
            return True
    return any(_is_credential(part) for part in function.body.parts())


def _is_credential(expr: Expr) -> bool:
    match expr:
        case Attribute(attr=attr, value=Attribute(attr="state")):
            return attr in _REQUEST_STATE or bool(
                _CREDENTIALS.search(attr.lower()) and not _DATABASE.search(attr.lower())
            )
        case Attribute(attr="user" | "session" | "auth", value=Name(id="request" | "websocket" | "ws")):
            return True
        case Attribute(attr="cookies"):
            return True
        case Call(args=(first, *_)) if expr.method in ("get", "getlist") and "header" in text(expr.func).lower():
            return bool(_CREDENTIALS.search((string(first.value) or "").lower()))
        case _:
            return any(_CREDENTIALS.search(key) for key in _header_keys(expr))


def _header_keys(expr: Expr) -> Iterator[str]:
    value, index = getattr(expr, "value", None), getattr(expr, "index", ())
    if isinstance(value, Attribute) and value.attr in ("headers", "query_params") and index:
        yield (string(index[0]) or "").lower()
