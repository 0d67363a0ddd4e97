"""A log decorator that has been replaced is still in use."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi_lint.catalog.params import Params
from fastapi_lint.facts.code import Function
from fastapi_lint.model.finding import Finding


def check(function: Function, params: Params) -> Iterator[Finding]:
    for decorator in function.decorators:
        name = decorator.target.rpartition(".")[2]
        if name in params.names:
            yield Finding.of(decorator, name=name, instead=f"`{params.replacement}`")
