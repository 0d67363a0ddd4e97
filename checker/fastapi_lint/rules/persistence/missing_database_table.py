"""A table that every service has is not mapped."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi_lint.catalog.params import Params
from fastapi_lint.facts.expression import string
from fastapi_lint.facts.files.service import Service
from fastapi_lint.facts.web import Model
from fastapi_lint.model.finding import Finding


def check(service: Service, params: Params) -> Iterator[Finding]:
    models = [m for m in service.project.models.values() if m.kind == "orm" and m.module in service.modules]
    tables = {_plain(name): model for model in models for name in _names(model)}
    for table, columns in params.tables.items() if tables else ():
        model = tables.get(_plain(table))
        fields = {_plain(field.name) for field in model.fields} if model is not None else set()
        missing = [c for c in columns if not any(_plain(c) in field for field in fields)]
        if model is None or missing:
            shown = f" with {', '.join(f'`{c}`' for c in missing)}" if missing else ""
            yield Finding.of(service, part=table, service=service.name, table=table, columns=shown)


def _names(model: Model) -> tuple[str, ...]:
    field = model.class_.field("__tablename__")
    return (model.name, string(field.value) or "") if field is not None else (model.name,)


def _plain(name: str) -> str:
    """A name without case, underscores and plural."""
    return name.replace("_", "").lower().removesuffix("entries").removesuffix("s")
