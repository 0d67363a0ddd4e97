"""Accepted findings: nothing new, then fewer and fewer, and none that comes back or is lost unseen."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.test_reports import call
from tests.source.build import write

HEAD = "import time\n\nfrom fastapi import APIRouter, FastAPI\n\n"
FILE = ".fastapi-lint-baseline.json"


def routes(names: str) -> str:
    return "".join(f'\n\n@app.get("/{n}")\nasync def {n}() -> None:\n    time.sleep({ord(n)})\n' for n in names)


def entries() -> list[str]:
    return [entry["path"] for entry in json.loads(Path(FILE).read_text())["findings"]]


@pytest.fixture(autouse=True)
def accepted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Two services with three and two findings, all of them accepted."""
    monkeypatch.chdir(tmp_path)
    write(tmp_path, {"fastapi-lint.toml": 'select = ["blocking-sleep"]\ndelegates = false\n'})
    write(tmp_path, {"one/main.py": HEAD + "app = FastAPI()" + routes("abc")})
    write(tmp_path, {"two/main.py": HEAD + "app = FastAPI()" + routes("de")})
    assert "5 findings accepted" in call("baseline")[1]


def checked() -> tuple[int, str]:
    code, output = call("check", "--no-cache", "--baseline", FILE, "--output-format", "json")
    return code, f"{len(json.loads(output)['diagnostics'])} new, {json.loads(output)['summary']['baselined']} known"


def test_what_was_accepted_is_not_reported_and_one_more_is() -> None:
    assert checked() == (0, "0 new, 5 known")
    write(Path(), {"one/main.py": HEAD + "app = FastAPI()" + routes("abcx")})
    assert checked() == (1, "1 new, 5 known")


def test_moved_code_does_not_bring_accepted_findings_back() -> None:
    write(Path(), {"one/main.py": HEAD + "app = FastAPI()\nLIMIT = 1\n" + routes("cab")})
    Path("two").rename("three")
    assert checked() == (0, "0 new, 5 known")


def test_pruning_says_what_is_gone_and_left_by_rule_and_folder() -> None:
    write(Path(), {"one/main.py": HEAD + "app = FastAPI()" + routes("a")})
    assert call("baseline", "--prune")[1] == (
        "dropped    left  rule\n      2       3  blocking-sleep\n\n"
        "dropped    left  folder\n      0       2  two\n      2       1  one\n"
        f"{FILE}: 2 entries dropped, 3 left.\n"
    )
    assert checked() == (0, "0 new, 3 known")


def test_pruning_accepts_nothing_new() -> None:
    write(Path(), {"one/main.py": HEAD + "app = FastAPI()" + routes("abx")})
    assert "1 entry dropped, 4 left" in call("baseline", "--prune")[1]
    assert checked() == (1, "1 new, 4 known")


def test_pruning_a_part_leaves_the_rest_alone() -> None:
    write(Path(), {"one/main.py": HEAD + "app = FastAPI()" + routes("a")})
    write(Path(), {"two/main.py": HEAD + "app = FastAPI()" + routes("d")})
    assert "2 entries dropped, 3 left, 2 of them not looked at this time." in call("baseline", "--prune", "one")[1]
    assert entries() == ["one/main.py", "two/main.py", "two/main.py"]


def test_what_cannot_be_read_today_is_kept() -> None:
    write(Path(), {"one/main.py": "def :\n"})
    assert "0 entries dropped, 5 left, 3 of them not looked at this time." in call("baseline", "--prune")[1]
    assert len(entries()) == 5
