"""A code frame shows the right lines and marks the right characters."""

from __future__ import annotations

import pytest
from rich.cells import cell_len

from fastapi_lint.model.location import Location
from fastapi_lint.reporters.frame import FrameLine, frame, hidden_lines

SOURCE = ("first", "    second(", "        third,", "    )", "fifth", "sixth", "seventh", "eighth")


def _frame(at: Location, source: tuple[str, ...] = SOURCE, width: int = 60) -> list[FrameLine]:
    return frame(source, at, width, cell_len)


def _marked(at: Location, source: tuple[str, ...] = SOURCE) -> list[str]:
    return [line.marked for line in _frame(at, source) if line.inside]


def test_one_line_stands_between_its_neighbours() -> None:
    assert [(line.number, line.inside) for line in _frame(Location("f", 2, 5, 2, 11))] == [
        (1, False), (2, True), (3, False),
    ]  # fmt: skip


def test_the_end_column_is_exclusive() -> None:
    assert _marked(Location("f", 2, 5, 2, 11)) == ["second"]


def test_a_range_over_lines_marks_each_without_its_indent() -> None:
    assert _marked(Location("f", 2, 5, 4, 6)) == ["second(", "third,", ")"]


def test_an_end_at_the_start_of_a_line_does_not_mark_that_line() -> None:
    assert _marked(Location("f", 5, 1, 6, 1)) == ["fifth"]


def test_a_long_range_is_cut_after_four_lines() -> None:
    at = Location("f", 2, 5, 8, 3)
    assert [line.number for line in _frame(at)] == [1, 2, 3, 4, 5]
    assert hidden_lines(SOURCE, at) == 3


@pytest.mark.parametrize("at", [Location("f", 2, 5), Location("f", 2, 5, 2, 5), Location("f", 2, 5, 2, 2)])
def test_a_place_without_a_range_marks_one_character(at: Location) -> None:
    assert _marked(at) == ["s"]


def test_a_line_without_a_column_is_shown_unmarked() -> None:
    assert _marked(Location("f", 2)) == [""]


@pytest.mark.parametrize("line", [0, 9, 500])
def test_a_line_that_is_not_in_the_source_has_no_frame(line: int) -> None:
    assert _frame(Location("f", line, 1)) == []


def test_a_column_behind_the_end_of_the_line_marks_its_end() -> None:
    assert _frame(Location("f", 1, 40, 1, 50))[0].before == "first"


def test_tabs_are_shown_as_spaces() -> None:
    assert _frame(Location("f", 1, 2, 1, 3), ("\tx",))[0].before == "    "


def test_a_mark_far_right_stays_in_sight() -> None:
    line = _frame(Location("f", 1, 901, 1, 907), ("x" * 900 + "target" + "y" * 900,))[0]
    assert line.marked == "target"
    assert line.before.startswith("…")
    assert line.after.endswith("…")


@pytest.mark.parametrize("at", [Location("f", 1, 1), Location("f", 1, 300, 1, 700), Location("f", 1)])
@pytest.mark.parametrize("letter", ["x", "日", "\x00", "\t"])
def test_no_line_is_wider_than_asked(at: Location, letter: str) -> None:
    for line in _frame(at, (letter * 1000,) * 2, width=40):
        assert cell_len(line.before + line.marked + line.after) <= 40
