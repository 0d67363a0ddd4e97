"""A field can be filled neither by its alias nor by its name."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi_lint.catalog.params import Params
from fastapi_lint.facts.code import Module
from fastapi_lint.facts.expression import is_constant, text
from fastapi_lint.model.finding import Finding


def check(module: Module, params: Params) -> Iterator[Finding]:
    for site in module.calls():
        call = site.call
        if site.target in params.settings:
            names = ("validate_by_alias", "validate_by_name")
        elif call.method in params.methods:
            names = ("by_alias", "by_name")
        else:
            continue
        values = [call.keyword(name) for name in names]
        if all(value is not None and is_constant(value, value=False) for value in values):
            yield Finding.of(site, call=text(call), alias=names[0], name=names[1])
