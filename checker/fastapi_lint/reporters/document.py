"""JSON text that every parser can read."""

from __future__ import annotations

import json


def document(value: object) -> str:
    """ASCII JSON, indented by two, with a final newline.

    Python reads undecodable bytes of file names as lone surrogates, which strict parsers
    refuse: they are written as the six visible characters `\\udcXX`.
    """
    return json.dumps(_encodable(value), indent=2) + "\n"


def _encodable(value: object) -> object:
    if isinstance(value, str):
        return value.encode("utf-8", "backslashreplace").decode("utf-8")
    if isinstance(value, dict):
        return {_encodable(key): _encodable(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_encodable(item) for item in value]
    return value
