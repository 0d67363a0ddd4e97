"""The lines of a text, cut where Python's tokenizer cuts them."""

from __future__ import annotations

import re

_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+\Z")


def split_lines(text: str) -> list[str]:
    """Lines with their ends, split only where Python's tokenizer does (not at form feeds or U+2028)."""
    return text.splitlines(keepends=True) if _plain(text) else _LINE.findall(text)


def _plain(text: str) -> bool:
    """Whether `str.splitlines` cuts where the tokenizer does."""
    return text.isascii() and not any(c in text for c in "\x0b\x0c\x1c\x1d\x1e")
