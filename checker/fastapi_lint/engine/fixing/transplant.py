"""Carries the changes of a regenerated text over to the file's own text, and says what they are as edits."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from typing import NamedTuple

_FEW = 100
"""Lines up to which difflib takes no time that anybody notices."""
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
    """The changed lines. What both begin and end with is skipped first, and lines that stand once in both are kept.

    So two changes far apart in a large file stay cheap: difflib takes square time for lines that repeat.
    """
    shortest = min(len(old), len(new))
    head = next((i for i in range(shortest) if old[i] != new[i]), shortest)
    tail = next((i for i in range(shortest - head) if old[-1 - i] != new[-1 - i]), shortest - head)
    old, new = old[head : len(old) - tail], new[head : len(new) - tail]
    kept = _kept(old, new) if min(len(old), len(new)) > _FEW else []
    if not kept:
        yield from _matched(old, new, head, head)
        return
    start = new_start = 0
    for at, new_at in [*kept, (len(old), len(new))]:
        if at > start or new_at > new_start:
            between = hunks(old[start:at], new[new_start:new_at])
            yield from (_moved(hunk, head + start, head + new_start) for hunk in between)
        start, new_start = at + 1, new_at + 1


def _matched(old: Sequence[str], new: Sequence[str], at: int, new_at: int) -> Iterator[Hunk]:
    for tag, start, end, new_start, new_end in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag != "equal":
            yield _moved(Hunk(start, end, new_start, new_end), at, new_at)


def _moved(hunk: Hunk, by: int, new_by: int) -> Hunk:
    return Hunk(hunk.start + by, hunk.end + by, hunk.new_start + new_by, hunk.new_end + new_by)


def _kept(old: Sequence[str], new: Sequence[str]) -> list[tuple[int, int]]:
    """Where the lines stand that are unique in both texts and come in the same order: as many as there can be."""
    once, new_once = _unique(old), _unique(new)
    pairs = [(at, new_once[line]) for line, at in once.items() if line in new_once]
    ends: list[int] = []  # by length: the least place in the new text at which an increasing run of it ends
    lengths: list[int] = []
    for _, new_at in pairs:
        lengths.append(length := bisect_left(ends, new_at))
        ends[length : length + 1] = [new_at]
    run: list[tuple[int, int]] = []
    wanted = len(ends) - 1
    for pair, length in zip(reversed(pairs), reversed(lengths), strict=True):
        if length == wanted and (not run or pair[1] < run[-1][1]):
            run.append(pair)
            wanted -= 1
    return run[::-1]


def _unique(lines: Sequence[str]) -> dict[str, int]:
    """Line -> its place, in order, of those that stand there once."""
    count = Counter(lines)
    return {line: at for at, line in enumerate(lines) if count[line] == 1}


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
