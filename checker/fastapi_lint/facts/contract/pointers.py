"""JSON pointers (RFC 6901) into a document."""

from __future__ import annotations


def escaped(name: str) -> str:
    """A key as part of a JSON pointer (RFC 6901)."""
    return name.replace("~", "~0").replace("/", "~1")
