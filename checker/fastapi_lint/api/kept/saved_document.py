"""An OpenAPI document in a file, kept so that a later run can tell what has changed."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from fastapi_lint.contract.documents.sound import sound
from fastapi_lint.model.errors import UsageError


def load_document(file: Path) -> dict[str, Any]:
    """A saved document; UsageError when the file holds none."""
    try:
        found = json.loads(file.read_bytes())
    except OSError as error:
        raise UsageError(f"`{file}` cannot be read: {error.strerror}.") from None
    except (ValueError, RecursionError):
        found = None
    if not isinstance(found, dict) or not isinstance(found.get("paths"), dict):
        raise UsageError(f"`{file}` is no OpenAPI document in JSON; write one with `fastapi-lint contract --save`.")
    return sound(found)[0]


def save_document(file: Path, document: Mapping[str, Any]) -> None:
    """Writes the document with sorted keys, so that two versions can be compared as text; raises UsageError."""
    text = json.dumps(document, indent=2, sort_keys=True, ensure_ascii=False) + "\n"
    fresh = file.with_name(f"{file.name}.{os.getpid()}")
    try:
        fresh.write_text(text, encoding="utf-8", errors="backslashreplace", newline="\n")
        fresh.replace(file)
    except OSError as error:
        raise UsageError(f"`{file}` cannot be written: {error.strerror}.") from None
