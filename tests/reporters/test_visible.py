"""Text from untrusted code is shown, never obeyed."""

from __future__ import annotations

import pytest

from fastapi_lint.model.location import Location
from fastapi_lint.reporters.visible import place, prose, subject, visible, visible_lines


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("`get` blocks — 日本 ü", "`get` blocks — 日本 ü"),
        ("a\u202eb\u2066", "a\\u202eb\\u2066"),
        ("\x1b[31m", "\\x1b[31m"),
        ("a\r\nb\tc", "a\\r\\nb\\tc"),
        ("caf\udce9", "caf\\udce9"),
        ("a\xa0b\u200b", "a\\xa0b\\u200b"),
        ("\U000e0041", "\\U000e0041"),
    ],
)
def test_unprintable_characters_become_escapes(text: str, shown: str) -> None:
    assert visible(text) == shown


@pytest.mark.parametrize("command", ["##[error]x", "##vso[task.x]y", "##teamcity[z]"])
def test_commands_to_build_servers_are_broken_up(command: str) -> None:
    assert "##" not in visible(command)


def test_a_heading_is_not_a_command() -> None:
    assert visible("## title [x]") == "## title [x]"


def test_a_block_keeps_its_lines() -> None:
    assert visible_lines("a\x00\r\nb") == "a\\x00\nb"


def test_text_of_the_rulebook_loses_its_line_breaks() -> None:
    assert prose("one\n  two\n") == "one two"


@pytest.mark.parametrize(
    ("at", "shown"),
    [
        (Location("a.py", 3, 4), "a.py:3:4"),
        (Location("a.py", 3), "a.py:3"),
        (Location("a.py", 0, 4), "a.py"),
        (Location("", operation="GET /x", pointer="/paths"), "GET /x"),
        (Location("", pointer="/paths"), "/paths"),
        (Location(""), "project"),
    ],
)
def test_a_place_says_what_is_known(at: Location, shown: str) -> None:
    assert place(at) == shown


def test_a_file_name_cannot_begin_a_workflow_command() -> None:
    assert subject(Location(" ::error::x.py")) == "./ ::error::x.py"
