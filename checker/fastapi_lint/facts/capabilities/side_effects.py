"""Calls that change something outside the process: rows, other services, mail."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from fastapi_lint.facts.code import CallSite, Function
from fastapi_lint.facts.expression import Attribute, Await, Call, Expr, Name
from fastapi_lint.facts.types.known_classes import ASYNC_SESSION, SYNC_SESSION

if TYPE_CHECKING:
    from fastapi_lint.facts.project import Project

_WRITES = frozenset(
    {"add", "add_all", "delete", "merge", "commit", "flush", "bulk_save_objects", "bulk_insert_mappings"}
)
_SENDS = frozenset({"get", "post", "put", "patch", "delete", "request", "send", "stream"})
_CHANGES = _SENDS - {"get", "stream"}
_HTTP = ("httpx.AsyncClient", "httpx.Client", "aiohttp.ClientSession", "requests.Session")
_HTTP_MODULES = ("httpx.", "requests.")
_MAIL = ("sendmail", "send_message")


def writes(project: Project, function: Function) -> Iterator[CallSite]:
    """The calls of a function that change rows through a session."""
    for site in function.body.calls:
        if site.call.method in _WRITES and _owner_type(project, site.call, function) in (SYNC_SESSION, ASYNC_SESSION):
            yield site


def outbound_calls(project: Project, function: Function, *, changing: bool = False) -> Iterator[CallSite]:
    """The calls of a function to other services over HTTP or mail; `changing` leaves out those that only read."""
    wanted = _CHANGES if changing else _SENDS
    for site in function.body.calls:
        call = site.call
        sends = call.method in wanted and _owner_type(project, call, function) in _HTTP
        plain = call.target.startswith(_HTTP_MODULES) and call.target.rpartition(".")[2] in wanted
        mails = call.method in _MAIL and _owner_type(project, call, function).startswith("smtplib.")
        if sends or plain or mails:
            yield site


def _owner_type(project: Project, call: Call, function: Function) -> str:
    return project.types.of(call.func.value, function) if isinstance(call.func, Attribute) else ""


def bound_to(function: Function, name: str) -> list[Expr | None]:
    """What a local variable is assigned, awaits taken off."""
    values = [a.value for a in function.body.assigns if a.names == (name,)]
    return [v.value if isinstance(v, Await) else v for v in values]


def is_local(function: Function, expr: Expr) -> bool:
    """Whether an expression is a local variable that holds the result of a call."""
    values = bound_to(function, expr.id) if isinstance(expr, Name) and not expr.target else []
    return bool(values) and all(isinstance(v, Call) for v in values)
