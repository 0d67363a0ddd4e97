"""The lines of a text, cut where Python's tokenizer cuts them."""

from __future__ import annotations

import re

_OTHER_ENDS = "\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029"
"""What `str.splitlines` takes for the end of a line, and the tokenizer does not."""
_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+\Z")


def split_lines(text: str) -> list[str]:
    """Lines with their ends, split only where Python's tokenizer does (not at form feeds or U+2028)."""
    return text.splitlines(keepends=True) if _plain(text) else _LINE.findall(text)


def bare_lines(text: str) -> list[str]:
    """The same lines without their ends."""
    return text.splitlines() if _plain(text) else [line.rstrip("\r\n") for line in _LINE.findall(text)]


def _plain(text: str) -> bool:
    """Whether `str.splitlines` cuts where the tokenizer does."""
    return not any(c in text for c in _OTHER_ENDS)
