"""The document still has the title of a new app."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi_lint.facts.contract.openapi import Document
from fastapi_lint.model.finding import Finding


def check(document: Document) -> Iterator[Finding]:
    if (title := document.raw.get("info", {}).get("title", "")) == "FastAPI":
        yield Finding.of(document, title=title)
