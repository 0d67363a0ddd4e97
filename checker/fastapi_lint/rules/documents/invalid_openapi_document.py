"""The OpenAPI document contradicts itself."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from fastapi_lint.facts.contract.openapi import Document
from fastapi_lint.facts.contract.operation import Operation
from fastapi_lint.facts.contract.schema import resolved
from fastapi_lint.model.finding import Finding


def check(document: Document) -> Iterator[Finding]:
    if document.problem:
        yield Finding.of(document, problem=f"{document.problem}, for the app at {document.prefix or '/'}")
    first: dict[str, Operation] = {}
    for operation in document.operations:
        name = operation.raw.get("operationId")
        if isinstance(name, str):
            known = first.setdefault(name, operation)
            if known is not operation:
                told = f"the operationId `{name}` stands for `{known.name}` and `{operation.name}`"
                yield Finding.of(operation, problem=told, beside=known.pointer)  # seen when both are looked at
        yield from (Finding.of(operation, problem=told) for told in _undeclared(operation))
    yield from (Finding.of(document, problem=f"`{ref}` leads nowhere") for ref in sorted(_broken(document)))


def _undeclared(operation: Operation) -> Iterator[str]:
    declared = {p.name for p in operation.parameters if p.where == "path"}
    for part in operation.path.split("{")[1:]:
        name = part.partition("}")[0]
        if name not in declared:
            yield f"`{operation.name}` does not declare its path parameter `{name}`"


def _broken(document: Document) -> set[str]:
    found: set[str] = set()
    waiting: list[Any] = [document.raw]
    while waiting:
        part = waiting.pop()
        if isinstance(part, dict):
            ref = part.get("$ref")
            if isinstance(ref, str) and ref.startswith("#/") and not resolved(part, document.raw):
                found.add(ref)
            waiting += part.values()
        elif isinstance(part, list):
            waiting += part
    return found
