"""`fastapi-lint check -`: the text of one file from standard input, as an editor holds it."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from fastapi_lint.model.errors import UsageError

_STDIN = Path("-")
_WRITING = ("fix", "unsafe_fixes")


def typed(paths: tuple[Path, ...], file: Path | None, options: Mapping[str, Any]) -> str | None:
    """What is typed on standard input in place of `file`; None when nobody asks for that. UsageError when unclear."""
    if _STDIN not in paths and file is None:
        return None
    if paths != (_STDIN,) or file is None:
        raise UsageError("standard input is one file: `fastapi-lint check - --stdin-filename app/main.py`.")
    for name in _WRITING:
        if options[name]:
            raise UsageError(f"--{name.replace('_', '-')} writes files, which `-` is not; --diff shows the repairs.")
    try:
        return sys.stdin.buffer.read().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise UsageError(f"standard input is no UTF-8: byte {error.start} cannot be decoded.") from None
