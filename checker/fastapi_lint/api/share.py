"""The share of a project's files that one of several runs reports on."""

from __future__ import annotations

import re
from zlib import crc32

from fastapi_lint.model.errors import UsageError
from fastapi_lint.model.record import Record


class Share(Record, eq=True):
    """The `number`-th of `count` shares, from 1. Every path belongs to exactly one, on every machine."""

    number: int
    count: int

    def holds(self, path: str) -> bool:
        """Whether findings in a path, relative to the project's root, belong to this share."""
        return crc32(path.encode("utf-8", "surrogatepass")) % self.count == self.number - 1

    def __str__(self) -> str:
        return f"{self.number}/{self.count}"


def share(text: str) -> Share:
    """The share that `I/N` names; UsageError when there is none."""
    found = re.fullmatch(r"([0-9]{1,6})/([0-9]{1,6})", text)
    number, count = map(int, found.groups()) if found else (0, 0)
    if not 1 <= number <= count:
        raise UsageError(f"--shard: `{text}` is no share; write for instance `1/4` for the first of four.")
    return Share(number, count)
