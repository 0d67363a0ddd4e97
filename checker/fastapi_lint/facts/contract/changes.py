"""What has changed between a document that clients know and today's."""

from __future__ import annotations

from fastapi_lint.model.location import Location
from fastapi_lint.model.record import Record


class Change(Record):
    """`kind` names it as oasdiff does; `level` is "breaking" when clients break, "risky" when nobody can tell.

    `subject` is what has changed, such as "the field `price` of the body"; `old` and `new` are empty where they say
    nothing. `shared` is the place in a named schema, which several operations may share.
    """

    kind: str
    level: str
    operation: str
    subject: str
    at: Location
    old: str = ""
    new: str = ""
    shared: str = ""
