"""Which file a message about a wrong configuration speaks of, and which of its lines."""

from __future__ import annotations

import re
from pathlib import Path

from fastapi_lint.config import OWN_FILE, SHARED_FILE
from fastapi_lint.model.record import Record

_AT = re.compile(r"\(at line (\d+)")
_KEY = re.compile(r"(?:\[tool\.fastapi-lint\] )?(?P<key>[\w.\-\"*/]+): ")
_QUOTED = re.compile(r"`([^`]+)`")


class Misconfigured(Record, eq=True):
    """`line` counts from 1; `text` is the message without the file's name."""

    file: Path
    line: int
    text: str


def misconfigured(message: str, folder: Path) -> Misconfigured | None:
    """What a ConfigError about the project around a folder says; None when it is about no configuration file."""
    for candidate in (folder, *folder.parents):
        for name in (OWN_FILE, SHARED_FILE):
            file = candidate / name
            if message.startswith(f"{file}: "):
                text = message.removeprefix(f"{file}: ")
                return Misconfigured(file, _line(file, text), text)
    return None


def _line(file: Path, text: str) -> int:
    """The line that the message names, or the first one with a key or a value that it names."""
    if at := _AT.search(text):
        return int(at[1])
    key = _KEY.match(text)
    named = [key["key"].rpartition(".")[2].strip('"')] if key is not None else []
    try:
        lines = file.read_text("utf-8", errors="replace").splitlines()
    except OSError:
        return 1
    for word in (*named, *_QUOTED.findall(text)):
        for number, line in enumerate(lines, 1):
            if word in line:
                return number
    return 1
