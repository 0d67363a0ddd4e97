"""Every command that reports can write the page for a browser."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.test_reports import call
from tests.source.build import write

MAIN = """\
import time

from fastapi import FastAPI

app = FastAPI()


@app.get("/a")
async def a() -> None:
    time.sleep(1)
"""
CHECK = ("check", "--no-cache", "--no-delegates")


@pytest.fixture(autouse=True)
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path, {"app.py": MAIN, "pyproject.toml": '[project]\nname = "shop"\nrequires-python = ">=3.12"\n'})
    monkeypatch.chdir(tmp_path)


def git(*arguments: str) -> None:
    subprocess.run(["git", *arguments], check=True, capture_output=True)


def page(*arguments: str) -> str:
    code, shown = call(*arguments, "--output-format", "html")
    assert code == 1
    return shown


def test_the_page_of_a_check_shows_the_code_of_the_project() -> None:
    shown = page(*CHECK)
    assert "<title>shop: fastapi-lint report</title>" in shown
    assert "<mark>time.sleep(1)</mark>" in shown


def test_the_trend_ends_with_the_run_that_the_page_is_about() -> None:
    call(*CHECK, "--history", "runs.jsonl")
    assert ">2 runs on " in page(*CHECK, "--history", "runs.jsonl")


def test_a_page_tells_the_commit_so_no_recorded_answer_stands_for_it() -> None:
    git("init", "--quiet")
    command = [sys.executable, "-m", "fastapi_lint", "check", "--no-delegates", "--output-format", "html"]
    first = subprocess.run(command, capture_output=True, text=True, check=False).stdout
    git("add", ".")
    git("-c", "user.name=a", "-c", "user.email=a@b.c", "commit", "--quiet", "-m", "first")
    second = subprocess.run(command, capture_output=True, text=True, check=False).stdout
    assert ("<dt>Revision</dt>" in first, "<dt>Revision</dt>" in second) == (False, True)


def test_the_page_of_merged_shares_shows_the_findings_of_all() -> None:
    for number in (1, 2):
        call(*CHECK, "--shard", f"{number}/2", "--output-format", "json", "--output-file", f"{number}.json")
    shown = page("merge", "1.json", "2.json")
    assert "<mark>time.sleep(1)</mark>" in shown
    assert "<title>shop: fastapi-lint report</title>" in shown


def test_the_page_can_be_one_of_several_reports() -> None:
    call(*CHECK, "--report", "html=out/report.html")
    assert "<mark>time.sleep(1)</mark>" in Path("out/report.html").read_text("utf-8")
