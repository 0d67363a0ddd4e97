"""Credentials travel in a header of the service's own."""

from __future__ import annotations

import re
from collections.abc import Iterator

from fastapi_lint.facts.contract.openapi import Document
from fastapi_lint.model.finding import Finding

_TOKEN = re.compile(r"(?:auth|access|session|jwt|bearer|user)[-_]?token|x-(?:auth|jwt|session|bearer)$", re.IGNORECASE)


def check(document: Document) -> Iterator[Finding]:
    schemes = document.raw.get("components", {}).get("securitySchemes", {})
    for name, scheme in schemes.items():
        header = str(scheme.get("name", ""))
        if scheme.get("type") == "apiKey" and scheme.get("in") == "header" and _TOKEN.search(header):
            yield Finding.of(document, scheme=name, header=header)
