"""Where a value that a client has sent comes from, and how much of a text it determines."""

from __future__ import annotations

import re

from msgspec.structs import replace

from fastapi_lint.facts.expression import Expr, string
from fastapi_lint.model.record import Record

_IN_WORDS = {"path": "path parameter", "query": "query parameter", "body": "request body's", "header": "header",
             "cookie": "cookie", "form": "form field", "file": "upload", "credential": "credential"}  # fmt: skip
_HOST = re.compile(r"(?i)(?:https?:)?//[^/?#{}]*$")


class Origin(Record, eq=True):
    """Where a value comes from. `source` is that of a `RouteParam`, or "credential" for what a security scheme read.

    `leads`: the value begins with it, or it names the host of the URL. `segment`: it cannot contain a slash.
    `glued`: other characters stand right before it in the same segment of a path.
    """

    name: str
    source: str
    leads: bool = True
    segment: bool = False
    glued: bool = False

    def behind(self, before: object) -> Origin:
        """The origin of a text in which this stands behind another text; anything but a str is an unknown one."""
        known = before if isinstance(before, str) else "?"
        leads = self.leads and (not known or bool(_HOST.match(known)))
        glued = self.glued or (isinstance(before, str) and before != "" and before[-1] not in "/\\")
        return replace(self, leads=leads, glued=glued)

    def under(self, key: Expr) -> Origin:
        """The origin of what such a value holds under a key."""
        name = string(key)
        return replace(self, name=name) if name is not None else self

    @property
    def described(self) -> str:
        """For messages: `the query parameter `next``."""
        words = _IN_WORDS.get(self.source, "value")
        return f"the {words} `{self.name}`"
