"""Anchors -> exact lines and columns."""
# ruff: noqa: E501 - one case per line reads best

from __future__ import annotations

from pathlib import Path

import pytest

from fastapi_lint.model.location import Location, anchor_in
from fastapi_lint.source.scan import Scan, find_places
from tests.source.build import project

CODE = """\
import os


def f(a):
    if a:
\tpass
    x = os.getenv('ü' , "é")
    return [
        g(i)
        for i in a
    ]
"""


def _scan(folder: Path, code: str, *, full: bool = False) -> Scan:
    return project(folder, {"app.py": code}, full=full)


def _calls(scanned: Scan) -> dict[str, Location]:
    sites = [s for b in scanned.project.modules["app.py"].scopes() for s in b.calls]
    places = find_places(scanned, [s.at for s in sites])
    return {s.call.method: places[s.at] for s in sites}


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_a_call_is_placed_exactly(tmp_path: Path, newline: str, mark: str) -> None:
    code = mark + CODE.replace("\tpass", "        pass").replace("\n", newline)
    assert _calls(_scan(tmp_path, code)) == {
        "getenv": Location("app.py", 7, 9, 7, 29),
        "g": Location("app.py", 9, 9, 9, 13),
    }


def test_a_tab_is_one_column(tmp_path: Path) -> None:
    assert _calls(_scan(tmp_path, "if a:\n\tf()\n"))["f"] == Location("app.py", 2, 2, 2, 5)


def test_letters_beyond_ascii_are_one_column_each(tmp_path: Path) -> None:
    assert _calls(_scan(tmp_path, "x = '日本語', f()\n"))["f"] == Location("app.py", 1, 12, 1, 15)


def test_a_form_feed_and_a_line_separator_end_no_line(tmp_path: Path) -> None:
    assert _calls(_scan(tmp_path, "x = 'a\u2028b'\n\f\ny = f()\n"))["f"] == Location("app.py", 3, 5, 3, 8)


def test_a_call_over_several_lines_ends_on_its_last_one(tmp_path: Path) -> None:
    assert _calls(_scan(tmp_path, "x = f(\n    1,\n)\n"))["f"] == Location("app.py", 1, 5, 3, 2)


def test_statements_on_one_line_have_their_own_columns(tmp_path: Path) -> None:
    assert _calls(_scan(tmp_path, "a = f(); b = g()\n"))["g"] == Location("app.py", 1, 14, 1, 17)


def test_a_function_is_placed_at_its_name(tmp_path: Path) -> None:
    scanned = _scan(tmp_path, "@d\nasync def  name(): ...\n")
    (function,) = scanned.project.modules["app.py"].functions
    assert find_places(scanned, [function.at])[function.at] == Location("app.py", 2, 12, 2, 16)


def test_a_compound_statement_is_placed_at_its_first_line(tmp_path: Path) -> None:
    scanned = _scan(tmp_path, "x = 1\nfor a in b:\n    pass\n    pass\n")
    (frame,) = scanned.project.modules["app.py"].top.frames
    assert find_places(scanned, [frame.at])[frame.at] == Location("app.py", 2, 1, 2, 2)


def test_the_module_itself_is_placed_at_its_first_line(tmp_path: Path) -> None:
    scanned = _scan(tmp_path, "\n\nx = 1\n")
    at = scanned.project.modules["app.py"].at
    assert find_places(scanned, [at])[at] == Location("app.py", 1, 1, 1, 1)


def test_a_place_in_a_file_that_was_not_read_is_not_given(tmp_path: Path) -> None:
    assert find_places(_scan(tmp_path, "# nothing\n"), [anchor_in("other.py", 0, 0)]) == {}


def test_an_anchor_that_the_file_does_not_have_is_placed_at_its_first_line(tmp_path: Path) -> None:
    nowhere = anchor_in("app.py", 7, 0)
    assert find_places(_scan(tmp_path, "x = 1\n"), [nowhere])[nowhere] == Location("app.py", 1, 1, 1, 1)


def test_a_parameter_ends_with_its_default(tmp_path: Path) -> None:
    scanned = _scan(tmp_path, "def f(a, b: int = g(1)): ...\n")
    (function,) = scanned.project.modules["app.py"].functions
    at = function.params[1].at
    assert find_places(scanned, [at])[at] == Location("app.py", 1, 10, 1, 23)


def test_a_definition_whose_name_is_on_another_line_is_placed_where_it_begins(tmp_path: Path) -> None:
    scanned = _scan(tmp_path, "x = 1\nclass \\\n  A: ...\n")
    (found,) = scanned.project.modules["app.py"].classes
    assert find_places(scanned, [found.at])[found.at] == Location("app.py", 2, 1, 2, 2)


@pytest.mark.parametrize("full", [False, True])
def test_both_parsers_give_the_same_places(tmp_path: Path, full: bool) -> None:
    code = "x = (\n1,\nf())\nif a:\n    pass\n# c\nelse:\n    g()\ny = h(); z = 1\n"
    scanned = _scan(tmp_path, code, full=full)
    assert _calls(scanned) == {
        "f": Location("app.py", 3, 1, 3, 4),
        "g": Location("app.py", 8, 5, 8, 8),
        "h": Location("app.py", 9, 5, 9, 8),
    }


def test_a_statement_in_a_later_block_is_placed_in_the_file(tmp_path: Path) -> None:
    code = "import fastapi\nunused = 1\n\n\ndef helper(): ...\n\n\napp = fastapi.FastAPI()\n@app.get('/x')\ndef f() -> int: ...\n"
    scanned = _scan(tmp_path, code, full=False)
    (route,) = scanned.project.routes
    assert find_places(scanned, [route.at])[route.at] == Location("app.py", 9, 2, 9, 15)
