"""Which value of the client a call gives back."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from msgspec.structs import replace

from fastapi_lint.facts.client.checks import is_check
from fastapi_lint.facts.client.origin import Origin
from fastapi_lint.facts.client.texts import origin_in_text
from fastapi_lint.facts.expression import Attribute, Call, string
from fastapi_lint.facts.handing import function_meant, handed_call
from fastapi_lint.facts.texts.keeping import KEEPING_FUNCTIONS, KEEPING_METHODS

if TYPE_CHECKING:
    from fastapi_lint.facts.client.data import ClientData

_BODY_READERS = frozenset({"json", "form", "body", "stream"})


def origin_of_call(data: ClientData, call: Call) -> Origin | None:
    """Of a part of the request, of a text that a function only changes, or of what a project function returns."""
    func = call.func
    if isinstance(func, Attribute):
        if func.attr in _BODY_READERS and data.is_request(func.value):
            return Origin(func.attr, "form" if func.attr == "form" else "body")
        if (found := _method(data, call, func)) is not None:
            return found
    target = data.project.follow(call.target) if call.target else ""
    if target in KEEPING_FUNCTIONS:
        return _kept(data, call, target)
    return _returned(data, call)


def _kept(data: ClientData, call: Call, target: str) -> Origin | None:
    values = tuple(a.value for a in call.args)
    origin = data.first(values)
    if origin is None or target not in ("os.path.join", "urllib.parse.urljoin"):
        return origin
    return replace(origin, leads=origin.leads and target.endswith("urljoin"))


def _method(data: ClientData, call: Call, func: Attribute) -> Origin | None:
    if func.attr == "format" and (text := string(func.value)) is not None:
        return origin_in_text(data, re.sub(r"{[^{}]*}", "{}", text), tuple(a.value for a in call.args))
    if func.attr == "joinpath":
        return data.of(func.value) or data.first(tuple(a.value for a in call.args))
    if func.attr not in KEEPING_METHODS or (origin := data.of(func.value)) is None:
        return None
    if func.attr in ("get", "getlist", "pop") and call.args:
        return origin.under(call.args[0].value)
    return origin


def _returned(data: ClientData, call: Call) -> Origin | None:
    """What a project function that is given client data returns of it, here or in a thread."""
    handed = handed_call(call)
    if data.depth == 0 or is_check(handed or call):
        return None
    if handed is not None:
        call, called = handed, function_meant(data.project, handed.func, data.function)
    else:
        called = data.project.function(data.project.types.callee(call, data.function))
    if called is None or called.is_generator:
        return None
    if (inside := data.inside(called, call)) is None:
        return None
    return next((o for s in called.body.returns if (o := inside.of(s.value)) is not None), None)
