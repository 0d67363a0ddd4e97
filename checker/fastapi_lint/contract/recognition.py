"""Which calls a rule is about: it says so by comparing the name of their probe, and nothing else tells it."""

from __future__ import annotations

from typing import Self


class Probe(str):
    """The name of a probe that remembers whether it was compared, and with success, since `ask` was called."""

    __slots__ = ("compared", "matched")

    def __new__(cls, name: str) -> Self:
        """Nobody has asked yet."""
        made = super().__new__(cls, name)
        made.ask()
        return made

    def ask(self) -> None:
        """Forgets earlier comparisons."""
        self.compared = self.matched = False

    def __eq__(self, other: object) -> bool:
        equal = str.__eq__(self, other) is True
        self.compared = True
        self.matched |= equal
        return equal

    def __ne__(self, other: object) -> bool:
        return not self == other

    def __hash__(self) -> int:
        self.compared = True
        return str.__hash__(self)
