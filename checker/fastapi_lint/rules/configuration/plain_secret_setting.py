"""A setting that holds a secret is plain text and shows up wherever settings are printed."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi_lint.catalog.params import Params
from fastapi_lint.facts.configuration.settings import first_match, own_fields, settings_classes
from fastapi_lint.facts.files.service import Service
from fastapi_lint.facts.project import Project
from fastapi_lint.facts.secrets import names_secret
from fastapi_lint.model.finding import Finding

_PLAIN = ("builtins.str", "builtins.bytes")


def check(service: Service, project: Project, params: Params) -> Iterator[Finding]:
    met = tuple(settings_classes(project, service))
    yield from Finding.unless(met, "settings class")
    for model in met:
        for field in own_fields(model):
            address = first_match(field.name, params.addresses)
            if field.name.startswith("_") or (not address and not names_secret(field.name)):
                continue
            if _is_account(field.name, {f.name.lower() for f in model.fields}):
                continue
            if project.types.named(field.annotation) in _PLAIN:
                instead = "PostgresDsn" if address else "SecretStr"
                part = "address" if address else "secret"
                yield Finding.of(field, part=part, field=field.name, instead=instead)


def _is_account(name: str, fields: set[str]) -> bool:
    """Whether it names an account of S3, whose secret key stands beside it."""
    before, key, after = name.lower().rpartition("access_key")
    return bool(key) and bool({f"{before}secret_key{after}", f"{before}secret_access_key{after}"} & fields)
