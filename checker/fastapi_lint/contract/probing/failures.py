"""What happens when the service's own code fails, when a body is too large, and when somebody tries passwords."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from msgspec.structs import replace

from fastapi_lint.contract.client import Client
from fastapi_lint.contract.probing.requests import Draft, draft
from fastapi_lint.contract.session import FAILING
from fastapi_lint.contract.values import NoValue
from fastapi_lint.facts.contract.messages import HttpRequest
from fastapi_lint.facts.contract.openapi import Document
from fastapi_lint.facts.contract.operation import Operation
from fastapi_lint.facts.contract.words import is_session

_HUGE = 4_000_000
_TOO_LARGE = 413
_ATTEMPTS = 60
_NAMES = ("user", "mail", "name", "login")


def probe_failure(client: Client, prefix: str, reading: Draft | None) -> None:
    """Calls the route below the prefix that always fails, and then one that works."""
    sent = (("x-request-id", "1a2b3c4d-2222-4333-8444-5555eeee5555"), ("origin", (*client.origins, "")[0]))
    asked = tuple((name, value) for name, value in sent if value)
    failed = client.call("unexpected-failure", HttpRequest("GET", prefix + FAILING, (*client.headers, *asked)))
    if reading is None or failed.status < 500:
        return
    plain = Draft(reading.operation, reading.path, reading.query, (*reading.headers, *asked))
    after = client.call("after-failure", plain.request(), reading.operation)
    client.trial("after-failure", [failed, after], reading.operation)


def probe_limits(client: Client, document: Document) -> None:
    """A body that nobody needs, and more attempts than anybody makes who knows the password."""
    for valid in _drafts(client, document):
        if valid.has_body and "application/json" in valid.operation.body_media:
            huge = replace(valid.request(), blanks=_HUGE)
            status = client.call("huge-body", huge, valid.operation, "4 MB").status
            if status == _TOO_LARGE:
                chunked = replace(huge, headers=(*huge.headers, ("transfer-encoding", "chunked")))
                client.call("huge-body", chunked, valid.operation, "4 MB that no header announces")
            if status in {200, 201, 202, _TOO_LARGE}:
                break
    for valid in _drafts(client, document):
        if _signs_in(valid):
            request = valid.with_body({name: _unknown(name, given) for name, given in valid.body.items()}).request()
            tries = [("burst", request, valid.operation, str(n)) for n in range(_ATTEMPTS)]
            client.trial("burst", client.all(tries), valid.operation)
            return


def _drafts(client: Client, document: Document) -> Iterator[Draft]:
    for operation in document.operations:
        if operation.method == "POST" and "{" not in operation.path:
            try:
                yield draft(operation, {}, client.headers)
            except NoValue:
                continue


def _signs_in(valid: Draft) -> bool:
    names = valid.body if isinstance(valid.body, dict) else {}
    return is_session(valid.operation.path) and _asks_only(valid.operation) and any("password" in n for n in names)


def _asks_only(operation: Operation) -> bool:
    """Whether it makes no account: signing up may be repeated as often as there are addresses."""
    return not any(word in operation.path.lower() for word in ("register", "signup", "sign-up", "reset", "recover"))


def _unknown(name: str, given: Any) -> Any:
    """A name that nobody has, so that no account is locked."""
    if not isinstance(given, str) or not any(word in name.lower() for word in _NAMES):
        return given
    return "nobody@example.org" if "@" in given else "fastapi-lint-nobody"
