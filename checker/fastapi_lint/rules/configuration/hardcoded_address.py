"""A client is told where to connect by a text in the code."""

from __future__ import annotations

import re
from collections.abc import Iterator

from fastapi_lint.catalog.params import Params
from fastapi_lint.facts.code import Function
from fastapi_lint.facts.configuration.settings import settings_classes
from fastapi_lint.facts.expression import Call, Constant, Expr, Name, string, target_of
from fastapi_lint.facts.files.service import Service
from fastapi_lint.facts.project import Project
from fastapi_lint.model.finding import Finding

_CONNECTION = re.compile(
    r"^(?:postgres(?:ql)?|mysql|mariadb|mssql|oracle|mongodb|rediss?|amqps?|nats|kafka|memcached|ldaps?|smtps?)"
    r"(?:\+\w+)?://[^{}]*$"
)
_INTERNAL = re.compile(r"^https?://(?:localhost|\d+\.\d+\.\d+\.\d+|[a-z0-9_-]+)(?::\d+)?(?:/|$)")
_HOST_OPTIONS = ("host", "hostname", "server", "bootstrap_servers", "base_url")


def check(service: Service, project: Project, params: Params) -> Iterator[Finding]:
    homes = {model.module.path for model in settings_classes(project, service)}
    for module in service.application_modules():
        for site, function in module.sites() if module.path not in homes else ():
            callee = project.types.callee(site.call, function)
            if address := _address(project, site.call, function, is_client=callee in params.clients):
                yield Finding.of(site, address=address.rpartition("@")[2][:60], call=site.call.method)


def _address(project: Project, call: Call, function: Function | None, *, is_client: bool) -> str:
    for argument in call.args:
        value = _written(project, argument.value, function)
        if _CONNECTION.match(value) and call.method not in ("startswith", "replace", "Field", "split", "removeprefix"):
            return value
        if is_client and value and (_INTERNAL.match(value) or _is_host(argument.keyword, value)):
            return value
    return ""


def _is_host(keyword: str, value: str) -> bool:
    """Whether it names a host and no public URL."""
    return keyword in _HOST_OPTIONS and "://" not in value


def _written(project: Project, value: Expr, function: Function | None) -> str:
    """The text itself, or that of the constant that the argument names."""
    if isinstance(value, Constant):
        return string(value) or ""
    if isinstance(value, Name):
        found = project.value(target_of(value)) if target_of(value) else None
        if found is None and function is not None:
            assigned = [a for a in function.body.assigns if a.names == (value.id,)]
            found = assigned[0].value if len(assigned) == 1 else None
        return string(found) or ""
    return ""
