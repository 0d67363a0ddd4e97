"""A site that may call the service is refused."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi_lint.facts.contract.exchange import Exchange
from fastapi_lint.model.finding import Finding


def check(exchange: Exchange) -> Iterator[Finding]:
    if exchange.probe not in {"known-origin", "known-preflight"} or exchange.response is None:
        return
    kind = "request" if exchange.probe == "known-origin" else "preflight"
    if told := _problem(exchange, exchange.request.header("origin") or ""):
        yield Finding(exchange.home, {"kind": kind, "origin": exchange.request.header("origin") or "", "problem": told})


def _problem(exchange: Exchange, origin: str) -> str:
    allowed = exchange.header("access-control-allow-origin")
    if allowed not in {origin, "*"}:
        return f"with {exchange.status} and without `Access-Control-Allow-Origin`"
    if allowed != "*" and "origin" not in (exchange.header("vary") or "").lower():
        return "without `Vary: Origin`"
    if exchange.probe == "known-origin":
        return ""
    method = exchange.request.header("access-control-request-method") or ""
    methods = _listed(exchange.header("access-control-allow-methods"))
    if method.lower() not in methods and "*" not in methods:
        return f"without the method {method}"
    headers = _listed(exchange.header("access-control-allow-headers"))
    wanted = _listed(exchange.request.header("access-control-request-headers"))
    lost = next((name for name in sorted(wanted) if name not in headers and "*" not in headers), "")
    return f"without the header `{lost}`" if lost else ""


def _listed(value: str | None) -> set[str]:
    return {part.strip().lower() for part in (value or "").split(",") if part.strip()}
