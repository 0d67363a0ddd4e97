"""One request and one answer as they go over the wire."""

from __future__ import annotations

import json
from collections.abc import Iterable
from shlex import quote
from typing import Any

from fastapi_lint.facts.contract.command_line import body_words
from fastapi_lint.model.record import Record

BASE = "http://127.0.0.1:8000"
"""Where command lines expect the service."""
_CREDENTIALS = frozenset({"authorization", "cookie", "x-api-key", "proxy-authorization"})


class HttpRequest(Record):
    """`target` is the path with its query, as it goes over the wire; `cut_off` makes every other system unreachable.

    As many `blanks` follow the body, which makes it huge without being kept.
    """

    method: str
    target: str
    headers: tuple[tuple[str, str], ...] = ()
    body: bytes = b""
    cut_off: bool = False
    blanks: int = 0

    @property
    def path(self) -> str:
        """The path alone."""
        return self.target.partition("?")[0]

    def header(self, name: str) -> str | None:
        """The value of a header."""
        return _header(self.headers, name)

    @property
    def curl(self) -> str:
        """The command line that repeats it."""
        parts = ["curl", "-i", "-X", self.method, quote(f"{BASE}{self.target}")]
        for name, value in self.headers:
            shown = "***" if name.lower() in _CREDENTIALS else value
            parts += ["-H", quote(f"{name}: {shown}")]
        if not self.body:
            return " ".join(parts)
        before, given = body_words(self.body, self.blanks)
        return before + " ".join([*parts, "--data-binary", given])


class HttpResponse(Record):
    """`body` is cut when it is very long; `size` is its whole length in bytes.

    An `endless` one was still being sent when nobody listened any more, as with streams of events.
    """

    status: int
    headers: tuple[tuple[str, str], ...] = ()
    body: bytes = b""
    size: int = 0
    endless: bool = False

    @property
    def is_whole(self) -> bool:
        """Whether `body` is all of it."""
        return self.size == len(self.body) and not self.endless

    def header(self, name: str) -> str | None:
        """The value of a header."""
        return _header(self.headers, name)

    @property
    def media(self) -> str:
        """The media type without parameters."""
        return (self.header("content-type") or "").partition(";")[0].strip().lower()

    @property
    def text(self) -> str:
        """The body as text."""
        return self.body.decode("utf-8", "replace")

    @property
    def json(self) -> Any:
        """The body as JSON; None when it is none."""
        try:
            return json.loads(self.body)
        except (ValueError, RecursionError):
            return None


def _header(headers: Iterable[tuple[str, str]], name: str) -> str | None:
    return next((value for key, value in headers if key.lower() == name.lower()), None)
