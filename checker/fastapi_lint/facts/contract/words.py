"""Which names in a document mean money, secrets, pages, orders or infrastructure."""

from __future__ import annotations

import re

from fastapi_lint.facts.contract.operation import Operation

CANARY = "cnry-7f3a9c"
"""A value that probes send as a secret: it must come up nowhere else."""
FAILURE = "fastapi-lint makes this request fail"
"""The message of the exception that the planted route raises."""

ERROR_CAUSES = {
    "unknown-path": "an unknown path",
    "wrong-method": "a method that is not there",
    "invalid-body": "a wrong body",
    "malformed-body": "a body that cannot be read",
    "wrong-media-type": "a body of another media type",
    "huge-body": "a body that is too large",
    "key-reuse": "a key of another request",
    "burst": "many attempts in a row",
    "unexpected-failure": "an unexpected failure",
    "invalid-parameter": "a wrong parameter",
    "missing-item": "an unknown identifier",
    "anonymous": "a caller without credentials",
    "invalid-token": "a wrong token",
    "valid": "a valid request",
}
"""Probe -> what causes the error that it provokes."""

PAGE_SIZES = frozenset(
    {"limit", "size", "page_size", "pagesize", "per_page", "perpage", "page_limit", "count", "take", "first"}
)
OFFSETS = frozenset({"offset", "skip", "start"})
CURSORS = frozenset({"cursor", "after", "page_token", "next_token", "starting_after"})
PAGING = PAGE_SIZES | OFFSETS | CURSORS | {"page", "before"}
SORTS = frozenset({"sort", "sort_by", "sortby", "order_by", "orderby", "ordering"})

_MONEY = re.compile(r"(?:^|_)(?:price|amount|total_price|cost|fee|salary|balance|subtotal|discount_amount)$")
_SECRET = re.compile(r"(?:^|_)(?:password|passwd|pwd|password_hash|hashed_password|secret|client_secret|private_key)$")
_INFRASTRUCTURE = re.compile(
    r"/(?:health\w*|live\w*|ready\w*|readiness|ping|alive|metrics|version|info|status|docs|redoc|openapi\.json)?/?$"
)
_SESSION = re.compile(r"/(?:login|logout|token|refresh|register|signup|sign-up|auth|webhooks?|callback)(?:/|$)")


def money_field(name: str) -> bool:
    """`price`, `total_amount`: what holds an amount of money."""
    return bool(_MONEY.search(_snake(name)))


def is_secret_field(name: str) -> bool:
    """`password`, `client_secret`: what no answer may hold."""
    return bool(_SECRET.search(_snake(name)))


def is_infrastructure(path: str) -> bool:
    """Health, metrics, documentation and the root: paths that serve machines of the operator, not clients."""
    return bool(_INFRASTRUCTURE.search(path)) and path.count("/") <= 4


def is_session(path: str) -> bool:
    """Login, token and registration paths, whose callers have no credentials yet."""
    return bool(_SESSION.search(path))


def creates(operation: Operation) -> bool:
    """Whether it is a POST that answers with something that has an identifier: it makes an item."""
    if operation.method != "POST" or not operation.is_collection or is_session(operation.path):
        return False
    answers = [a for a in operation.answers if a.is_success and a.schema is not None]
    return any(
        name in {"id", "uuid"} or name.endswith("_id")
        for a in answers
        if a.schema is not None
        for name, _ in a.schema.properties
    )


def _snake(name: str) -> str:
    return re.sub(r"(?<=[a-z0-9])([A-Z])", r"_\1", name).lower().replace("-", "_")
