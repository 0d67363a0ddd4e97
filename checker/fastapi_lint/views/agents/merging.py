"""Adding our part to somebody's JSON settings, where the rest of the file stays as it is, byte for byte."""

from __future__ import annotations

import json
from typing import Any

from fastapi_lint.views.agents.managed import BOM

_INDENTS = (2, 4, "\t", None)


def merged(text: str, ours: str) -> str | None:
    """The settings with what is lacking of ours; None when nobody could do that without touching the rest.

    That is so for comments, for trailing commas, for a layout that is not that of a JSON writer, and where a value of
    theirs stands in the way.
    """
    try:
        theirs, wanted = json.loads(text.removeprefix(BOM)), json.loads(ours)
    except ValueError:
        return None
    for indent in _INDENTS:
        for end in ("", "\n"):
            for newline in ("\n", "\r\n"):
                written = _written(theirs, indent, end).replace("\n", newline)
                if written == text.removeprefix(BOM):
                    return _with(text, theirs, wanted, indent, end, newline)
    return None


def _with(text: str, theirs: Any, wanted: Any, indent: int | str | None, end: str, newline: str) -> str | None:
    try:
        joined = _joined(theirs, wanted)
    except _InTheWay:
        return None
    bom = BOM if text.startswith(BOM) else ""
    return bom + _written(joined, indent, end).replace("\n", newline)


def _written(value: Any, indent: int | str | None, end: str) -> str:
    return json.dumps(value, indent=indent, ensure_ascii=False) + end


class _InTheWay(Exception):
    """Their value is of another kind than ours."""


def _joined(theirs: Any, ours: Any) -> Any:
    """Theirs first, in their order; a list gets what it lacks, a plain value of theirs stays."""
    if isinstance(theirs, dict) and isinstance(ours, dict):
        return theirs | {key: _joined(theirs[key], value) if key in theirs else value for key, value in ours.items()}
    if isinstance(theirs, str) and isinstance(ours, list):
        theirs = [theirs]
    if isinstance(theirs, list) and isinstance(ours, list):
        return [*theirs, *(item for item in ours if item not in theirs)]
    if isinstance(theirs, dict | list) or isinstance(ours, dict | list):
        raise _InTheWay
    return theirs
