"""An example file connects to the database through a driver that blocks the event loop."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi_lint.catalog.params import Params
from fastapi_lint.facts.expression import Constant, FString
from fastapi_lint.facts.files.service import Service
from fastapi_lint.model.finding import Finding


def check(service: Service, params: Params) -> Iterator[Finding]:
    yield from Finding.unless(service.env_files, ".env file")
    for file in service.env_files:
        for entry in file.entries if file.is_template else ():
            scheme, separator, _ = entry.value.partition("://")
            database, _, driver = scheme.partition("+")
            if not separator or database not in params.databases or driver in params.drivers:
                continue
            if driver or (service.requires("sqlalchemy", "sqlmodel") and not _adds_driver(service, database)):
                yield Finding.of(entry, key=entry.key, scheme=scheme)


def _adds_driver(service: Service, database: str) -> bool:
    """Whether the code itself writes a driver into the address."""
    for module in service.application_modules():
        for body in module.scopes():
            for part in body.parts():
                written = part.value if isinstance(part, Constant) else part.text if isinstance(part, FString) else ""
                if isinstance(written, str) and f"{database}+" in written:
                    return True
    return False
