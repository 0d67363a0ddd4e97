"""Changes of an item to other values than it has, and what is read of it before and after."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from contextlib import suppress
from typing import Any

from fastapi_lint.contract.client import Client
from fastapi_lint.contract.probing.requests import Draft, draft
from fastapi_lint.contract.values import NoValue
from fastapi_lint.facts.contract.bodies import item_with
from fastapi_lint.facts.contract.exchange import Exchange
from fastapi_lint.facts.contract.operation import Operation
from fastapi_lint.facts.contract.schema import Schema

_FIELDS = 8
_DONE = frozenset({200, 201, 204})
_CHANGED_SINCE = 412
_REFUSED = frozenset({400, 409, 422})
_SERVER = re.compile(
    r"(?:^|_)(?:id|uuid|version|revision|etag|owner|author|by)$|[a-z](?:Id|By)$|^(?:created|updated|modified|changed)"
)
"""Names of fields that a service fills in by itself, whatever clients send along."""
_OTHER = {
    "": "changed",
    "date-time": "2031-05-06T07:08:09Z",
    "date": "2031-05-06",
    "email": "changed@example.org",
    "uri": "https://example.org/changed",
}


def probe_updates(client: Client, items: dict[str, Operation], known: dict[str, Any], read: Exchange) -> None:
    """Replaces and patches the item; where a change is refused, texts alone are changed."""
    for method in ("PUT", "PATCH"):
        operation = items.get(method)
        if operation is None:
            continue
        with suppress(NoValue):
            for changed, fields in _changes(draft(operation, known, client.headers), read):
                made, after = client.each(
                    [
                        ("updated", _current(changed, read).request(), operation, " ".join(fields)),
                        ("read-after-update", read.request, read.operation, method),
                    ]
                )
                if made.status in _DONE:
                    client.trial("updated", [read, made, after], operation)
                    read = after
                if made.status == _CHANGED_SINCE:
                    client.trial("refused-version", [read, made], operation)
                if made.status not in _REFUSED:
                    break


def compares(operation: Operation) -> bool:
    """Whether the document promises that versions are compared."""
    return any(p.name.lower() == "if-match" for p in operation.parameters) or operation.answer(412) is not None


def _current(changed: Draft, read: Exchange) -> Draft:
    """On the ground of the version that was read, where versions are compared."""
    tag = read.header("etag") or ""
    strong = tag.startswith('"')  # weak ones never match
    return changed.with_header("if-match", tag) if strong and compares(changed.operation) else changed


def _changes(valid: Draft, read: Exchange) -> Iterator[tuple[Draft, Iterable[str]]]:
    """With as many other values as possible, then with other texts only; and the fields that have them."""
    body = valid.operation.body
    if body is None or not isinstance(valid.body, dict):
        return
    fields = dict(list(body.properties)[:_FIELDS])
    before = item_with(read.json, fields)
    other = {name: value for name, schema in fields.items() if (value := _other(name, schema, before)) is not None}
    texts = {name: value for name, value in other.items() if value == _OTHER[""]}
    for values in (other, texts) if texts and texts != other else (other,):
        if values:
            yield valid.with_body({**valid.body, **values}), values


def _other(name: str, schema: Schema, before: dict[str, Any]) -> Any:
    """Another value than the one that was read; None where it cannot be told what else is valid."""
    plain = schema.plain
    ours = any(plain.get(key) for key in ("readOnly", "writeOnly", "const"))
    if ours or name not in before or _SERVER.search(name):
        return None
    known = before[name]
    if isinstance(plain.get("enum"), list):
        return next((option for option in plain["enum"] if option != known), None)
    if schema.type == "boolean" and isinstance(known, bool):
        return not known
    if schema.type in {"integer", "number"} and isinstance(known, int | float) and "multipleOf" not in plain:
        return next((n for n in (known + 1, known - 1) if _admits(schema, n)), None)
    if schema.type == "string" and (known is None or isinstance(known, str)) and not plain.get("pattern"):
        found = _OTHER.get(schema.format)
        fits = found is not None and (schema.limit("minLength") or 0) <= len(found) <= (schema.limit("maxLength") or 99)
        return found if fits and found != known else None
    return None


def _admits(schema: Schema, number: float) -> bool:
    low, high = schema.limit("minimum"), schema.limit("maximum")
    above, below = schema.limit("exclusiveMinimum"), schema.limit("exclusiveMaximum")
    fits = (low is None or number >= low) and (high is None or number <= high)
    return fits and (above is None or number > above) and (below is None or number < below)
