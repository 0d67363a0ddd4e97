"""Who works on what: whoever is free takes the next part, the heaviest first."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from typing import Self

_SHARE = 1 / 16
_LEAST = 1 / 16
"""Of the first part: the last ones need not be smaller for everybody to finish at about the same time."""


def parts(weights: Sequence[int], share: float = _SHARE) -> list[list[int]]:
    """Item numbers in parts to be taken whole: a heavy item alone, light ones together; the heaviest part first.

    A part is about this share of what is left.
    """
    left = total = sum(weights)
    made: list[list[int]] = []
    load = enough = 0.0
    for number in sorted(range(len(weights)), key=lambda n: -weights[n]):
        if load >= enough:
            made.append([])
            load, enough = 0, max(left, total * _LEAST) * share
        made[-1].append(number)
        load += weights[number]
        left -= weights[number]
    return made


class Turns:
    """Parts that processes take from one pipe: each is read by one process only.

    The first is kept for the process that forks the others: what is the most to build, such as an index, is there for
    what it does afterwards.
    """

    def __init__(self, work: Sequence[list[int]]) -> None:
        self._work = work
        self._reader, writer = os.pipe()
        os.write(writer, b"".join(number.to_bytes(2, "big") for number in range(1, len(work))))
        os.close(writer)
        self._home = os.getpid()

    def __iter__(self) -> Iterator[list[int]]:
        if os.getpid() == self._home:
            yield from self._work[:1]
        while token := os.read(self._reader, 2):
            yield self._work[int.from_bytes(token, "big")]

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        os.close(self._reader)
