"""The path of an operation names no version."""

from __future__ import annotations

import re
from collections.abc import Iterator

from fastapi_lint.facts.contract.operation import Operation
from fastapi_lint.facts.contract.words import is_infrastructure
from fastapi_lint.model.finding import Finding

_VERSION = re.compile(r"/v\d+(?:[./]|$)")


def check(operation: Operation) -> Iterator[Finding]:
    if not _VERSION.search(operation.path) and not is_infrastructure(operation.path):
        yield Finding.of(operation, operation=operation.name)
