"""The same place in a path has two names."""

from __future__ import annotations

import re
from collections.abc import Iterator

from fastapi_lint.facts.contract.openapi import Document
from fastapi_lint.facts.contract.operation import Operation
from fastapi_lint.model.finding import Finding

_TEMPLATE = re.compile(r"{([^}]+)}")


def check(document: Document) -> Iterator[Finding]:
    named: dict[str, tuple[str, Operation]] = {}
    for operation in document.operations:
        for match in _TEMPLATE.finditer(operation.path):
            before = _TEMPLATE.sub("{}", operation.path[: match.start()])
            one, first = named.setdefault(before, (match[1], operation))
            if one != match[1] and operation.path.endswith(match[0]):
                yield Finding.of(operation, first=first.name, one=one, second=operation.name, other=match[1])
