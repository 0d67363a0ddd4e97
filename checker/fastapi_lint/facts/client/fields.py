"""Which value of the client an attribute of an object holds."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from fastapi_lint.facts.client.origin import Origin
from fastapi_lint.facts.expression import Attribute, Call, Name
from fastapi_lint.facts.texts.kept_fields import keeps

if TYPE_CHECKING:
    from fastapi_lint.facts.client.data import ClientData

_PARTS_OF_REQUEST = {"query_params": "query", "path_params": "path", "headers": "header", "cookies": "cookie"}


def origin_of_attribute(data: ClientData, expr: Attribute) -> Origin | None:
    """Of a part of the request, of an upload, or of a field that a model hands on as it came."""
    if expr.attr in _PARTS_OF_REQUEST and data.is_request(expr.value):
        return Origin(expr.attr, _PARTS_OF_REQUEST[expr.attr])
    origin = data.of(expr.value)
    if origin is None:
        return _built(data, expr)
    type_ = data.project.types.of(expr.value, data.function)
    if type_ == "fastapi.UploadFile" or (not type_ and origin.source == "file"):  # an item of a list of uploads
        return replace(origin, name=expr.attr) if expr.attr in ("filename", "file", "content_type") else None
    if type_ in ("fastapi.security.HTTPAuthorizationCredentials", "fastapi.security.HTTPBasicCredentials"):
        return origin
    class_ = data.project.class_(type_)
    return replace(origin, name=expr.attr) if class_ is not None and keeps(data.project, class_, expr.attr) else None


def _built(data: ClientData, expr: Attribute) -> Origin | None:
    """Of a field of a local object: what its constructor was given for it."""
    local = expr.value.id if isinstance(expr.value, Name) and not expr.value.target else ""
    for assign in data.assigned.get(local, ()) if local not in data.checked else ():
        made = assign.value
        if isinstance(made, Call) and (given := made.keyword(expr.attr)) is not None:
            class_ = data.project.class_(data.project.types.callee(made, data.function))
            if class_ is not None and keeps(data.project, class_, expr.attr):
                return data.of(given)
    return None
