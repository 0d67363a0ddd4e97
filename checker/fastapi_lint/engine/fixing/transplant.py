"""Carries the changes of a regenerated text over to the file's own text, and says what they are as edits."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from typing import NamedTuple

_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+\Z")


class Hunk(NamedTuple):
    """Lines `start` to `end` (from 0, exclusive) of the old text become lines `new_start` to `new_end` of the new."""

    start: int
    end: int
    new_start: int
    new_end: int


def split_lines(text: str) -> list[str]:
    """Lines with their ends, split where Python's tokenizer does."""
    return _LINE.findall(text)


def hunks(old: Sequence[str], new: Sequence[str]) -> Iterator[Hunk]:
    """The changed lines. What both begin and end with is skipped first, so that large files stay cheap."""
    shortest = min(len(old), len(new))
    head = next((i for i in range(shortest) if old[i] != new[i]), shortest)
    tail = next((i for i in range(shortest - head) if old[-1 - i] != new[-1 - i]), shortest - head)
    middle = SequenceMatcher(None, old[head : len(old) - tail], new[head : len(new) - tail], autojunk=False)
    for tag, start, end, new_start, new_end in middle.get_opcodes():
        if tag != "equal":
            yield Hunk(start + head, end + head, new_start + head, new_end + head)


def transplant(text: str, generated: str, changed: str) -> str | None:
    """`text` with the lines that differ between `generated` and `changed`; None when its lines cannot be matched.

    libcst writes a file as it read it, but for form feeds before code and a lone CR at the end.
    """
    if text == generated:
        return changed
    own, old, new = split_lines(text), split_lines(generated), split_lines(changed)
    if len(own) != len(old):
        return None
    result: list[str] = []
    done = 0
    for hunk in hunks(old, new):
        result += own[done : hunk.start]
        result += new[hunk.new_start : hunk.new_end]
        done = hunk.end
    carried = "".join(result + own[done:])
    return f"{carried}\r" if text.endswith("\r") and not carried.endswith(("\r", "\n")) else carried
