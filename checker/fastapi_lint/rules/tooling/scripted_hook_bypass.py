"""A script goes round the hooks."""

from __future__ import annotations

import re
from collections.abc import Iterator

from fastapi_lint.facts.files.commands import lines
from fastapi_lint.facts.files.service import Service
from fastapi_lint.model.finding import Finding

_BYPASS = re.compile(r"\bgit (?:commit|push)\b.*(?:--no-verify\b|\s-[a-z]*n[a-z]*\b)|\bSKIP=\S+ git commit\b")


def check(service: Service) -> Iterator[Finding]:
    for line in lines(service):
        if "git" in line.text and _BYPASS.search(line.text) and "--dry-run" not in line.text:
            yield Finding.of(line, command=line.text[:60])
