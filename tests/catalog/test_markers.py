"""Marks in examples say which line is reported, how gravely, and with which words."""

from __future__ import annotations

from fastapi_lint.catalog.markers import Expected, bare, expected


def test_a_mark_names_its_line_and_part_of_the_message() -> None:
    assert expected({"a.py": "x = 1\ny = 2  # error: `y` is bad\n"}) == [Expected("a.py", 2, "error", "`y` is bad")]


def test_one_line_may_carry_several_marks() -> None:
    found = expected({"a.py": "x  # warning: one | two | info: three"})
    assert [(e.severity, e.part) for e in found] == [("warning", "one"), ("warning", "two"), ("info", "three")]


def test_other_comments_are_no_marks() -> None:
    text = "x  # errors: none\ny  # noqa: E501\nz  # error:\n"
    assert expected({"a.py": text}) == []
    assert bare(text) == text


def test_a_pipe_inside_code_does_not_split_a_mark() -> None:
    assert expected({"a.py": "x  # error: `int|None`"})[0].part == "`int|None`"


def test_bare_text_keeps_everything_but_the_marks() -> None:
    assert bare("a  # error: x\n# plain\nb\t# info: y\n") == "a\n# plain\nb\n"
