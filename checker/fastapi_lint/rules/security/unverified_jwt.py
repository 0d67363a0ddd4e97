"""The claims of a JWT are read without checking its signature."""

from __future__ import annotations

import re
from collections.abc import Iterator

from fastapi_lint.catalog.params import Params
from fastapi_lint.facts.code import CallSite, Function
from fastapi_lint.facts.expression import Call, Expr, Mapping, Name, Sequence, is_constant, string, text
from fastapi_lint.facts.project import Project
from fastapi_lint.model.finding import Finding

_SAYS_SO = re.compile(r"(?i)unverified|peek|without_verif|no_verif|inspect|insecure|unsafe")


def check(function: Function, project: Project, params: Params) -> Iterator[Finding]:
    if _SAYS_SO.search(function.name):
        return
    found: list[tuple[CallSite, str]] = []
    for site in function.body.calls:
        target = project.follow(site.target)
        if target in params.decoders:
            if not (why := _unverified(site.call, function)):
                return
            found.append((site, why))
        elif target in params.readers:
            found.append((site, "it never verifies"))
    for site, why in found:
        yield Finding.of(site, call=text(site.call), detail=why)


def _unverified(call: Call, function: Function) -> str:
    """Why the call checks no signature; "" when it does."""
    options = _assigned(call.keyword("options"), function)
    pairs = options.items if isinstance(options, Mapping) else ()
    if any(string(key) == "verify_signature" and is_constant(value, False) for key, value in pairs):
        return "`verify_signature` is off"
    if is_constant(call.keyword("verify"), False):
        return "`verify` is off"
    algorithms = call.argument(2, "algorithms")
    names = algorithms.items if isinstance(algorithms, Sequence) else (algorithms,)
    return "`none` is among its algorithms" if any((string(n) or "").lower() == "none" for n in names) else ""


def _assigned(expr: Expr | None, function: Function) -> Expr | None:
    if not isinstance(expr, Name) or expr.target:
        return expr
    values = [a.value for a in function.body.assigns if a.names == (expr.id,)]
    return values[0] if len(values) == 1 else None
