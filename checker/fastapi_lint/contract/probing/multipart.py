"""Forms with files, as browsers send them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from fastapi_lint.facts.contract.schema import Schema

PARTS = "multipart/form-data"
BOUNDARY = "fastapi-lint-boundary"
"""Stands in no value that is sent."""


def multipart(values: dict[str, Any], schema: Schema) -> bytes:
    """The body of a form; what the schema calls binary is sent as a file."""
    files = {name for name, inner in schema.properties if _is_file(inner) or (inner.items and _is_file(inner.items))}
    lines = [line for name, value in values.items() for line in _parts(name, value, name in files)]
    return "\r\n".join([*lines, f"--{BOUNDARY}--", ""]).encode()


def _is_file(schema: Schema) -> bool:
    return schema.format == "binary" or schema.plain.get("contentMediaType") == "application/octet-stream"


def _parts(name: str, value: Any, is_file: bool) -> Iterator[str]:  # noqa: FBT001
    for one in value if isinstance(value, list) else [value]:
        yield f"--{BOUNDARY}"
        yield f'Content-Disposition: form-data; name="{name}"{_FILE if is_file else ""}'
        yield from ("", one if isinstance(one, str) else json.dumps(one))


_FILE = '; filename="sample.txt"\r\nContent-Type: text/plain'
