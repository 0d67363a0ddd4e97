"""What is asked of each operation: a valid call, then what clients get wrong."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from fastapi_lint.contract.client import Client
from fastapi_lint.contract.probing.credentials import probe_openness, wrong_credentials
from fastapi_lint.contract.probing.inputs import missing_items, odd_parameters, wrong_bodies, wrong_parameters
from fastapi_lint.contract.probing.pages import odd_pages, probe_list
from fastapi_lint.contract.probing.requests import Draft, draft
from fastapi_lint.contract.values import NoValue
from fastapi_lint.facts.contract.exchange import Exchange
from fastapi_lint.facts.contract.messages import HttpRequest
from fastapi_lint.facts.contract.operation import Operation

_SLOW = 100.0
"""Milliseconds on the event loop after which a call is made again, to see whether it was chance."""
_WORTH_COMPRESSING = 1000
_REFUSED = 400
_NO_TAG = '"fastapi-lint-no-tag"'
_UNREADABLE = frozenset({"malformed JSON", "no UTF-8"})


def probe_operation(client: Client, operation: Operation, known: dict[str, Any]) -> Exchange | None:
    """All calls to one operation; the answer to the valid one, None when no valid one can be made up."""
    try:
        valid = draft(operation, known, client.headers)
    except NoValue:
        return None
    turn = client.turns.next()
    answer = client.call("valid", valid.request(), operation)
    if answer.ending or answer.is_endless:
        return answer
    wanted = [
        *missing_items(valid, known),
        *wrong_parameters(valid),
        *odd_parameters(valid),
        *odd_pages(valid),
        *(wrong_bodies(valid) if valid.has_body and isinstance(valid.body, dict) else ()),
        *(wrong_credentials(client, valid) if operation.is_secured else ()),
    ]
    planned = [(probe, request, operation, note) for probe, request, note in wanted]
    made = client.some(planned, operation.name, turn)
    client.trial("invalid-input", [e for e in made if _is_invalid(e)], operation)
    if 200 <= answer.status < 300 and (made or not planned):
        _repeated(client, valid, answer)
        probe_openness(client, valid, answer)
        if operation.name not in client.cut:
            probe_list(client, valid)
    return answer


def _is_invalid(exchange: Exchange) -> bool:
    unreadable = exchange.probe == "malformed-body" and exchange.note in _UNREADABLE
    return unreadable or exchange.probe in {"invalid-body", "invalid-parameter"}


def _repeated(client: Client, valid: Draft, answer: Exchange) -> None:
    """The valid call again: with the tag of its answer, compressed, as HEAD, without its slash, or as it was slow."""
    operation = valid.operation
    if answer.lag > _SLOW:
        client.trial("lag", [answer, client.call("lag", valid.request(), operation)], operation)
    if operation.method != "GET":
        return
    made = {e.probe: e for e in client.each([(p, r, operation, "") for p, r in _readings(valid, answer)])}
    if (again := made.get("unchanged")) is not None:
        client.trial("conditional", [answer, again], operation)
    if 0 < (head := made["head"]).status < _REFUSED:
        client.trial("head", [answer, head, client.call("same-get", valid.request(), operation)], operation)


def _readings(valid: Draft, answer: Exchange) -> Iterator[tuple[str, HttpRequest]]:
    """The ways in which what was read can be asked for once more."""
    target = valid.request().target
    yield "head", HttpRequest("HEAD", target, valid.headers)
    if answer.response is not None and answer.response.size > _WORTH_COMPRESSING:
        yield "compressible", valid.with_header("accept-encoding", "gzip").request()
    if etag := answer.header("etag"):
        yield "unchanged", valid.with_header("if-none-match", etag).request()
        yield "foreign-tag", valid.with_header("if-none-match", _NO_TAG).request()
    path, _, query = target.partition("?")
    if valid.operation.path != "/" and valid.operation.path.endswith("/"):
        yield "without-slash", HttpRequest("GET", f"{path.rstrip('/')}{'?' if query else ''}{query}", valid.headers)
