"""Columns as we count them (characters) and as the client does (bytes, 16-bit units or characters), and text edits.

Only LF, CRLF and CR end a line, as for Python: `str.splitlines` also cuts at form feeds and the like.
"""

from __future__ import annotations

from collections.abc import Sequence

from lsprotocol import types as lsp

from fastapi_lint.model.fix import Edit
from fastapi_lint.model.location import Location
from fastapi_lint.source.lines import split_lines

_UNITS = {
    lsp.PositionEncodingKind.Utf8: ("utf-8", 1),
    lsp.PositionEncodingKind.Utf16: ("utf-16-le", 2),
    lsp.PositionEncodingKind.Utf32: ("utf-32-le", 4),
}


class Ruler:
    """Measures columns in the units that were agreed upon with the client."""

    def __init__(self, encoding: str | None) -> None:
        self._codec, self._size = _UNITS[lsp.PositionEncodingKind(encoding or lsp.PositionEncodingKind.Utf16)]

    def units(self, text: str) -> int:
        """How long a text is for the client."""
        return len(text) if text.isascii() else len(text.encode(self._codec, "surrogatepass")) // self._size

    def column(self, line: str, units: int) -> int:
        """The number of characters before a column of the client; one inside a character or behind the end is cut."""
        text = line.rstrip("\r\n")
        if text.isascii():
            return min(max(units, 0), len(text))
        passed = 0
        for index, character in enumerate(text):
            passed += self.units(character)
            if passed > units:
                return index
        return len(text)


class Page:
    """A text with its lines, for one ruler."""

    def __init__(self, text: str, ruler: Ruler) -> None:
        self.text = text
        self._lines: Sequence[str] = split_lines(text)
        self._ruler = ruler

    def range(self, place: Location | Edit) -> lsp.Range:
        """A place of ours, lines and columns from 1, in the client's numbers; one without a line is the beginning."""
        end = (place.end_line, place.end_column) if place.end_line else (place.line, place.column)
        return lsp.Range(self._position(place.line, place.column), self._position(*end))

    def edits(self, edits: Sequence[Edit]) -> list[lsp.TextEdit]:
        """Edits of ours as the client takes them."""
        return [lsp.TextEdit(self.range(edit), edit.text) for edit in edits]

    def offset(self, position: lsp.Position) -> int:
        """The index in the text of a client's position; one outside of the text is moved to its nearest end."""
        if position.line >= len(self._lines):
            return len(self.text)
        line = max(position.line, 0)
        before = sum(map(len, self._lines[:line]))
        return before + self._ruler.column(self._lines[line], position.character)

    def changed(self, change: lsp.TextDocumentContentChangeEvent) -> str:
        """The text after a change that a client reports."""
        if isinstance(change, lsp.TextDocumentContentChangeWholeDocument):
            return change.text
        start, end = self.offset(change.range.start), self.offset(change.range.end)
        return self.text[:start] + change.text + self.text[max(start, end) :]

    def _position(self, line: int, column: int) -> lsp.Position:
        if line > len(self._lines):  # the end of a text that ends with a line break
            return lsp.Position(len(self._lines), 0)
        text = self._lines[line - 1].rstrip("\r\n") if line else ""
        return lsp.Position(max(line - 1, 0), self._ruler.units(text[: max(column - 1, 0)]))
