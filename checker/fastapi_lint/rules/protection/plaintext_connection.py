"""A connection to another machine is not encrypted."""

from __future__ import annotations

import re
from collections.abc import Iterator

from fastapi_lint.facts.code import Module
from fastapi_lint.facts.expression import Constant, Expr, walk
from fastapi_lint.facts.project import Project
from fastapi_lint.model.finding import Finding
from fastapi_lint.model.location import Anchor

_PLAIN = re.compile(
    r"^(?P<scheme>redis|amqp|mqtt|ldap|ftp|http|mongodb|nats|smtp)://(?:[^/@\s]*@)?"
    r"(?P<host>[\w.-]+\.[a-z]{2,})(?::\d+)?(?:/|$)"
)
_SWITCHED_OFF = re.compile(
    r"^[a-z0-9+]+://.*[?&](?P<option>sslmode=(?:disable|allow|prefer)|ssl=(?:false|disable)|tls=false)"
)
_NEAR = re.compile(
    r"(?:^|\.)(?:localhost|local|internal|svc|cluster|lan|test|example|invalid|docker)$|\.svc\.|^\d|\.example\."
)
_NAMES = re.compile(r"/.*(?:schema|xsd|xmlns|licen[sc]e|spec|rfc|draft)|w3\.org|schemas?\.|purl\.org")
_ADDRESS = re.compile(r"(?i)ur[il]|dsn|host|address|broker|endpoint")


def check(module: Module, project: Project) -> Iterator[Finding]:
    for at, value in _written(module, project):
        for part in walk(value):
            if isinstance(part, Constant) and isinstance(part.value, str) and (found := _problem(part.value)):
                yield Finding(at, {"what": found})
                break


def _written(module: Module, project: Project) -> Iterator[tuple[Anchor, Expr]]:
    """The texts that may be addresses: what settings and constants are, and what clients are given."""
    for class_ in module.classes:
        if project.hierarchy.is_settings(class_):
            yield from ((f.at, f.value) for f in class_.fields if f.value is not None)
    for assign in module.top.assigns:
        if assign.value is not None and any(_ADDRESS.search(name) for name in assign.names):
            yield assign.at, assign.value
    for site, _ in module.sites():
        for option in ("base_url", "url", "dsn", "broker", "backend"):
            given = site.call.keyword(option)
            if given is not None:
                yield site.at, given


def _problem(value: str) -> str:
    """What of the address is in the clear; "" for encrypted and near ones."""
    if off := _SWITCHED_OFF.match(value):
        return f"`{off['option']}` takes the encryption off this connection"
    found = _PLAIN.match(value)
    if found is None or _NEAR.search(found["host"]) or _NAMES.search(value):
        return ""
    return f"`{found['scheme']}://` sends everything to {found['host']} in the clear"
