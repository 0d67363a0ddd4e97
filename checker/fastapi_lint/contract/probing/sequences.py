"""Calls that belong together: create, read, change, delete, read again."""

from __future__ import annotations

import re
from typing import Any

from fastapi_lint.contract.client import Client
from fastapi_lint.contract.probing.requests import Draft, draft
from fastapi_lint.contract.values import NoValue
from fastapi_lint.facts.contract.exchange import Exchange
from fastapi_lint.facts.contract.openapi import Document, Operation

_PARAMETER = re.compile(r"{([^}]+)}$")
_KEY = "idempotency-key"


def item_operations(document: Document, create: Operation) -> dict[str, Operation]:
    """Method -> operation of the item path below a collection: `/orders/{id}` for `POST /orders`."""
    base = create.path.rstrip("/")
    found = {}
    for operation in document.operations:
        head, _, tail = operation.path.rstrip("/").rpartition("/")
        if head == base and _PARAMETER.fullmatch(tail):
            found[operation.method] = operation
    return found


def created_id(item: Operation, answer: Exchange) -> dict[str, Any]:
    """The path parameter of the item with the identifier that the answer to its creation holds."""
    match = _PARAMETER.search(item.path)
    body = answer.json
    if match is None or not isinstance(body, dict):
        return {}
    name = match[1]
    noun = name.removesuffix("_id")
    holders = [body, *(v for k, v in body.items() if isinstance(v, dict) and k in {"data", "item", "result", noun})]
    for holder in holders:
        for key in (name, "id", "uuid", f"{noun}_id", noun, "slug", "key"):
            if isinstance(holder.get(key), str | int):
                return {name: holder[key]}
    return {}


def probe_life(client: Client, document: Document, create: Operation) -> None:
    """The life of one item."""
    items = item_operations(document, create)
    try:
        valid = draft(create, {}, client.headers)
    except NoValue:
        return
    made = client.call("created", valid.request(), create)
    if made.response is None or not 200 <= made.status < 300:
        return
    if any(p.name.lower() == _KEY for p in create.parameters):
        _repeat(client, create, valid)
    item = next(iter(items.values()), None)
    if item is not None and (found := created_id(item, made)):
        _live(client, items, found, made, create)


def probe_access(client: Client, document: Document, create: Operation) -> None:
    """What somebody else may do with an item of the caller."""
    if client.other is None:
        return
    items = item_operations(document, create)
    try:
        made = client.call("created", draft(create, {}, client.headers).request(), create)
    except NoValue:
        return
    item = next(iter(items.values()), None)
    if item is None or not 200 <= made.status < 300 or not (found := created_id(item, made)):
        return
    foreign = client.credentials(client.other)
    for method in ("GET", "PUT", "PATCH", "DELETE"):
        if (operation := items.get(method)) is not None:
            try:
                request = draft(operation, found, foreign).request()
            except NoValue:
                continue
            client.trial("foreign-object", [made, client.call("foreign-object", request, operation)], operation)


def _live(
    client: Client, items: dict[str, Operation], known: dict[str, Any], made: Exchange, create: Operation
) -> None:
    def ask(method: str, probe: str) -> Exchange | None:
        operation = items.get(method)
        if operation is None:
            return None
        try:
            return client.call(probe, draft(operation, known, client.headers).request(), operation)
        except NoValue:
            return None

    read = ask("GET", "read-back")
    if read is not None:
        client.trial("created-then-read", [made, read], create)
    for method in ("PUT", "PATCH"):
        ask(method, "changed")
    gone = ask("DELETE", "deleted")
    after = ask("GET", "read-after-delete") if gone is not None and gone.status < 300 else None
    if gone is not None and after is not None and read is not None and read.status == 200:
        client.trial("deleted-then-read", [gone, after], items["GET"])


def _repeat(client: Client, create: Operation, valid: Draft) -> None:
    keyed = valid.with_header(_KEY, "fastapi-lint-1")
    first = client.call("keyed", keyed.request(), create)
    again = client.call("keyed-again", keyed.request(), create)
    client.trial("idempotent-replay", [first, again], create)
