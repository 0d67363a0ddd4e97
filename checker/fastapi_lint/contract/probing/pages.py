"""What lists are asked: pages of every kind, sorting, cursors."""

from __future__ import annotations

from typing import Any

from fastapi_lint.contract.client import Client
from fastapi_lint.contract.probing.inputs import Asked, given
from fastapi_lint.contract.probing.requests import Draft
from fastapi_lint.facts.contract.operation_parts import Parameter
from fastapi_lint.facts.contract.words import CURSORS, OFFSETS, PAGE_SIZES, SORTS

_NEXT = ("next_cursor", "next", "cursor", "next_page_token", "next_token")
_MADE_UP = "fastapi-lint-no-cursor"


def odd_pages(valid: Draft) -> Asked:
    """Sizes, places and orders that no page has."""
    for parameter in valid.parameters("query"):
        name, number = parameter.name.lower(), parameter.schema.type == "integer"
        if name in PAGE_SIZES and number:
            yield "huge-page", given(valid, parameter, 1_000_000_000).request(), parameter.name
        if name in PAGE_SIZES | OFFSETS and number:
            yield "negative-page", given(valid, parameter, -1).request(), parameter.name
        if name in SORTS:
            yield "unknown-sort", given(valid, parameter, "no_such_field; drop").request(), parameter.name


def probe_list(client: Client, valid: Draft) -> None:
    """Reads a list twice, page by page and by its cursor; what it holds is what the copy has by then."""
    operation = valid.operation
    sizes, offsets, cursors = (_named(valid, names) for names in (PAGE_SIZES, OFFSETS, CURSORS))
    if operation.method != "GET" or not (sizes or cursors):
        return
    small = given(valid, sizes, 1) if sizes is not None else valid
    wanted = [
        ("same-list", valid.request(), operation, ""),
        ("same-list", valid.request(), operation, "again"),
        ("single-page", small.request(), operation, sizes.name if sizes else ""),
    ]
    if sizes is not None and offsets is not None:
        wanted += [("next-page", given(small, offsets, n).request(), operation, str(n)) for n in (0, 1)]
    if cursors is not None:
        wanted.append(("wrong-cursor", given(valid, cursors, _MADE_UP).request(), operation, "a made-up cursor"))
    whole, again, first, *more = client.each(wanted)
    client.trial("same-list", [whole, again], operation)
    if pages := [e for e in more if e.probe == "next-page"]:
        client.trial("next-pages", [whole, *pages], operation)
    if cursors is not None:
        client.trial("wrong-cursor", [first, more[-1]], operation)
        if (following := _next(first.json)) is not None:
            after = client.call("next-cursor", given(small, cursors, following).request(), operation, following)
            client.trial("next-cursor", [first, after], operation)


def _named(valid: Draft, names: frozenset[str]) -> Parameter | None:
    return next((p for p in valid.parameters("query") if p.name.lower() in names), None)


def _next(body: Any) -> str | None:
    """The cursor that an answer hands out."""
    found = [body.get(name) for name in _NEXT] if isinstance(body, dict) else []
    return next((value for value in found if isinstance(value, str) and value and not value.startswith("http")), None)
