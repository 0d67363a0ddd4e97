"""Calls that belong together: create, read, change, delete, read again."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import suppress
from hashlib import blake2b
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID

from fastapi_lint.contract.client import Client, Planned
from fastapi_lint.contract.identity import Headers
from fastapi_lint.contract.probing.pages import probe_list
from fastapi_lint.contract.probing.requests import Draft, draft
from fastapi_lint.contract.probing.updates import compares, probe_updates
from fastapi_lint.contract.values import NoValue
from fastapi_lint.facts.contract.bodies import rows_of
from fastapi_lint.facts.contract.exchange import Exchange
from fastapi_lint.facts.contract.messages import HttpRequest
from fastapi_lint.facts.contract.openapi import Document
from fastapi_lint.facts.contract.operation import Operation
from fastapi_lint.facts.contract.schema import Schema

_PARAMETER = re.compile(r"{([^}]+)}$")
_KEY = "idempotency-key"
_TURNED_AWAY = frozenset({401, 403})
_HIDDEN = frozenset({403, 404})
_TELLING = 8
"""Characters by which an identifier is known among other values."""
_STALE = '"fastapi-lint-stale"'
_TEXT = "Größe 😀"


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
        for key in (name, *identifying(name), f"{noun}_id", noun, "slug", "key"):
            if isinstance(holder.get(key), str | int):
                return {name: holder[key]}
    return {}


def identifying(parameter: str) -> tuple[str, ...]:
    """The usual names of the field that a path parameter names: `name` before all others for `database_name`."""
    kind = parameter.rpartition("_")[2]
    return (kind, "id", "uuid") if kind in {"name", "slug", "key", "code", "uuid"} else ("id", "uuid")


def probe_life(client: Client, document: Document, create: Operation) -> bool:
    """The life of one item; False when the service refuses to make it, which it may do for what it holds already."""
    items = item_operations(document, create)
    try:
        valid = draft(create, {}, client.headers)
    except NoValue:
        return True
    made = client.call("created", valid.request(), create)
    if not 200 <= made.status < 300:
        return not 400 <= made.status < 500 or made.status in _TURNED_AWAY
    if any(p.name.lower() == _KEY for p in create.parameters):
        _repeat(client, create, valid)
    item, read = next(iter(items.values()), None), items.get("GET")
    listing = next((o for o in document.operations if o.name == f"GET {create.path}"), None)
    wanted = [*_location(client, made), *_unlike(create, valid)]
    wanted += _round_trip(create, valid) if read is not None else ()
    if listing is not None:
        wanted.append(("created", valid.request(), create, "another one"))
    answers = {e.probe: e for e in client.each(wanted)}
    if (found_there := answers.get("location")) is not None:
        client.trial("location", [made, found_there], create)
    if listing is not None:
        with suppress(NoValue):
            probe_list(client, draft(listing, {}, client.headers))
    if read is not None and (kept := answers.get("round-trip")) is not None:
        _read_round_trip(client, create, read, kept)
    if item is not None and (found := created_id(item, made)):
        for nested in _below(document, item):
            with suppress(NoValue):
                _repeat(client, nested, draft(nested, found, client.headers))
        _live(client, {**items, **({"LIST": listing} if listing is not None else {})}, found, made, create)
    return True


def _below(document: Document, item: Operation) -> Iterator[Operation]:
    """What can be made once of an item, such as refunds of a payment."""
    for operation in document.operations:
        below = operation.path.startswith(f"{item.path}/") and operation.path.count("{") == item.path.count("{")
        if below and operation.method == "POST" and any(p.name.lower() == _KEY for p in operation.parameters):
            yield operation


def probe_access(client: Client, document: Document, create: Operation) -> None:
    """What somebody else may do with an item of the caller."""
    if client.other is None:
        return
    items = item_operations(document, create)
    try:
        valid = draft(create, {}, client.headers)
    except NoValue:
        return
    made = client.call("created", valid.request(), create)
    item = next(iter(items.values()), None)
    if item is None or not 200 <= made.status < 300 or not (found := created_id(item, made)):
        return
    foreign = client.credentials(client.other)
    if any(p.name.lower() == _KEY for p in create.parameters):
        _foreign_key(client, item, valid, draft(create, {}, foreign))
    for method in ("GET", "PUT", "PATCH", "DELETE"):
        if (operation := items.get(method)) is not None:
            try:
                request = draft(operation, found, foreign).request()
            except NoValue:
                continue
            tried = client.call("foreign-object", request, operation)
            if method == "GET" and tried.status in _HIDDEN:
                _foreign_list(client, document, made, found, foreign)
            if not (method == "DELETE" and _is_still_there(client, items.get("GET"), found)):
                client.trial("foreign-object", [made, tried], operation)


def _foreign_list(client: Client, document: Document, made: Exchange, known: dict[str, Any], foreign: Headers) -> None:
    """Whether a list shows somebody an item that is hidden from them by itself."""
    path = made.operation.path if made.operation is not None else ""
    listing = next((o for o in document.operations if o.name == f"GET {path}"), None)
    if listing is None:
        return
    with suppress(NoValue):
        listed = client.call("foreign-list", draft(listing, {}, foreign).request(), listing)
        ids = {str(value) for row in rows_of(listed.json) if isinstance(row, dict) for value in row.values()}
        if any(len(str(given)) >= _TELLING and str(given) in ids for given in known.values()):
            client.trial("foreign-object", [made, listed], listing)


def _foreign_key(client: Client, item: Operation, mine: Draft, theirs: Draft) -> None:
    """What somebody else is given for the key of the caller."""
    operation, key = mine.operation, _key(mine.operation, 3)
    made = client.call("keyed", mine.with_header(_KEY, key).request(), operation)
    tried = client.call("foreign-key", theirs.with_header(_KEY, key).request(), operation)
    if (found := created_id(item, made)) and found == created_id(item, tried):
        client.trial("foreign-object", [made, tried], operation)


def _is_still_there(client: Client, read: Operation | None, known: dict[str, Any]) -> bool:
    """Whether a deletion was answered and not done: where deleting is repeatable, nobody's items are deleted too."""
    if read is None:
        return False
    try:
        request = draft(read, known, client.headers).request()
    except NoValue:
        return False
    return client.call("read-back", request, read, "after a foreign deletion").status == 200


def _live(
    client: Client, items: dict[str, Operation], known: dict[str, Any], made: Exchange, create: Operation
) -> None:
    answers = {e.probe: e for e in client.each([*_stale(client, items, known), *_uses(client, items, known)])}
    read = answers.get("read-back")
    if read is not None:
        again = answers["read-again"] if read.status == 200 else read  # nothing so far takes it away
        client.trial("created-then-read", [made, again], create)
        if again.status == 200:
            probe_updates(client, items, known, again)
    listed = client.each(list(_listing(client, items, "listed")))
    gone = _delete(client, items, known)
    if gone is None or read is None or gone.status >= 300:
        return
    wanted: list[Planned] = [("read-after-delete", read.request, items["GET"], "")]
    wanted += _listing(client, items, "listed-after-delete")
    second: Planned = ("deleted-again", gone.request, gone.operation, "a second deletion")
    after, *left, _ = client.each([*wanted, second])
    if read.status == 200:
        client.trial("deleted-then-read", [gone, after], items["GET"])
        client.trial("deleted-then-listed", [read, gone, *listed, *left] if left else [], items.get("LIST"))


def _listing(client: Client, items: dict[str, Operation], probe: str) -> Iterator[Planned]:
    operation = items.get("LIST")
    if operation is not None and "DELETE" in items:
        with suppress(NoValue):
            yield probe, draft(operation, {}, client.headers).request(), operation, ""


def _delete(client: Client, items: dict[str, Operation], known: dict[str, Any]) -> Exchange | None:
    operation = items.get("DELETE")
    if operation is None:
        return None
    try:
        return client.call("deleted", draft(operation, known, client.headers).request(), operation)
    except NoValue:
        return None


def _uses(client: Client, items: dict[str, Operation], known: dict[str, Any]) -> Iterator[Planned]:
    """What is done with an item while it is there."""
    uses = (("GET", "read-back"), ("PUT", "changed"), ("PATCH", "changed"), ("GET", "read-again"))
    for method, probe in uses:
        if (operation := items.get(method)) is not None:
            with suppress(NoValue):
                yield probe, draft(operation, known, client.headers).request(), operation, ""


def _repeat(client: Client, create: Operation, valid: Draft) -> None:
    keyed = valid.with_header(_KEY, _key(create, 1))
    wanted: list[Planned] = [(p, keyed.request(), create, "") for p in ("keyed", "keyed-again")]
    if (other := _changed(valid)) is not None:
        wanted.append(("key-reuse", keyed.with_body(other).request(), create, ""))
    first, again, *reuse = client.each(wanted)
    client.trial("idempotent-replay", [first, again], create)
    client.trial("key-reuse", [first, *reuse] if reuse else [], create)
    twin = valid.with_header(_KEY, _key(create, 2)).request()
    both = client.all([("concurrent-key", twin, create, n) for n in ("first", "second")], together=True)
    client.trial("concurrent-key", both, create)


def _key(create: Operation, number: int) -> str:
    """A key that no other operation is called with, as keys of several may be kept in one place."""
    return str(UUID(bytes=blake2b(f"{create.name} {number}".encode(), digest_size=16).digest()))


def _changed(valid: Draft) -> dict[str, Any] | None:
    """Another valid body: one number more, or another text."""
    body = valid.operation.body
    for name, schema in body.properties if body is not None and isinstance(valid.body, dict) else ():
        known = valid.body.get(name)
        if isinstance(known, int) and not isinstance(known, bool):
            most = schema.limit("maximum")
            return {**valid.body, name: known + 1 if most is None or known < most else known - 1}
        if _is_free_text(schema) and (known is None or isinstance(known, str)):
            return {**valid.body, name: "another text"}
    return None


def _is_free_text(schema: Schema) -> bool:
    free = schema.type == "string" and not set(schema.plain) & {"format", "enum", "const", "pattern"}
    return free and (schema.limit("maxLength") or 100) >= len(_TEXT)


def _unlike(create: Operation, valid: Draft) -> Iterator[Planned]:
    """Another item, with which equal ones before and after it are in no order."""
    if (other := _changed(valid)) is not None:
        yield "created", valid.with_body(other).request(), create, "an unlike one"


def _round_trip(create: Operation, valid: Draft) -> Iterator[Planned]:
    """Sends letters that get lost in wrong encodings."""
    fields = create.body.properties if create.body is not None else ()
    texts = {name: _TEXT for name, schema in fields if _is_free_text(schema)}
    if texts and isinstance(valid.body, dict):
        yield "round-trip", valid.with_body({**valid.body, **texts}).request(), create, ""


def _read_round_trip(client: Client, create: Operation, read: Operation, kept: Exchange) -> None:
    """Reads them back."""
    found = created_id(read, kept) if 200 <= kept.status < 300 else {}
    if found:
        request = draft(read, found, client.headers).request()
        client.trial("round-trip", [kept, client.call("round-trip-read", request, read)], create)


def _location(client: Client, made: Exchange) -> Iterator[Planned]:
    given = urlsplit(made.header("location") or "")
    if made.status == 201 and given.path.startswith("/"):
        target = f"{given.path}?{given.query}" if given.query else given.path
        yield "location", HttpRequest("GET", target, client.headers), None, ""


def _stale(client: Client, items: dict[str, Operation], known: dict[str, Any]) -> Iterator[Planned]:
    """Changes on the ground of a version that never was."""
    for method in ("PUT", "PATCH"):
        operation = items.get(method)
        if operation is not None and compares(operation):
            with suppress(NoValue):
                stale = draft(operation, known, client.headers).with_header("if-match", _STALE)
                yield "stale-version", stale.request(), operation, ""
