"""Apps of their own below the service: the document of each, with whole paths, and what of them is not judged."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from msgspec.structs import replace

from fastapi_lint.contract.documents.sound import Raw, sound
from fastapi_lint.contract.framing import Json
from fastapi_lint.contract.places import Places, plain_path
from fastapi_lint.facts.contract.messages import BASE
from fastapi_lint.facts.contract.openapi import Document
from fastapi_lint.model.diagnostic import Skipped
from fastapi_lint.model.location import Location

_PARAMETER = re.compile(r"{([^}]+)}")
ODD = "not judged: this part of the document has not the form that OpenAPI gives it"
_ELSEWHERE = (
    "not judged: a service that runs elsewhere does not tell whether it has any; give the address of each, such as "
    f"--url {BASE}/v1"
)
_BESIDE = {
    "WebSocket": "not judged: only HTTP is spoken",
    "ASGI app": "not judged: what is mounted there has no OpenAPI document",
    "host": "not judged: only calls to that host name lead there; give that app to `fastapi-lint contract` as well",
}


def mounted_documents(told: Json, places: Places, models: dict[str, Location]) -> Iterator[Document]:
    """The documents of the FastAPI apps below, outermost first; those that tell of no operation are left out."""
    for app in told.get("mounted", ()):
        if "document" not in app:
            continue
        found = _document(app, places, models)
        if found.problem or any(found.operations):
            yield found


def _document(app: Json, places: Places, models: dict[str, Location]) -> Document:
    prefix = plain_path(app["path"])
    routes = tuple(replace(r, path=prefix + r.path) for r in places.routes(app["routes"]) if r.kind != "host")
    handlers = {f"{m} {r.path}": r.at for r in reversed(routes) for m in r.methods if r.at is not places.app}
    at, problem = places.mounted(prefix), ""
    if error := app.get("document_error"):
        raised = places.raised(error, at)
        at, problem = raised.at, f"building it fails with {raised.told}"
    at = replace(at, operation=f"app {prefix or '/'}")
    served_at = f"{prefix}{app['served_at']}" if app.get("served_at") else ""
    pages = tuple(prefix + page for page in app.get("pages", ()))
    whole = _with_prefix(sound(_object(app["document"]))[0], prefix)
    return Document(
        whole,
        at,
        routes,
        {**places.operations, **handlers},
        models,
        served_at,
        prefix,
        problem,
        is_mounted=True,
        pages=pages,
    )


def _object(given: Any) -> Raw:
    return given if isinstance(given, dict) else {}


def _with_prefix(raw: Raw, prefix: str) -> Raw:
    """The document with the whole paths, and with the parameters that stand in the mount's."""
    above = [_parameter(name) for name in _PARAMETER.findall(prefix)]

    def item(given: dict[str, Any]) -> dict[str, Any]:
        return {**given, "parameters": [*above, *given.get("parameters", ())]} if above else given

    return {**raw, "paths": {prefix + path: item(given) for path, given in raw.get("paths", {}).items()}}


def _parameter(name: str) -> dict[str, Any]:
    return {"name": name, "in": "path", "required": True, "schema": {"type": "string"}, "description": name}


def beside(told: Json, documents: tuple[Document, ...]) -> Iterator[Skipped]:
    """What of a service is not judged; the first document is that of the service itself."""
    for route in (r for document in documents for r in document.routes):
        if route.kind in _BESIDE:
            yield Skipped(f"{route.kind} {route.path or '/'}", _BESIDE[route.kind], outside=True)
    judged = {document.prefix: document for document in documents[1:]}
    for app in told.get("mounted", ()):
        path = plain_path(app["path"])
        if "same_as" in app:
            reason = f"not judged: it is the app of {plain_path(app['same_as']) or '/'}, which is judged there"
            yield Skipped(f"app {path or '/'}", reason, outside=True)
        elif "is_behind" in app:
            yield Skipped(f"app {path or '/'}", "not judged: another app is mounted there before it", outside=True)
        elif path not in judged:
            yield Skipped(f"app {path or '/'}", "not judged: its document tells of no operation", outside=True)
        elif problem := judged[path].problem:
            yield Skipped(f"app {path or '/'}", f"not judged: it has no OpenAPI document, as {problem}")
        for pointer in sound(_object(app.get("document")))[1]:
            yield Skipped(f"{pointer} of the app at {path or '/'}", ODD)
    if "mounted" not in told:
        yield Skipped("mounted apps", _ELSEWHERE, outside=True)
