"""What is asked of a service as a whole: unknown paths, health, documentation, request ids, CORS."""

from __future__ import annotations

import re
from collections.abc import Iterator

from fastapi_lint.contract.client import Client, Planned
from fastapi_lint.contract.probing.existing import reading
from fastapi_lint.contract.probing.failures import probe_failure, probe_limits
from fastapi_lint.contract.probing.requests import Draft
from fastapi_lint.facts.contract.messages import HttpRequest
from fastapi_lint.facts.contract.openapi import Document, ServedRoute

UNKNOWN = "/fastapi-lint/no-such-path"
EVIL = "https://evil.example"
REQUEST_ID = "1a2b3c4d-2222-4333-8444-5555eeee5555"
_HEALTH = re.compile(r"/(?:health(?:z|check)?|health-check|live(?:z|ness)?|ping|alive)/?$")
_READY = re.compile(r"/(?:ready(?:z)?|readiness)/?$")
_DOCUMENTATION = ("/docs", "/redoc", "/openapi.json")


def probe_system(client: Client, document: Document) -> None:
    """All probes that need no particular operation."""
    with client.fresh():
        read = reading(client, document)
        wanted = [*_paths(client, document), *_wrong_method(client, document)]
        if read is not None:
            wanted += [*_correlation(read), *_origins(client, read), *_known_origins(client, document, read)]
            wanted += _representations(read)
        made = {exchange.probe: exchange for exchange in client.each(wanted)}
        if read is not None:
            client.trial("fresh-request-id", [made["request-id-absent"], made["request-id-again"]], read.operation)
        probe_limits(client, document)
        probe_failure(client, document.prefix, read)


def _paths(client: Client, document: Document) -> Iterator[Planned]:
    operations = {o.name: o for o in document.operations}
    unknown = document.prefix + UNKNOWN
    yield "unknown-path", HttpRequest("GET", unknown, client.headers), None, ""
    identified = (*client.headers, ("x-request-id", REQUEST_ID))
    yield "unknown-path-with-id", HttpRequest("GET", unknown, identified), None, ""
    for route in _without_parameters(document):
        kind = "readiness" if _READY.search(route.path) else "health" if _HEALTH.search(route.path) else ""
        if kind:
            yield kind, HttpRequest("GET", route.path), None, ""
        known = operations.get(f"GET {route.path}")
        if kind == "readiness":
            yield "readiness-cut-off", HttpRequest("GET", route.path, cut_off=True), known, ""
        if route.path.rstrip("/").endswith("/metrics"):
            yield "metrics", HttpRequest("GET", route.path), known, ""
    for path in dict.fromkeys((*(document.prefix + path for path in _DOCUMENTATION), *document.pages)):
        yield "documentation", HttpRequest("GET", path), None, ""


def _without_parameters(document: Document) -> Iterator[ServedRoute]:
    return (r for r in document.routes if "GET" in r.methods and "{" not in r.path)


def _wrong_method(client: Client, document: Document) -> Iterator[Planned]:
    taken: dict[str, set[str]] = {}
    for route in document.routes:
        taken.setdefault(route.path, set()).update(route.methods)
    for operation in document.operations:
        if "{" not in operation.path:
            free = next((m for m in ("DELETE", "PATCH", "PUT") if m not in taken.get(operation.path, ())), None)
            if free:
                yield "wrong-method", HttpRequest(free, operation.path, client.headers), operation, ""
                return


def _correlation(reading: Draft) -> Iterator[Planned]:
    yield "request-id-absent", reading.request(), reading.operation, ""
    yield "request-id-again", reading.request(), reading.operation, ""
    yield "request-id-sent", reading.with_header("x-request-id", REQUEST_ID).request(), reading.operation, ""
    for note, given in (("5,000 characters", "a" * 5000), ("markup", "<b>{{7*7}}</b>")):
        yield "request-id-hostile", reading.with_header("x-request-id", given).request(), reading.operation, note


def _origins(client: Client, reading: Draft) -> Iterator[Planned]:
    alike = [("an origin that begins like a listed one", f"{origin}.evil.example") for origin in client.origins[:1]]
    for note, origin in (("a foreign origin", EVIL), ("the null origin", "null"), *alike):
        yield "foreign-origin", reading.with_header("origin", origin).request(), reading.operation, note
        asked = (("origin", origin), ("access-control-request-method", "GET"))
        request = HttpRequest("OPTIONS", reading.request().target, asked)
        yield "foreign-preflight", request, reading.operation, note


def _known_origins(client: Client, document: Document, reading: Draft) -> Iterator[Planned]:
    """What pages of the sites that may call the service need."""
    headers = _sent_headers(document)
    for origin in client.origins:
        yield "known-origin", reading.with_header("origin", origin).request(), reading.operation, origin
        for method in sorted({o.method for o in document.operations}):
            named = (("access-control-request-headers", ", ".join(headers)),) if headers else ()
            asked = (("origin", origin), ("access-control-request-method", method), *named)
            request = HttpRequest("OPTIONS", reading.request().target, asked)
            yield "known-preflight", request, reading.operation, f"{method} {origin}"


def _sent_headers(document: Document) -> list[str]:
    """The headers that browsers ask for, as the document shows them."""
    found = {p.name.lower() for o in document.operations for p in o.parameters if p.where == "header" and p.required}
    if any("application/json" in o.body_media for o in document.operations):
        found.add("content-type")
    schemes = document.raw.get("components", {}).get("securitySchemes", {}).values()
    if any(s.get("type") in {"http", "oauth2", "openIdConnect"} for s in schemes):
        found.add("authorization")
    return sorted(found)


def _representations(reading: Draft) -> Iterator[Planned]:
    yield "head", HttpRequest("HEAD", reading.request().target, reading.headers), reading.operation, ""
    yield "foreign-accept", reading.with_header("accept", "application/xml").request(), reading.operation, ""
