"""JSON with comments and trailing commas, as editors accept it, as nodes with their lines."""

from __future__ import annotations

import re
from bisect import bisect_right
from json import JSONDecodeError
from json.decoder import scanstring  # type: ignore[attr-defined]  # typeshed passes it over

from fastapi_lint.facts.files.node import Node, Scalar, Value
from fastapi_lint.model.location import Location
from fastapi_lint.project.invalid import DEEPEST, Invalid

_BLANK = re.compile(r"(?:[ \t\r\n]+|//[^\n]*|/\*.*?\*/)*", re.DOTALL)
_NUMBER = re.compile(r"-?\d+(\.\d+)?([eE][-+]?\d+)?")
_WORDS: dict[str, Scalar] = {"true": True, "false": False, "null": None}


def json_tree(path: str, text: str) -> Node:
    """The whole file; Invalid when it is no JSON even with comments and trailing commas."""
    reader = _Reader(path, text)
    reader.blank()
    node = reader.value(0)
    reader.blank()
    if reader.pos < len(text):
        raise reader.invalid("text follows after the value")
    return node


class _Reader:
    def __init__(self, path: str, text: str) -> None:
        self.path = path
        self.text = text
        self.pos = 0
        self.starts = [m.end() for m in re.finditer("\n", text)]

    def invalid(self, reason: str) -> Invalid:
        """What stops the reading here."""
        return Invalid("JSON", reason, self.at().line)

    def blank(self) -> None:
        """Passes over white space and comments."""
        match = _BLANK.match(self.text, self.pos)
        self.pos = match.end() if match else self.pos

    def at(self) -> Location:
        """The present place."""
        line = bisect_right(self.starts, self.pos)
        column = self.pos - (self.starts[line - 1] if line else 0) + 1
        return Location(self.path, line + 1, column, line + 1, column + 1)

    def value(self, depth: int, at: Location | None = None) -> Node:
        """One value; `at` is the place of its key."""
        if depth > DEEPEST:
            raise self.invalid(f"it is nested more than {DEEPEST} levels deep")
        at = at or self.at()
        line = self.at().line
        match self.text[self.pos : self.pos + 1]:
            case "{":
                return Node(self._members(depth), at, text_line=line)
            case "[":
                return Node(self._elements(depth), at, text_line=line)
            case '"':
                text = self._string()
                return Node(text, at, text, line)
        return self._plain(at, line)

    def _plain(self, at: Location, line: int) -> Node:
        for word, value in _WORDS.items():
            if self.text.startswith(word, self.pos):
                self.pos += len(word)
                return Node(value, at, word, line)
        match = _NUMBER.match(self.text, self.pos)
        if match is None:
            raise self.invalid("a value is expected here")
        self.pos = match.end()
        number: Value = float(match[0]) if match[1] or match[2] else int(match[0][:400])
        return Node(number, at, match[0], line)

    def _string(self) -> str:
        try:
            text, self.pos = scanstring(self.text, self.pos + 1, False)  # noqa: FBT003 - it takes no keyword
        except JSONDecodeError as error:
            raise self.invalid(error.msg) from None
        return str(text)

    def _members(self, depth: int) -> dict[str, Node]:
        found: dict[str, Node] = {}
        while self._goes_on("}", first=not found):
            if not self.text.startswith('"', self.pos):
                raise self.invalid("a key in double quotes is expected here")
            at = self.at()
            key = self._string()
            self.blank()
            if not self.text.startswith(":", self.pos):
                raise self.invalid("`:` is expected here")
            self.pos += 1
            self.blank()
            found[key] = self.value(depth + 1, at)
        return found

    def _elements(self, depth: int) -> tuple[Node, ...]:
        found: list[Node] = []
        while self._goes_on("]", first=not found):
            found.append(self.value(depth + 1))
        return tuple(found)

    def _goes_on(self, closing: str, *, first: bool) -> bool:
        """Passes over the opening bracket, the commas and the closing bracket; whether another item follows."""
        self.pos += first
        self.blank()
        if not first and self.text.startswith(",", self.pos):
            self.pos += 1
            self.blank()
        elif not first and not self.text.startswith(closing, self.pos):
            raise self.invalid(f"`,` or `{closing}` is expected here")
        if self.text.startswith(closing, self.pos):
            self.pos += 1
            return False
        return True
