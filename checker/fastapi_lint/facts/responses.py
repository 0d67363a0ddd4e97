"""What a route answers with: the declared schema, the status, and whether a value is already a response."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from fastapi_lint.facts.expression import (
    Attribute,
    Call,
    Constant,
    Expr,
    Mapping,
    Name,
    Operation,
    target_of,
)

if TYPE_CHECKING:
    from fastapi_lint.facts.project import Project
    from fastapi_lint.facts.web import Route

_PACKAGES = ("fastapi", "starlette", "sse_starlette", "fastapi_responses", "fasthtml")
_STATUS = re.compile(r"\.HTTP_(\d{3})_\w+$")
_STATUS_NAMES = {
    "OK": 200, "CREATED": 201, "ACCEPTED": 202, "NO_CONTENT": 204, "RESET_CONTENT": 205, "MOVED_PERMANENTLY": 301,
    "FOUND": 302, "SEE_OTHER": 303, "NOT_MODIFIED": 304, "TEMPORARY_REDIRECT": 307, "PERMANENT_REDIRECT": 308,
    "BAD_REQUEST": 400, "UNAUTHORIZED": 401, "PAYMENT_REQUIRED": 402, "FORBIDDEN": 403, "NOT_FOUND": 404,
    "METHOD_NOT_ALLOWED": 405, "NOT_ACCEPTABLE": 406, "REQUEST_TIMEOUT": 408, "CONFLICT": 409, "GONE": 410,
    "PRECONDITION_FAILED": 412, "REQUEST_ENTITY_TOO_LARGE": 413, "UNSUPPORTED_MEDIA_TYPE": 415, "IM_A_TEAPOT": 418,
    "UNPROCESSABLE_ENTITY": 422, "LOCKED": 423, "PRECONDITION_REQUIRED": 428, "TOO_MANY_REQUESTS": 429,
    "INTERNAL_SERVER_ERROR": 500, "NOT_IMPLEMENTED": 501, "BAD_GATEWAY": 502, "SERVICE_UNAVAILABLE": 503,
    "GATEWAY_TIMEOUT": 504,
}  # fmt: skip


def response_schema(route: Route) -> Expr | None:
    """What describes the answer: `response_model`, else the return annotation."""
    declared = route.option("response_model")
    return declared if declared is not None else route.function.returns


def is_response(project: Project, type_: str) -> bool:
    """Whether a class is a response that Starlette sends as it is, without serialising."""
    class_ = project.class_(type_)
    names = project.hierarchy.ancestors(class_) if class_ is not None else (type_,)
    return any(_names_a_response(name) for name in names)


def _names_a_response(name: str) -> bool:
    return name.split(".", maxsplit=1)[0] in _PACKAGES and name.endswith("Response")


def body_allowed(project: Project, route: Route) -> bool:
    """Whether the status of the route's decorator lets the answer have a body (RFC 9110, 15); an unknown one does."""
    status = status_of(project, route.option("status_code"))
    return status is None or (status >= 200 and status not in (204, 205, 304))


def status_of(project: Project, expr: Expr | None) -> int | None:
    """The HTTP status that an expression means: a number, `status.HTTP_…`, `HTTPStatus.…` or a constant of these."""
    if isinstance(expr, Constant):
        return expr.value if isinstance(expr.value, int) and not isinstance(expr.value, bool) else None
    target = project.follow(target_of(expr).removesuffix(".value")) if expr is not None else ""
    if found := _STATUS.search(target):
        return int(found[1])
    base, _, name = target.rpartition(".")
    if base in ("http.HTTPStatus", "http.client"):
        return _STATUS_NAMES.get(name)
    value = project.value(target) if target else None
    return status_of(project, value) if value is not None and value != expr else None


def statuses_in(project: Project, responses: Expr | None) -> set[int] | None:
    """The statuses that a `responses=` value describes, ranges such as "4XX" spelt out; None when it cannot be read."""
    match responses:
        case Mapping(items=items):
            parts = [_statuses(project, key) if key is not None else statuses_in(project, v) for key, v in items]
        case Operation(op="|", operands=operands):
            parts = [statuses_in(project, o) for o in operands]
        case Call(func=Name(target="builtins.dict"), args=(only,)):
            parts = [statuses_in(project, only.value)]
        case Name(target=name) | Attribute(target=name) if name and (value := project.value(name)) is not None:
            parts = [statuses_in(project, value)]
        case _:
            return None
    known = [p for p in parts if p is not None]
    return set().union(*known) if len(known) == len(parts) else None


def _statuses(project: Project, key: Expr) -> set[int] | None:
    """What one key of `responses=` stands for."""
    if isinstance(key, Constant) and isinstance(key.value, str):
        name = key.value.upper()
        if name == "DEFAULT":
            return set(range(200, 600))
        if name in ("2XX", "3XX", "4XX", "5XX"):
            first = int(name[0]) * 100
            return set(range(first, first + 100))
        return {int(name)} if name.isdigit() else None
    status = status_of(project, key)
    return {status} if status is not None else None
