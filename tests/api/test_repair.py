"""Repairs through the whole check: our codemods and the edits that ruff offers, in one run."""

from __future__ import annotations

from pathlib import Path

import pytest

from fastapi_lint.api.checking import check_project
from fastapi_lint.api.request import Request
from fastapi_lint.config import Config

_BEFORE = """\
import logging

from fastapi import Depends, FastAPI

logger = logging.Logger("app")
app = FastAPI()


def get_limit() -> int:
    return 10


@app.get("/items")
def read_items(limit: int = Depends(get_limit)) -> list[int]:
    return list(range(limit))
"""


def _fixed(folder: Path, *, unsafe: bool, diff: bool = False) -> tuple[str, str, int]:
    file = folder / "main.py"
    file.write_text(_BEFORE, encoding="utf-8")
    settings = Config(root=folder)
    checked = check_project(
        Request((folder,), fix=True, unsafe_fixes=unsafe, diff=diff, no_cache=True, settings=settings)
    )
    return file.read_text("utf-8"), "".join(patch.shown() for patch in checked.patches), checked.report.summary.fixed


def test_safe_fixes_leave_what_ruff_calls_unsafe(tmp_path: Path) -> None:
    text, _, count = _fixed(tmp_path, unsafe=False)
    assert "Annotated[int, Depends(get_limit)]" in text
    assert 'logging.Logger("app")' in text
    assert count == 1


def test_safe_fixes_wake_no_constraints_that_fastapi_has_overlooked(tmp_path: Path) -> None:
    asked = '\n\nName = Annotated[str, StringConstraints(min_length=1)]\n\n\n@app.get("/names")\n'
    asked += "def read(name: Name = Query(None), size: PositiveInt = Query(1), page: int = Query(1)) -> int: ...\n"
    imports = "from typing import Annotated\n\nfrom fastapi import Query\n"
    imports += "from pydantic import PositiveInt, StringConstraints\n"
    file = tmp_path / "main.py"
    file.write_text(_BEFORE.replace("import logging\n", imports) + asked, encoding="utf-8")
    check_project(Request((tmp_path,), fix=True, no_cache=True, settings=Config(root=tmp_path)))
    kept = "name: Name = Query(None), size: PositiveInt = Query(1), page: Annotated[int, Query()] = 1)"
    assert kept in file.read_text("utf-8")


def test_a_fix_that_was_refused_is_offered_no_more(tmp_path: Path) -> None:
    inner = "\n\ndef make():\n    class Local: ...\n\n    @app.get('/x')\n"
    inner += "    def inner(x: Local = Depends(get_limit)): ...\n"
    (tmp_path / "main.py").write_text(f"from __future__ import annotations\n\n{_BEFORE}{inner}", encoding="utf-8")
    settings = Config(root=tmp_path)
    checked = check_project(Request((tmp_path,), fix=True, unsafe_fixes=True, no_cache=True, settings=settings))
    left = [d for d in checked.report.diagnostics if d.rule == "default-value-dependency"]
    assert [d.fix for d in left] == [None]
    assert checked.report.summary.fixable == 0


_TURNS = """\
from pydantic import BaseModel, field_validator, validator


class Order(BaseModel):
    one: int
    two: int

    {first}("one")
    @classmethod
    def check(cls, value{more}):
        return value

    @validator("{field}")
    def trim(cls, value):
        return value

    {last}("one")
    @classmethod
    def end(cls, value{more}):
        return value
"""


@pytest.mark.parametrize(
    ("first", "last", "more", "field", "moves"),
    [
        ("@field_validator", "@validator", ", values", "one", True),
        ("@validator", "@validator", ", values", "one", False),
        ("@validator", "@validator", "", "one", True),
        ("@field_validator", "@field_validator", "", "one", False),
        ("@field_validator", "@field_validator", "", "*", False),
        ("@validator", "@field_validator", ", values", "two", True),
    ],
)
def test_a_validator_is_rewritten_safely_where_it_keeps_its_turn(
    tmp_path: Path, first: str, last: str, more: str, field: str, *, moves: bool
) -> None:
    file = tmp_path / "main.py"
    file.write_text(_TURNS.format(first=first, last=last, more=more, field=field), encoding="utf-8")
    check_project(Request((tmp_path,), fix=True, no_cache=True, settings=Config(root=tmp_path)))
    assert (f'@field_validator("{field}")\n    @classmethod\n    def trim' in file.read_text("utf-8")) is moves


def test_unsafe_fixes_apply_the_edits_of_ruff_too(tmp_path: Path) -> None:
    text, _, count = _fixed(tmp_path, unsafe=True)
    assert "Annotated[int, Depends(get_limit)]" in text
    assert 'logging.getLogger("app")' in text
    assert count == 2


def test_a_diff_shows_both_and_changes_nothing(tmp_path: Path) -> None:
    text, diff, _ = _fixed(tmp_path, unsafe=True, diff=True)
    assert text == _BEFORE
    assert '+logger = logging.getLogger("app")' in diff
    assert "+def read_items(limit: Annotated[int, Depends(get_limit)])" in diff


def test_a_second_run_changes_nothing(tmp_path: Path) -> None:
    first, _, _ = _fixed(tmp_path, unsafe=True)
    settings = Config(root=tmp_path)
    again = check_project(Request((tmp_path,), fix=True, unsafe_fixes=True, no_cache=True, settings=settings))
    assert (tmp_path / "main.py").read_text("utf-8") == first
    assert again.report.summary.fixed == 0


def test_fixes_that_could_not_be_written_do_not_count(tmp_path: Path) -> None:
    file = tmp_path / "main.py"
    file.write_text(_BEFORE, encoding="utf-8")
    file.chmod(0o444)
    request = Request((tmp_path,), fix=True, unsafe_fixes=True, no_cache=True, settings=Config(root=tmp_path))
    report = check_project(request).report
    assert report.summary.fixed == 0
    assert [s.subject for s in report.skipped] == ["main.py"]
    assert file.read_text("utf-8") == _BEFORE
