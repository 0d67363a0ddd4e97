"""A sensitive personal detail is stored and not marked as such."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi_lint.catalog.params import Params
from fastapi_lint.facts.code import Field
from fastapi_lint.facts.expression import Call, Mapping, string
from fastapi_lint.facts.web import Model
from fastapi_lint.model.finding import Finding


def check(model: Model, params: Params) -> Iterator[Finding]:
    if model.kind == "settings":
        return
    for field in model.class_.fields:
        if field.name.lower() in params.names and not _is_marked(field, params):
            yield Finding.of(field, field=f"{model.name}.{field.name}", tag=params.tag)


def _is_marked(field: Field, params: Params) -> bool:
    """Whether `info=` or `json_schema_extra=` of the field has the tag."""
    if not isinstance(field.value, Call):
        return False
    for option in ("info", "json_schema_extra"):
        extra = field.value.keyword(option)
        if extra is not None and (not isinstance(extra, Mapping) or params.tag in [string(k) for k, _ in extra.items]):
            return True
    return False
