"""The command lines that repeat what a finding was made from."""

from __future__ import annotations

from collections.abc import Iterator
from shlex import quote
from typing import Any

from fastapi_lint.facts.contract.exchange import Exchange, Trial
from fastapi_lint.facts.contract.messages import BASE
from fastapi_lint.facts.contract.openapi import Component, Document
from fastapi_lint.facts.contract.operation import Operation
from fastapi_lint.facts.contract.operation_parts import Answer, Parameter
from fastapi_lint.model.diagnostic import Severity
from fastapi_lint.model.finding import Finding
from fastapi_lint.model.location import Location

_REFUSED = 400
_SAVED = "openapi.json"


def repeating(finding: Finding, fact: object, severity: Severity) -> tuple[str, ...]:
    """Calls for what was called; for an error in the document, what shows its place: others have their pointer."""
    if isinstance(fact, Exchange):
        before = () if fact.after is None or fact.probe != "valid" else (fact.after.curl,)
        return (*before, fact.request.curl)
    if isinstance(fact, Trial):
        wrong = [e for e in fact.exchanges if e.status < _REFUSED] if fact.probe == "invalid-input" else fact.exchanges
        return tuple(e.request.curl for e in wrong)
    document = _document(fact)
    at = finding.at
    if document is None or severity is not Severity.ERROR or not isinstance(at, Location):
        return ()
    if at.operation and not at.pointer and document.at.operation != at.operation:
        method, _, path = at.operation.partition(" ")
        return (f"curl -s -X {method} {quote(BASE + path)}",)
    return tuple(_looking(document, [at.pointer, *finding.values.get("beside", "").split()]))


def _document(fact: object) -> Document | None:
    if isinstance(fact, Document):
        return fact
    if isinstance(fact, Operation | Component):
        return fact.document
    return fact.operation.document if isinstance(fact, Answer | Parameter) else None


def _looking(document: Document, pointers: list[str]) -> Iterator[str]:
    parts = quote(", ".join(_filter(document.raw, pointer) for pointer in pointers))
    if document.served_at:
        yield f"curl -s {quote(BASE + document.served_at)} | jq {parts}"
    elif not document.prefix:
        yield f"fastapi-lint contract --no-probes --save {_SAVED}"
        yield f"jq {parts} {_SAVED}"


def _filter(raw: Any, pointer: str) -> str:
    """A JSON pointer in the words of jq, as far as it leads."""
    found = ""
    for part in pointer.split("/")[1:]:
        key = part.replace("~1", "/").replace("~0", "~")
        if isinstance(raw, list) and key.isdigit() and int(key) < len(raw):
            raw, found = raw[int(key)], f"{found}[{key}]"
        elif isinstance(raw, dict) and key in raw:
            raw, found = raw[key], f'{found}["{key}"]'
        else:
            break
    return f".{found}"
