"""Path parameters that lead to something that the service really has."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from fastapi_lint.contract.client import Client
from fastapi_lint.contract.probing.requests import Draft, draft
from fastapi_lint.contract.probing.sequences import created_id, identifying, item_operations
from fastapi_lint.contract.values import NoValue
from fastapi_lint.facts.contract.exchange import Exchange
from fastapi_lint.facts.contract.openapi import Document
from fastapi_lint.facts.contract.operation import Operation


def existing(client: Client, document: Document, operations: Iterable[Operation]) -> dict[str, Any]:
    """Path parameters by name: items are created, or taken from a list."""
    known: dict[str, Any] = {}
    for create in sorted((o for o in operations if o.method in {"POST", "GET"} and o.is_collection), key=_by_depth):
        item = next(iter(item_operations(document, create).values()), None)
        if item is None or _last_parameter(item) in known or create.name in client.hang:
            continue
        try:
            answer = client.call("prepared", draft(create, known, client.headers).request(), create)
        except NoValue:
            continue
        if 200 <= answer.status < 300:
            known |= created_id(item, answer) or _first_listed(item, answer)
    return known


def reading(client: Client, document: Document) -> Draft | None:
    """A GET that answers 200, by preference one of the service's own, not its health."""
    wanted = [o for o in document.operations if o.method == "GET" and "{" not in o.path]
    wanted.sort(key=lambda o: ("health" in o.path or "ready" in o.path or "live" in o.path, len(o.path)))
    for operation in wanted:
        try:
            found = draft(operation, {}, client.headers)
        except NoValue:
            continue
        answer = client.call("valid", found.request(), operation)
        if answer.status == 200 and not answer.is_endless:
            return found
    return None


def _by_depth(operation: Operation) -> tuple[int, bool]:
    return operation.path.count("/"), operation.method == "GET"


def _last_parameter(item: Operation) -> str:
    return item.path.rstrip("/").rpartition("{")[2].rstrip("}")


def _first_listed(item: Operation, answer: Exchange) -> dict[str, Any]:
    body = answer.json
    listed = body.values() if isinstance(body, dict) else ()
    rows = body if isinstance(body, list) else next((v for v in listed if isinstance(v, list)), [])
    if not rows or not isinstance(rows[0], dict):
        return {}
    name = _last_parameter(item)
    found = next((rows[0][k] for k in (name, *identifying(name), name.removesuffix("_id")) if k in rows[0]), None)
    return {} if found is None else {name: found}
