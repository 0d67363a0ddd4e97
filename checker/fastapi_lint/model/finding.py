"""What a rule yields: a place, the values for its message, perhaps a fix. Never words."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Protocol

from fastapi_lint.model.fix import Fix
from fastapi_lint.model.location import Anchor, Location
from fastapi_lint.model.record import Record, field


class Anchored(Protocol):
    """Any fact that knows where it stands."""

    @property
    def at(self) -> Anchor | Location: ...


class Finding(Record, eq=True):
    """`values` fill the placeholders of the rule's message; `chain` is the way that leads there.

    `part` says which of the things that the rule looks after is broken, for the statements that name only that one.
    """

    at: Anchor | Location
    values: dict[str, str] = field(default_factory=dict)
    fix: Fix | None = None
    chain: tuple[str, ...] = ()
    part: str = ""
    idle: str = ""

    @classmethod
    def nothing(cls, noun: str, part: str = "") -> Finding:
        """No finding: the rule met nothing of what it judges (`noun`), so that its statements are not said to hold.

        For rules about a whole project or service, which are always given one: `yield Finding.nothing("compose file")`.
        With a `part`, only the statements about that part are not said to hold.
        """
        return cls(Location(""), part=part, idle=noun)

    @classmethod
    def unless(cls, met: object, noun: str) -> Iterator[Finding]:
        """`nothing`, when what the rule will judge is empty: `yield from Finding.unless(calls, "stream call")`."""
        if not met:
            yield cls.nothing(noun)

    @classmethod
    def of(
        cls,
        fact: Anchored,
        /,
        *,
        fix: Fix | None = None,
        chain: tuple[str, ...] = (),
        part: str = "",
        **values: str,
    ) -> Finding:
        """A finding at the fact's own place."""
        return cls(fact.at, values, fix, chain, part)
