"""One past run, as the file of `check --history` keeps it and a trend chart shows it."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Literal

from msgspec import Meta

from fastapi_lint.model.record import Record, field

Count = Annotated[int, Meta(ge=0)]


class Run(Record, eq=True):
    """One line of the file. `errors`, `warnings` and `infos` are what was reported, `rules` the same by rule.

    `accepted` findings are those that a baseline knows; they are in none of the other counts. `skipped` counts what
    was not evaluated: a run with any has seen less than others. `revision` is the commit, "" outside of git.
    """

    time: Annotated[datetime, Meta(tz=True)]
    tool: str
    profile: str
    errors: Count
    warnings: Count
    infos: Count
    revision: str = ""
    accepted: Count = 0
    suppressed: Count = 0
    skipped: Count = 0
    files: Count = 0
    routes: Count = 0
    rules: dict[str, Count] = field(default_factory=dict)
    accepted_rules: dict[str, Count] = field(default_factory=dict)
    schema: Literal[1] = 1
