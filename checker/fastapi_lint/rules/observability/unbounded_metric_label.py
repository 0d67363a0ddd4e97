"""A metric has a label with one value per request."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi_lint.catalog.params import Params
from fastapi_lint.facts.code import Function, Module
from fastapi_lint.facts.expression import Attribute, Call, Expr, Name, Subscript, string, text, walk
from fastapi_lint.facts.operations.log_calls import last_name
from fastapi_lint.model.finding import Finding


def check(module: Module, params: Params) -> Iterator[Finding]:
    if not any(t.startswith(("prometheus_client", "aioprometheus", "opentelemetry")) for t in module.bindings.values()):
        yield Finding.nothing("metric")
        return
    for site, function in module.sites():
        if site.call.method != "labels" or not isinstance(site.call.func, Attribute):
            continue
        for arg in site.call.args:
            if _is_raw_path(arg.value, function) or last_name(arg.value) in params.names:
                yield Finding.of(site, value=text(arg.value))
                break


def _is_raw_path(value: Expr, function: Function | None) -> bool:
    """Whether the value is a request's URL or path as the client wrote it, directly or through one variable."""
    if isinstance(value, Name) and function is not None:
        bound = [a for a in function.body.assigns if a.names == (value.id,)]
        return len(bound) == 1 and bound[0].value is not None and _writes_path(bound[0].value)
    return _writes_path(value)


def _writes_path(value: Expr) -> bool:
    if isinstance(value, Subscript) and value.index:
        return string(value.index[0]) == "path" and last_name(value.value) == "scope"
    if isinstance(value, Call) and value.target != "builtins.str":
        return False
    return any(
        isinstance(part, Attribute) and part.attr in ("url", "path") and (last_name(part.value) in ("request", "url"))
        for part in walk(value)
    )
