"""The claims of a JWT are read without checking its signature."""

from __future__ import annotations

import re
from collections.abc import Iterator

from fastapi_lint.catalog.params import Params
from fastapi_lint.facts.arguments import once_assigned, spelled_out
from fastapi_lint.facts.authentication import accepted_tokens
from fastapi_lint.facts.code import CallSite, Function
from fastapi_lint.facts.expression import (
    Attribute,
    Await,
    Call,
    Expr,
    Mapping,
    Name,
    Sequence,
    Subscript,
    is_constant,
    string,
    text,
    walk,
)
from fastapi_lint.facts.interface.registered import routes_of
from fastapi_lint.facts.operations.command_line import is_command_line
from fastapi_lint.facts.project import Project
from fastapi_lint.model.finding import Finding

_HARMLESS = frozenset({"exp", "iat", "nbf", "iss", "kid", "aud"})
_ISSUED = frozenset({"access_token", "id_token"})
_ANSWER = re.compile(r"(?:Token|OAuth|OIDC|OpenId)\w*Response$")
_SAYS_SO = re.compile(r"(?i)unverified|peek|without_verif|no_verif|inspect|insecure|unsafe")

_MAKES = re.compile(r"(?i)^_?(?:create|generate|issue|make|mint|sign|new|encode)\w*(?:token|jwt)|^encode$")
"""Names of functions that make a token."""


def check(function: Function, project: Project, params: Params) -> Iterator[Finding]:
    if _SAYS_SO.search(function.name) or is_command_line(project.home(function)):
        return
    found: list[tuple[CallSite, str]] = []
    for site in function.body.calls:
        target = project.follow(site.target)
        if target not in params.decoders and target not in params.readers:
            continue
        if not site.used or _is_known_to_be(site.call, function) or _is_from_issuer(site.call, function):
            continue
        why = _unverified(project, site.call, function) if target in params.decoders else "it never verifies"
        if not why:
            return
        found.append((site, why))
    if not found or _reads_only_harmless(function):
        return
    for site, why in found:
        if not _is_accepted(project, site.call, function):
            yield Finding.of(site, call=text(site.call), detail=why)


def _is_known_to_be(call: Call, function: Function) -> bool:
    """Whether the claims are kept as `unverified`, or the same function has made the token a moment ago."""
    token = call.argument(0, "jwt")
    for assign in function.body.assigns:
        value = assign.value.value if isinstance(assign.value, Await) else assign.value
        made = isinstance(token, Name) and token.id in assign.names
        if made and isinstance(value, Call) and _MAKES.search(value.method):
            return True
        if value is call and any(_SAYS_SO.search(name) for name in assign.names):
            return True
    return False


def _is_from_issuer(call: Call, function: Function) -> bool:
    """Whether the token stands in the answer of a server that was asked for it, so that TLS says who wrote it."""
    token = call.argument(0, "jwt")
    if not isinstance(token, Attribute) or token.attr not in _ISSUED or not isinstance(token.value, Name):
        return False
    param = function.param(token.value.id)
    return param is not None and _ANSWER.search(text(param.annotation)) is not None


def _is_accepted(project: Project, call: Call, function: Function) -> bool:
    """Whether the token is the one with which the route's caller was let in."""
    route = next(iter(routes_of(project, function)), None)
    accepted = accepted_tokens(project, route) if route is not None else frozenset()
    given = call.argument(0, "jwt")
    written = [e for e in (given, _assigned(given, function)) if e is not None] if accepted else []
    return any(isinstance(part, Name) and part.id in accepted for e in written for part in walk(e))


def _reads_only_harmless(function: Function) -> bool:
    """Whether all that is read from any dict are claims that say nothing about the user, such as the expiry."""
    keys = {string(part.index[0]) for e in function.body.expressions() for part in walk(e)
            if isinstance(part, Subscript) and part.index}  # fmt: skip
    keys |= {
        string(s.call.argument(0)) for s in function.body.calls if s.call.method == "get" and not _is_cookie(s.call)
    }
    claims = keys - {None}
    return bool(claims) and claims <= _HARMLESS


def _is_cookie(call: Call) -> bool:
    return isinstance(call.func, Attribute) and getattr(call.func.value, "attr", "") in ("cookies", "headers")


def _unverified(project: Project, call: Call, function: Function) -> str:
    """Why the call checks no signature; "" when it does."""
    call = spelled_out(project, call, function)
    given = call.keyword("options")
    options = once_assigned(project, given, function) if given is not None else None
    pairs = options.items if isinstance(options, Mapping) else ()
    if any(string(key) == "verify_signature" and is_constant(value, value=False) for key, value in pairs):
        return "`verify_signature` is off"
    if is_constant(call.keyword("verify"), value=False):
        return "`verify` is off"
    algorithms = call.argument(2, "algorithms")
    names = algorithms.items if isinstance(algorithms, Sequence) else (algorithms,)
    return "`none` is among its algorithms" if any((string(n) or "").lower() == "none" for n in names) else ""


def _assigned(expr: Expr | None, function: Function) -> Expr | None:
    if not isinstance(expr, Name) or expr.target:
        return expr
    values = [a.value for a in function.body.assigns if a.names == (expr.id,)]
    return values[0] if len(values) == 1 else None
