from __future__ import annotations

import re
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fastapi_lint.engine.fixing.edits import edits_between, edits_for
from fastapi_lint.engine.fixing.transplant import Hunk, hunks, split_lines
from fastapi_lint.model.fix import Edit, Fix
from tests.fixes.asking import calls, params, read


def test_an_edit_is_as_small_as_the_change() -> None:
    text = "a = 1\nx = get(url)  # c\n"
    module, find = read(text)
    fix = Fix("set_keyword", next(iter(calls("get")(module))), {"name": "timeout", "value": "5"})
    assert edits_for(text, fix, find) == (Edit(2, 12, 2, 12, ", timeout=5"),)


def test_an_import_is_an_edit_of_its_own() -> None:
    text = "import os\n\ndef f(db: Session = Depends(g)): ...\n"
    module, find = read(text)
    fix = Fix("annotate_default", next(iter(params("db")(module))))
    assert edits_for(text, fix, find) == (
        Edit(2, 1, 2, 1, "from typing import Annotated\n"),
        Edit(3, 11, 3, 31, "Annotated[Session, Depends(g)]"),
    )


def test_a_refused_fix_has_no_edits() -> None:
    text = "x = get(**a)\n"
    module, find = read(text)
    fix = Fix("set_keyword", next(iter(calls("get")(module))), {"name": "timeout", "value": "5"})
    assert edits_for(text, fix, find) == ()


def test_an_edit_at_the_end_of_a_file_without_a_newline() -> None:
    assert list(edits_between("a", "a\nb")) == [Edit(1, 2, 1, 2, "\nb")]
    assert list(edits_between("", "b")) == [Edit(1, 1, 1, 1, "b")]
    assert list(edits_between("a\n", "")) == [Edit(1, 1, 2, 1, "")]


def _replayed(text: str, edits: list[Edit]) -> str:
    lines = split_lines(text)
    starts = [sum(map(len, lines[:n])) for n in range(len(lines) + 1)]
    for edit in reversed(edits):
        start = starts[edit.line - 1] + edit.column - 1
        end = starts[edit.end_line - 1] + edit.end_column - 1
        text = text[:start] + edit.text + text[end:]
    return text


_TEXTS = st.lists(st.sampled_from(["a", "b", " ", "\n", "\r\n", "\r", "\x0c"]), max_size=12).map("".join)


@given(_TEXTS, _TEXTS)
def test_edits_turn_the_one_text_into_the_other(before: str, after: str) -> None:
    assert _replayed(before, list(edits_between(before, after))) == after


@given(_TEXTS, _TEXTS)
def test_no_edit_begins_or_ends_inside_a_crlf(before: str, after: str) -> None:
    lines = [re.sub(r"[\r\n]+\Z", "", line) for line in split_lines(before)] + [""]
    for edit in edits_between(before, after):
        assert edit.column <= len(lines[edit.line - 1]) + 1
        assert edit.end_column <= len(lines[edit.end_line - 1]) + 1


@pytest.mark.parametrize("seed", range(20))
def test_hunks_carry_one_text_over_to_the_other_where_lines_repeat_and_move(seed: int) -> None:
    random = Random(seed)  # noqa: S311 - a text that others can make again, no secret
    old = [random.choice(["\n", "    )\n", f"line {random.randrange(900)}\n"]) for _ in range(300)]
    new = [line for line in old if random.random() < 0.97]
    new[10:10], new[200:203] = ["first\n"], reversed(new[200:203])
    result: list[str] = []
    done = 0
    for hunk in hunks(old, new):
        result += old[done : hunk.start] + new[hunk.new_start : hunk.new_end]
        done = hunk.end
    assert result + old[done:] == new


def test_two_changes_far_apart_are_two_hunks() -> None:
    old = [f"line {number}\n" for number in range(1000)]
    new = ["first\n", *old[:900], "changed\n", *old[901:]]
    assert [*hunks(old, new)] == [Hunk(0, 0, 0, 1), Hunk(900, 901, 901, 902)]
