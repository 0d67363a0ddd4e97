"""What a fix would change, as the lines that go and the lines that come."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from fastapi_lint.model.fix import Edit
from fastapi_lint.model.record import Record


class Line(Record, eq=True):
    """A line of the file, by its number before the change; `sign` is `-` or `+`."""

    number: int
    sign: str
    text: str


def changed_lines(source: Sequence[str], edits: Sequence[Edit]) -> list[Line]:
    """In the order of the file; nothing when an edit lies outside of `source`, which then is another file's."""
    if any(not 1 <= edit.line <= edit.end_line <= len(source) + 1 for edit in edits):
        return []
    return [line for group in _touching(edits) for line in _hunk(source, group)]


def _touching(edits: Sequence[Edit]) -> Iterator[list[Edit]]:
    """Edits that share a line belong to one change of that line."""
    group: list[Edit] = []
    for edit in sorted(edits, key=lambda e: (e.line, e.column, e.end_line, e.end_column)):
        if group and edit.line > group[-1].end_line:
            yield group
            group = []
        group.append(edit)
    if group:
        yield group


def _hunk(source: Sequence[str], edits: Sequence[Edit]) -> Iterator[Line]:
    first, last = edits[0].line, max(edit.end_line for edit in edits)
    old = [*source[first - 1 : last], *[""] * (last - len(source))]
    new = list(old)
    for edit in reversed(edits):
        start, stop = edit.line - first, edit.end_line - first
        text = new[start][: edit.column - 1] + edit.text + new[stop][edit.end_column - 1 :]
        new[start : stop + 1] = text.splitlines() or [""]
    head = _common(old, new)
    tail = _common(old[head:][::-1], new[head:][::-1])
    gone, come = old[head : len(old) - tail], new[head : len(new) - tail]
    numbered = enumerate(gone, first + head)
    yield from (Line(number, "-", text) for number, text in numbered if number <= len(source))
    yield from (Line(first + head, "+", text) for text in come)


def _common(one: Sequence[str], other: Sequence[str]) -> int:
    """How many lines both begin with."""
    pairs = groupby(zip(one, other, strict=False), key=lambda pair: pair[0] == pair[1])
    is_equal, group = next(pairs, (False, ()))
    return len(list(group)) if is_equal else 0
