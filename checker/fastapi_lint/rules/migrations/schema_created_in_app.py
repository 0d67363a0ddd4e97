"""The application makes its tables itself."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi_lint.facts.code import CallSite
from fastapi_lint.facts.expression import Attribute, Call, Expr, text
from fastapi_lint.model.finding import Finding
from fastapi_lint.model.location import path_of


def check(site: CallSite) -> Iterator[Finding]:
    call = site.call
    if "test" in path_of(call.at):
        return
    handed = call.args[:1] if call.method in ("run_sync", "to_thread", "run_in_threadpool") else ()
    for expr in (call.func, *(a.value for a in handed)):
        if isinstance(expr, Attribute) and expr.attr == "create_all" and _is_metadata(expr.value):
            yield Finding.of(site, call=text(expr))


def _is_metadata(expr: Expr) -> bool:
    name = text(expr).rpartition(".")[2].lower()
    return name in ("metadata", "meta", "mapper_registry") or (isinstance(expr, Call) and expr.method == "MetaData")
