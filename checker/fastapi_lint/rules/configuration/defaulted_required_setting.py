"""A secret or an address that must come from the environment has a default in the code."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi_lint.catalog.params import Params
from fastapi_lint.facts.configuration.settings import default_of, first_match, own_fields, settings_classes
from fastapi_lint.facts.expression import Call, Constant, Expr
from fastapi_lint.facts.files.service import Service
from fastapi_lint.facts.project import Project
from fastapi_lint.facts.secrets import names_secret
from fastapi_lint.facts.web import ModelField
from fastapi_lint.model.finding import Finding


def check(service: Service, project: Project, params: Params) -> Iterator[Finding]:
    met = tuple(settings_classes(project, service))
    yield from Finding.unless(met, "settings class")
    for model in met:
        for field in own_fields(model):
            part = first_match(field.name, params.names) or ("secret" if names_secret(field.name) else "")
            if (
                part
                and not field.name.startswith("_")
                and _is_literal(default_of(project, field))
                and not _is_test_double(field, model.name)
            ):
                yield Finding.of(field, part=part, field=field.name, settings=model.name)


def _is_literal(value: Expr | None) -> bool:
    """Whether a text with content is written down, in a secret type or not."""
    if isinstance(value, Call) and len(value.args) == 1:
        value = value.args[0].value
    return isinstance(value, Constant) and isinstance(value.value, str | bytes) and bool(value.value)


def _is_test_double(field: ModelField, owner: str) -> bool:
    return any(word in name.lower() for word in ("test", "dummy") for name in (owner, field.name))
