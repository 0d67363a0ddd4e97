"""Columns in the client's units, there and back, and edits as a client means them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as some
from lsprotocol import types as lsp

from fastapi_lint.api.language_server.positions import Page, Ruler
from fastapi_lint.model.location import Location

ENCODINGS = ("utf-8", "utf-16", "utf-32")
TEXTS = some.text(
    some.sampled_from("ab \t\f\x1c\r\n\N{LINE SEPARATOR}e\N{COMBINING ACUTE ACCENT}\N{GRINNING FACE}\ud800")
)


def units(text: str, encoding: str) -> int:
    """What the protocol says a text is long."""
    size = {"utf-8": 1, "utf-16": 2, "utf-32": 4}[encoding]
    return len(text.encode(encoding if size == 1 else f"{encoding}-le", "surrogatepass")) // size


def position(text: str, index: int, encoding: str) -> lsp.Position:
    """Where an index of a text is for a client: only LF, CRLF and CR end lines."""
    before = text[:index]
    lines = before.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    start = max(before.rfind("\n"), before.rfind("\r")) + 1
    return lsp.Position(len(lines) - 1, units(before[start:], encoding))


@pytest.mark.parametrize("encoding", ENCODINGS)
@given(text=TEXTS, new=TEXTS, places=some.tuples(some.integers(0, 30), some.integers(0, 30)))
def test_an_edit_changes_what_the_client_means(encoding: str, text: str, new: str, places: tuple[int, int]) -> None:
    start, end = sorted(min(place, len(text)) for place in places)
    if any(text[place - 1 : place + 1] == "\r\n" for place in (start, end) if place):
        return  # no position lies inside a line end
    where = lsp.Range(position(text, start, encoding), position(text, end, encoding))
    change = lsp.TextDocumentContentChangePartial(where, new)
    assert Page(text, Ruler(encoding)).changed(change) == text[:start] + new + text[end:]


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_places_outside_of_the_text_are_moved_to_its_ends(encoding: str) -> None:
    page = Page("ab\n\N{GRINNING FACE}c", Ruler(encoding))
    far = [lsp.Position(0, 99), lsp.Position(1, 99), lsp.Position(9, 0)]
    assert [page.offset(place) for place in far] == [2, 5, 5]


def test_a_column_inside_of_a_character_is_its_beginning() -> None:
    assert Page("\N{GRINNING FACE}c", Ruler("utf-16")).offset(lsp.Position(0, 1)) == 0


def test_a_place_without_lines_is_the_beginning_of_the_file() -> None:
    nowhere = lsp.Position(0, 0)
    assert Page("", Ruler("utf-16")).range(Location("app.py")) == lsp.Range(nowhere, nowhere)
