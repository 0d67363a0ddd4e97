"""Input that is wrong or unusual ends in an unhandled exception."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi_lint.facts.contract.exchange import Exchange
from fastapi_lint.model.finding import Finding

_OTHER_RULES = frozenset(
    {"valid", "prepared", "missing-item", "created", "read-back", "changed", "deleted", "read-after-delete"}
    | {"keyed", "keyed-again", "request-id-absent", "request-id-sent", "compressible", "unchanged"}
    | {"same-list", "single-page", "next-page", "next-cursor", "lag", "without-slash", "after-failure"}
    | {"round-trip-read", "known-origin", "unexpected-failure", "foreign-object"}
    | {"negative-page", "readiness-cut-off", "later-cursor", "sorted-list", "filtered-list"}
    | {"updated", "read-after-update", "listed", "listed-after-delete", "read-again"}
)
"""Probes that are valid calls: what fails there is for `crashing-operation`, which calls each operation too."""


def check(exchange: Exchange) -> Iterator[Finding]:
    if exchange.probe in _OTHER_RULES or exchange.operation is None or exchange.ending == "hang":
        return
    if exchange.error is None and exchange.ending != "exit" and exchange.status < 500:
        return
    if exchange.error is None and exchange.status in {501, 502, 503, 504}:
        return
    told = exchange.error.told if exchange.error is not None else "the process ends" if exchange.ending else "a 500"
    shown = exchange.note or exchange.probe.replace("-", " ")
    values = {"operation": exchange.name, "input": shown, "error": told, "curl": exchange.request.curl}
    yield Finding(exchange.origin, values)
