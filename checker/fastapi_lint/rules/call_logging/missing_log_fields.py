"""A log entry carries no field by which it can be found."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi_lint.catalog.params import Params
from fastapi_lint.facts.capabilities.call_logging import fields_of, is_log_call
from fastapi_lint.facts.code import Module
from fastapi_lint.facts.expression import Attribute, Call, text
from fastapi_lint.facts.project import Project
from fastapi_lint.model.finding import Finding


def check(module: Module, project: Project, params: Params) -> Iterator[Finding]:
    if not project.remember(_uses_fields, params.fields):
        return
    for site, _ in module.sites():
        call = site.call
        if not is_log_call(call) or call.method not in params.levels or _is_bound(call):
            continue
        given = fields_of(call)
        missing = [f"`{f}`" for f in params.fields if given is not None and f not in given]
        if missing:
            yield Finding.of(site, call=text(call.func), fields=", ".join(missing))


def _is_bound(call: Call) -> bool:
    """Whether the logger is made on the spot, with fields that are not seen here."""
    return isinstance(call.func, Attribute) and isinstance(call.func.value, Call)


def _uses_fields(project: Project, fields: tuple[str, ...]) -> bool:
    calls = (s.call for m in project.modules.values() for s, _ in m.sites() if is_log_call(s.call))
    return any(set(fields) <= (fields_of(c) or set()) for c in calls)
