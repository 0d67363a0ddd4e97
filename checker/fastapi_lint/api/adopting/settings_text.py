"""The project's own settings as text: a table that is added to a TOML file, everything else in it byte for byte."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from fastapi_lint.api.sync.changes import read
from fastapi_lint.config import SHARED_FILE
from fastapi_lint.model.errors import ConfigError
from fastapi_lint.model.toml import inline
from fastapi_lint.views.agents.managed import newline_of

_HEADER = re.compile(r"^[ \t]*\[[ \t]*tool[ \t]*\.[ \t]*[\"']?fastapi-lint[\"']?[ \t]*\][^\n]*\n?", re.MULTILINE)
_COMMENTS = re.compile(r"\A(?:\ufeff)?(?:[ \t]*#[^\n]*\n|[ \t]*\r?\n)*")


def settings_of(file: Path) -> dict[str, Any] | None:
    """The settings in a file, None where there are none yet; ConfigError when it is not valid TOML."""
    text = read(file)
    try:
        data = _parsed(text or "")
    except tomllib.TOMLDecodeError as error:
        raise ConfigError(f"{file}: not valid TOML: {error}; mend it, then run this again.") from None
    return _settings(data, is_shared=file.name == SHARED_FILE) if text is not None else None


def with_settings(text: str, settings: Mapping[str, str], *, is_shared: bool) -> str | None:
    """The text with these keys added; None when no place can be found for them without touching the rest.

    `is_shared` for a pyproject.toml, where they stand in a table; the text is valid TOML.
    """
    known = _settings(_parsed(text), is_shared=is_shared)
    lines = "".join(f"{key} = {inline(value)}\n" for key, value in settings.items())
    for candidate in _candidates(text, lines.replace("\n", newline_of(text)), known is None, is_shared=is_shared):
        if _is_faithful(text, candidate, {**(known or {}), **settings}, is_shared=is_shared):
            return candidate
    return None


def _parsed(text: str) -> dict[str, Any]:
    return tomllib.loads(text.removeprefix("\ufeff"))


def _settings(data: dict[str, Any], *, is_shared: bool) -> dict[str, Any] | None:
    if not is_shared:
        return data
    tool = data.get("tool")
    found = tool.get("fastapi-lint") if isinstance(tool, dict) else None
    return found if isinstance(found, dict) else None


def _candidates(text: str, lines: str, is_new: bool, *, is_shared: bool) -> Iterator[str]:  # noqa: FBT001
    """Where the lines may stand: below the table's header, or below the comments at the top of a file of our own."""
    newline = newline_of(text)
    if not is_shared:
        end = _comments_end(text)
        yield text[:end] + lines + text[end:]
    elif is_new:
        gap = "" if not text.strip() else newline if text.endswith("\n") else newline * 2
        yield f"{text}{gap}[tool.fastapi-lint]{newline}{lines}"
    else:
        for header in _HEADER.finditer(text):
            ended = header[0] if header[0].endswith("\n") else header[0] + newline
            yield text[: header.start()] + ended + lines + text[header.end() :]


def _comments_end(text: str) -> int:
    found = _COMMENTS.match(text)
    return found.end() if found else 0


def _is_faithful(before: str, after: str, wanted: Mapping[str, Any], *, is_shared: bool) -> bool:
    """Whether a parser sees the wanted settings in the new text, and all else as it was."""
    try:
        old, new = _parsed(before), _parsed(after)
    except tomllib.TOMLDecodeError:
        return False
    if not is_shared:
        return new == wanted
    tool = old.get("tool", {})
    return isinstance(tool, dict) and new == {**old, "tool": {**tool, "fastapi-lint": wanted}}
