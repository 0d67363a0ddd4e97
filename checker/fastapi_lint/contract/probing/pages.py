"""What lists are asked: pages of every kind, sorting, cursors."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi_lint.contract.client import Client, Planned
from fastapi_lint.contract.probing.inputs import Asked, given
from fastapi_lint.contract.probing.requests import Draft
from fastapi_lint.facts.contract.bodies import next_cursor
from fastapi_lint.facts.contract.exchange import Exchange
from fastapi_lint.facts.contract.operation_parts import Parameter
from fastapi_lint.facts.contract.words import CURSORS, OFFSETS, PAGE_SIZES, SORTS

_PAGES = 10
_OPTIONS = 4
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
    wanted: list[Planned] = [
        ("same-list", valid.request(), operation, ""),
        ("same-list", valid.request(), operation, "again"),
        ("single-page", small.request(), operation, sizes.name if sizes else ""),
    ]
    if sizes is not None and offsets is not None:
        wanted += [("next-page", given(small, offsets, n).request(), operation, str(n)) for n in (0, 1)]
    if cursors is not None:
        wanted.append(("wrong-cursor", given(valid, cursors, _MADE_UP).request(), operation, "a made-up cursor"))
    whole, again, first, *more = client.each([*wanted, *_orders(valid)])
    client.trial("same-list", [whole, again], operation)
    if pages := [e for e in more if e.probe == "next-page"]:
        client.trial("next-pages", [whole, *pages], operation)
    if cursors is not None:
        client.trial("wrong-cursor", [first, *(e for e in more if e.probe == "wrong-cursor")], operation)
        _walk(client, small, cursors, whole, first)


def _walk(client: Client, small: Draft, cursors: Parameter, whole: Exchange, first: Exchange) -> None:
    """From page to page, until there are no more, or more than there can be."""
    operation, pages = small.operation, [first]
    while (following := next_cursor(pages[-1].json)) is not None and len(pages) < _PAGES:
        probe = "next-cursor" if len(pages) == 1 else "later-cursor"
        pages.append(client.call(probe, given(small, cursors, following).request(), operation, following))
    client.trial("next-cursor", pages[:2] if len(pages) > 1 else [], operation)
    client.trial("cursor-walk", [whole, *pages], operation)


def _orders(valid: Draft) -> Iterator[Planned]:
    """The list in each order, and by each value of what it can be searched for."""
    for parameter in valid.parameters("query"):
        options = parameter.schema.plain.get("enum")
        listed = options[:_OPTIONS] if isinstance(options, list) else [True] if _is_flag(parameter) else []
        probe = "sorted-list" if parameter.name.lower() in SORTS else "filtered-list"
        for option in listed:
            note = f"{parameter.name}={option}"
            yield probe, given(valid, parameter, option).request(), valid.operation, note


def _is_flag(parameter: Parameter) -> bool:
    return parameter.schema.type == "boolean"


def _named(valid: Draft, names: frozenset[str]) -> Parameter | None:
    return next((p for p in valid.parameters("query") if p.name.lower() in names), None)
