"""How many routes a project's text declares, counted without understanding it."""

from __future__ import annotations

import re
from pathlib import Path

_FRAMEWORK = re.compile(r"fastapi|APIRouter|starlette")
_DECORATOR = re.compile(
    r"^[ \t]*@[\w.()]+\.(?:get|post|put|patch|delete|head|options|websocket|api_route)\(", re.MULTILINE
)
_ADDED = re.compile(r"\.add_api_route\(")


def declared(text: str) -> tuple[int, int]:
    """Route decorators and calls of `add_api_route` in a file that mentions the framework."""
    if not _FRAMEWORK.search(text):
        return (0, 0)
    return (len(_DECORATOR.findall(text)), len(_ADDED.findall(text)))


def declared_in(files: list[Path]) -> tuple[int, int]:
    """The same over many files; bytes that are no UTF-8 are passed over."""
    counts = [declared(file.read_text(encoding="utf-8", errors="replace")) for file in files]
    return (sum(c[0] for c in counts), sum(c[1] for c in counts))
