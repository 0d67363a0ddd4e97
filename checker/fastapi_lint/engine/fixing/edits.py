"""A change of a text as the smallest edits."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate

import libcst as cst

from fastapi_lint.engine.fixing.apply import apply_fixes
from fastapi_lint.engine.fixing.plan import Finder
from fastapi_lint.engine.fixing.transplant import hunks, split_lines
from fastapi_lint.model.fix import Edit, Fix


def edits_for(text: str, fix: Fix, find: Finder) -> tuple[Edit, ...]:
    """What one fix changes, in source order; empty when it changes nothing. Columns count characters."""
    return tuple(edits_between(text, apply_fixes(text, (fix,), find).text))


def with_edits(text: str, groups: Iterable[Sequence[Edit]]) -> tuple[str | None, int]:
    """The text with groups of ready-made edits, and how many groups; None when the result does not parse.

    A group is taken whole or, where it meets an earlier one, not at all: the next run offers it again.
    """
    starts = [0, *accumulate(map(len, split_lines(text)))]
    spans: list[tuple[int, int, str]] = []
    used = 0
    for group in groups:
        wanted = [(_offset(starts, e.line, e.column), _offset(starts, e.end_line, e.end_column), e.text) for e in group]
        if not any((a < d and c < b) or (a, b) == (c, d) for a, b, _ in wanted for c, d, _ in spans):
            spans += wanted
            used += 1
    for start, end, new in sorted(spans, reverse=True):
        text = text[:start] + new + text[end:]
    try:
        cst.parse_module(text)
    except cst.ParserSyntaxError:
        return None, 0
    return text, used


def _offset(starts: Sequence[int], line: int, column: int) -> int:
    return min(starts[min(line, len(starts)) - 1] + column - 1, starts[-1])


def edits_between(before: str, after: str) -> Iterator[Edit]:
    """One edit for each group of changed lines, without what its two sides have in common."""
    old, new = split_lines(before), split_lines(after)
    for hunk in hunks(old, new):
        gone, come = "".join(old[hunk.start : hunk.end]), "".join(new[hunk.new_start : hunk.new_end])
        head = _common(gone, come, "\r\n")
        tail = _common(gone[head:][::-1], come[head:][::-1], "\n\r")
        start = _position(gone[:head], hunk.start)
        end = _position(gone[: len(gone) - tail], hunk.start)
        yield Edit(*start, *end, come[head : len(come) - tail])


def _common(one: str, other: str, pair: str) -> int:
    """How many characters both begin with, never ending inside a pair that must stay together."""
    length = next((i for i, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
    return length - 1 if any(side[max(length - 1, 0) : length + 1] == pair for side in (one, other)) else length


def _position(before: str, line: int) -> tuple[int, int]:
    lines = split_lines(before)
    if lines and not lines[-1].endswith(("\r", "\n")):
        return line + len(lines), len(lines[-1]) + 1
    return line + len(lines) + 1, 1
