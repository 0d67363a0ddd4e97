"""What an answer rests on, beside the state of files."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import TypeAlias

from fastapi_lint.model.record import Record

Ruff: TypeAlias = tuple[Sequence[str], str, Mapping[str, int]]
"""The command without files, the folder that it runs in, and a checksum of what it said of each file."""


class Evidence(Record):
    """Absolute paths. `lines` are those that findings name, for every Python file whose content rules look at.

    `fixable` are those of them in which something can be fixed: how, their comments may decide. `unread` are the
    Python files of which only ruff's opinion matters, `folders` those that were searched.
    """

    lines: Mapping[str, Sequence[int]]
    fixable: Collection[str]
    unread: Sequence[str]
    folders: Sequence[str]
    ruff: Ruff | None
