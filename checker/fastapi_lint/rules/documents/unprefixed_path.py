"""An operation stands outside the common prefix of the API."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi_lint.catalog.params import Params
from fastapi_lint.facts.contract.operation import Operation
from fastapi_lint.facts.contract.words import is_infrastructure
from fastapi_lint.model.finding import Finding


def check(operation: Operation, params: Params) -> Iterator[Finding]:
    prefix = params.prefix
    if not operation.path.startswith(prefix) and not is_infrastructure(operation.path):
        yield Finding.of(operation, operation=operation.name, prefix=prefix)
