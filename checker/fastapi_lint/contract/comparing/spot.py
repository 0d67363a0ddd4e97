"""Where in a document a change stands, and how its name begins there."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date


@dataclass(frozen=True)
class Spot:
    """A place in what is sent or read: `side` is request or response, `part` body, property, parameter or header.

    `inner` is the part that the fields below are. `met` are the pairs of named schemas that were compared on the way
    here or beside it: what changed in them is told once, and schemas that lead to themselves come to an end.
    `shared` is the place in the named schema around it, "" where there is none, and `below` where its fields begin;
    `known` keeps it by side and subject.
    """

    side: str
    part: str
    subject: str
    inner: str
    today: date
    depth: int = 0
    met: set[tuple[str, str]] = field(default_factory=set)
    shared: str = ""
    below: str = ""
    known: dict[tuple[str, str], str] = field(default_factory=dict)

    def kind(self, change: str) -> str:
        """The name of a change at this place."""
        return f"{self.side}-{self.part}-{change}"

    def field(self, name: str) -> Spot:
        """A field of the object that stands here."""
        inside = "" if self.part == "body" and not self.depth else f" of {self.subject}"
        return self._inner(self.inner, f"the field `{name}`{inside}", name)

    def deeper(self, what: str) -> Spot:
        """What an array holds, or one of several alternatives."""
        part = "property" if self.part == "body" else self.part
        return self._inner(part, f"{what} of {self.subject}", what)

    def named(self, schema: str) -> Spot:
        """The same place, at which a named schema stands; "" for one without a name."""
        return replace(self, below=schema) if schema else self

    def _inner(self, part: str, subject: str, name: str) -> Spot:
        shared = f"{self.below or self.shared}: {name}" if self.below or self.shared else ""
        self.known[self.side, subject] = shared
        return replace(self, part=part, subject=subject, depth=self.depth + 1, shared=shared, below="")
