"""What is wrong with a file that cannot be read as what it is."""

from __future__ import annotations

MOST_NODES = 200_000
DEEPEST = 100


class Invalid(Exception):
    """`form` is the file's language, `line` counts from 1."""

    def __init__(self, form: str, reason: str, line: int = 1) -> None:
        super().__init__(reason)
        self.form = form
        self.reason = reason
        self.line = line
