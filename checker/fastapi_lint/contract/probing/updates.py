"""Changes of an item to other values than it has, and what is read of it before and after."""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Iterator
from contextlib import suppress
from typing import Any

from fastapi_lint.contract.client import Client, Planned
from fastapi_lint.contract.probing.requests import Draft, draft
from fastapi_lint.contract.values import NoValue
from fastapi_lint.facts.contract.bodies import item_with
from fastapi_lint.facts.contract.exchange import Exchange
from fastapi_lint.facts.contract.operation import Operation
from fastapi_lint.facts.contract.schema import Schema

_FIELDS = 8
_RACES = 6
_DONE = frozenset({200, 201, 204})
_CHANGED_SINCE = 412
_REFUSED = frozenset({400, 409, 422})
_SERVER = re.compile(
    r"(?:^|_)(?:id|uuid|version|revision|etag|owner|author|by)$|[a-z](?:Id|By)$|^(?:created|updated|modified|changed)"
)
"""Names of fields that a service fills in by itself, whatever clients send along."""
_TEXTS = ("changed", "changed again", "changed once more")
_OTHER = {
    "date-time": "2031-05-06T07:08:09Z",
    "date": "2031-05-06",
    "email": "changed@example.org",
    "uri": "https://example.org/changed",
}


def probe_updates(client: Client, items: dict[str, Operation], known: dict[str, Any], read: Exchange) -> None:
    """Replaces and patches the item in every way that shows whether the rest of it stays as it is."""
    for method in ("PUT", "PATCH"):
        operation = items.get(method)
        if operation is None:
            continue
        with suppress(NoValue):
            valid = draft(operation, known, client.headers)
            read, changed = _updated(client, valid, read)
            if changed is not None and method == "PUT":
                read = _twice(client, changed, read)
            if method == "PATCH":
                read = _partly(client, valid, read)
            read = _raced(client, valid, read)


def _updated(client: Client, valid: Draft, read: Exchange) -> tuple[Exchange, Draft | None]:
    """Changes what can be changed; where that is refused, texts alone. The item afterwards, and what was accepted."""
    operation = valid.operation
    for changed, fields in _changes(valid, read):
        made, after = client.each(_sent(changed, read, "updated", " ".join(fields)))
        if made.status in _DONE:
            client.trial("updated", [read, made, after], operation)
            return after, changed
        if made.status == _CHANGED_SINCE:
            client.trial("refused-version", [read, made], operation)
        if made.status not in _REFUSED:
            break
    return read, None


def _twice(client: Client, changed: Draft, read: Exchange) -> Exchange:
    """The same replacement once more; the note names what clients decide of the item."""
    kept = item_with(read.json, changed.body)
    fields = [name for name in changed.body if name in kept and not _SERVER.search(name)]
    made, after = client.each(_sent(changed, read, "updated-again", " ".join(fields)))
    if made.status in _DONE and after.status == read.status:
        client.trial("updated-again", [read, made, after], changed.operation)
        return after
    return read


def _partly(client: Client, valid: Draft, read: Exchange) -> Exchange:
    """One field alone, besides those that have to be sent; the note names the others."""
    fields, before = _fields(valid, read)
    required = valid.operation.body.required if valid.operation.body is not None else ()
    needed = {name: before.get(name, valid.body[name]) for name in required if name in valid.body}
    name, options = _plain(fields, before, needed)
    rest = [n for n in fields if n in before and n not in {*needed, name} and not _SERVER.search(n)]
    if not options or not rest:
        return read
    changed = valid.with_body({**needed, name: options[0]})
    made, after = client.each(_sent(changed, read, "partly-updated", " ".join(rest)))
    if made.status not in _DONE:
        return read
    client.trial("partly-updated", [read, made, after], valid.operation)
    return after


def _raced(client: Client, valid: Draft, read: Exchange) -> Exchange:
    """Two changes at once, again and again until both are accepted: who comes first is a matter of luck."""
    for _ in range(_RACES):
        read, both = _race(client, valid, read)
        if both:
            break
    return read


def _race(client: Client, valid: Draft, read: Exchange) -> tuple[Exchange, bool]:
    """Two different changes at once, both on the ground of the version that was read, and one after them.

    The last one shows whether versions are compared at all. The item afterwards, and whether it is no use to try again.
    """
    name, options = _plain(*_fields(valid, read))
    both = [_current(valid.with_body({**valid.body, name: given}), read).request() for given in options[:2]]
    if len(both) < 2 or both[0].header("if-match") is None:
        return read, True
    asked = [
        ("raced-update", request, valid.operation, f"{name}={given}")
        for request, given in zip(both, options, strict=False)
    ]
    answers = client.all(asked, together=True)
    late = client.call("raced-update", both[0], valid.operation, "after the two")
    client.trial("raced-update", [*answers, late], valid.operation)
    decided = all(a.status in _DONE for a in answers) or not any(a.status in _DONE for a in answers)
    return client.call("read-after-update", read.request, read.operation, "two changes at once"), decided


def _sent(changed: Draft, read: Exchange, probe: str, note: str) -> list[Planned]:
    """A change, and the item after it."""
    made = _current(changed, read).request()
    return [
        (probe, made, changed.operation, note),
        ("read-after-update", read.request, read.operation, changed.operation.method),
    ]


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
    fields, before = _fields(valid, read)
    options = {name: next(_options(name, schema, before), None) for name, schema in list(fields.items())[:_FIELDS]}
    other = {name: value for name, value in options.items() if value is not None}
    texts = {name: value for name, value in other.items() if value in _TEXTS}
    for values in (other, texts) if texts and texts != other else (other,):
        if values:
            yield valid.with_body({**valid.body, **values}), values


def _fields(valid: Draft, read: Exchange) -> tuple[dict[str, Schema], dict[str, Any]]:
    """What clients may send, and what of it is read."""
    body = valid.operation.body
    if body is None or not isinstance(valid.body, dict):
        return {}, {}
    fields = dict(body.properties)
    return fields, item_with(read.json, fields)


def _plain(fields: dict[str, Schema], before: dict[str, Any], but: Container[str] = ()) -> tuple[str, list[Any]]:
    """A text or a number with other values for it: with a state, other fields may have to change. ("", []) for none."""
    for name, schema in fields.items():
        is_state = "enum" in schema.plain or schema.format or schema.type == "boolean"
        if name not in but and not is_state and (options := list(_options(name, schema, before))):
            return name, options
    return "", []


def _options(name: str, schema: Schema, before: dict[str, Any]) -> Iterator[Any]:
    """Other values than the one that was read; none where it cannot be told what else is valid."""
    plain = schema.plain
    ours = any(plain.get(key) for key in ("readOnly", "writeOnly", "const"))
    if ours or name not in before or _SERVER.search(name):
        return
    known = before[name]
    if isinstance(plain.get("enum"), list):
        yield from (option for option in plain["enum"] if option != known)
    elif schema.type == "boolean" and isinstance(known, bool):
        yield not known
    elif schema.type in {"integer", "number"} and isinstance(known, int | float) and "multipleOf" not in plain:
        yield from (n for n in (known + 1, known - 1, known + 2) if _admits(schema, n))
    elif schema.type == "string" and (known is None or isinstance(known, str)) and not plain.get("pattern"):
        least, most = schema.limit("minLength") or 0, schema.limit("maxLength") or 99
        texts = (_OTHER[schema.format],) if schema.format in _OTHER else _TEXTS if not schema.format else ()
        yield from (text for text in texts if least <= len(text) <= most and text != known)


def _admits(schema: Schema, number: float) -> bool:
    low, high = schema.limit("minimum"), schema.limit("maximum")
    above, below = schema.limit("exclusiveMinimum"), schema.limit("exclusiveMaximum")
    fits = (low is None or number >= low) and (high is None or number <= high)
    return fits and (above is None or number > above) and (below is None or number < below)
