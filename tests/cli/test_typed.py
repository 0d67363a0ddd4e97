"""`fastapi-lint check -`: unsaved text in place of a file."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

SAVED = """from fastapi import APIRouter

router = APIRouter()


@router.get("/a")
async def read() -> int:
    return 1
"""
BLOCKING = SAVED.replace("    return 1", "    time.sleep(1)\n    return 1").replace("from", "import time\n\nfrom", 1)
APP = "from fastapi import FastAPI\n\nfrom routes import router\n\napp = FastAPI()\napp.include_router(router)\n"


@pytest.fixture
def project(tmp_path: Path) -> Path:
    (tmp_path / "pyproject.toml").write_text('[project]\nname = "shop"\n', encoding="utf-8")
    (tmp_path / "main.py").write_text(APP, encoding="utf-8")
    (tmp_path / "routes.py").write_text(SAVED, encoding="utf-8")
    return tmp_path.resolve()


def _run(project: Path, text: str | bytes, *arguments: str) -> subprocess.CompletedProcess[str]:
    given = text if isinstance(text, bytes) else text.encode()
    command = [sys.executable, "-m", "fastapi_lint", "check", *arguments, "--no-delegates"]
    done = subprocess.run(command, cwd=project, input=given, capture_output=True, check=False)
    return subprocess.CompletedProcess(command, done.returncode, done.stdout.decode(), done.stderr.decode())


def _rules(project: Path, text: str) -> list[str]:
    said = _run(project, text, "-", "--stdin-filename", "routes.py", "--output-format", "json").stdout
    return [d["rule"] for d in json.loads(said)["diagnostics"]]


def test_unsaved_text_is_judged_in_place_of_the_file(project: Path) -> None:
    assert _rules(project, BLOCKING) == ["blocking-sleep"]


def test_what_was_answered_for_one_text_is_not_said_of_the_next(project: Path) -> None:
    assert (_rules(project, BLOCKING), _rules(project, SAVED)) == (["blocking-sleep"], [])


def test_nothing_is_written(project: Path) -> None:
    _rules(project, BLOCKING)
    assert (project / "routes.py").read_text(encoding="utf-8") == SAVED


def test_the_repairs_of_unsaved_text_are_shown_as_a_diff(project: Path) -> None:
    text = SAVED.replace("read()", "read(limit: int = Query(10))").replace(
        "import APIRouter", "import APIRouter, Query"
    )
    said = _run(project, text, "-", "--stdin-filename", "routes.py", "--diff").stdout
    assert "+async def read(limit: Annotated[int, Query()] = 10) -> int:" in said


@pytest.mark.parametrize(
    ("arguments", "text", "message"),
    [
        (["-"], SAVED, "standard input is one file: `fastapi-lint check - --stdin-filename app/main.py`."),
        (["--stdin-filename", "routes.py"], SAVED, "standard input is one file"),
        (["-", "main.py", "--stdin-filename", "routes.py"], SAVED, "standard input is one file"),
        (["-", "--stdin-filename", "main.txt"], SAVED, "`main.txt` does not exist"),
        (["-", "--stdin-filename", "pyproject.toml"], SAVED, "`pyproject.toml` is no Python file of the project"),
        (["-", "--stdin-filename", "routes.py", "--fix"], SAVED, "--fix writes files, which `-` is not"),
        (["-", "--stdin-filename", "routes.py"], b"\xff\xfe", "standard input is no UTF-8: byte 0 cannot be decoded."),
    ],
)
def test_what_makes_no_sense_is_refused(project: Path, arguments: list[str], text: str | bytes, message: str) -> None:
    done = _run(project, text, *arguments)
    assert (done.returncode, message in done.stderr) == (2, True), done.stderr
