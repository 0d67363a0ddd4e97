"""A repository does not hold a document that its people and agents work by."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi_lint.catalog.params import Params
from fastapi_lint.facts.files.service import Service
from fastapi_lint.model.finding import Finding


def check(service: Service, params: Params) -> Iterator[Finding]:
    for document, places in params.documents.items():
        if not service.repository_has(*places):
            yield Finding(service.at, {"service": service.name, "document": document}, part=document)
