"""`check --fix` repairs what it reports: what is accepted in one way or another stays as it is."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest

from tests.cli.test_reports import call
from tests.source.build import write

HEAD = """\
from fastapi import FastAPI
from pydantic import BaseModel, {names}

app = FastAPI()


@app.get("/a")
def a() -> str:
    return "a"
"""
OLD = '\n\nclass {name}(BaseModel):\n    name: str\n\n    @validator("name"){comment}\n'
NEW = '\n\nclass {name}(BaseModel):\n    name: str\n\n    @field_validator("name")\n    @classmethod\n'
BODY = "    def tidy(cls, value: str) -> str:\n        return value.strip()\n"
BASELINE = ".fastapi-lint-baseline.json"


def old(name: str, comment: str = "") -> str:
    return OLD.format(name=name, comment=comment) + BODY


def new(name: str) -> str:
    return NEW.format(name=name) + BODY


def head(*names: str) -> str:
    return HEAD.format(names=", ".join(names))


@pytest.fixture(autouse=True)
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Only the rule about old validators runs."""
    monkeypatch.chdir(tmp_path)
    write(tmp_path, {"fastapi-lint.toml": 'select = ["v1-validator"]\ndelegates = false\n'})


def repaired(text: str, *options: str) -> str:
    write(Path(), {"main.py": text})
    call("check", "--no-cache", "--fix", *options)
    return Path("main.py").read_text()


def test_a_finding_that_a_comment_accepts_is_left(tmp_path: Path) -> None:
    accepted = old("A", "  # fastapi-lint: ignore[v1-validator] the library needs it")
    text = repaired(head("validator") + accepted + old("B"))
    assert text.endswith(accepted + new("B"))


def test_a_finding_that_is_ignored_in_its_file_is_left(tmp_path: Path) -> None:
    with (tmp_path / "fastapi-lint.toml").open("a") as settings:
        settings.write('[per-file-ignores]\n"main.py" = ["v1-validator"]\n')
    text = head("validator") + old("A")
    assert repaired(text) == text


@pytest.mark.parametrize("is_configured", [False, True])
def test_a_finding_of_the_baseline_is_left_and_a_new_one_is_not(tmp_path: Path, *, is_configured: bool) -> None:
    write(tmp_path, {"main.py": head("validator") + old("A")})
    call("baseline")
    if is_configured:
        settings = tmp_path / "fastapi-lint.toml"
        settings.write_text(f'baseline = "{BASELINE}"\n{settings.read_text()}')
    option = () if is_configured else ("--baseline", BASELINE)
    text = repaired(head("validator") + old("A") + old("B"), *option)
    assert text.endswith(old("A") + new("B"))
    assert call("check", "--no-cache", *option)[0] == 0


def test_without_the_baseline_accepted_findings_are_repaired_too(tmp_path: Path) -> None:
    write(tmp_path, {"main.py": head("validator") + old("A")})
    call("baseline")
    with (tmp_path / "fastapi-lint.toml").open("a") as settings:
        settings.write(f'baseline = "{BASELINE}"\n')
    assert repaired(head("validator") + old("A"), "--no-baseline") == head("field_validator") + new("A")
    assert "1 entry dropped, 0 left" in call("baseline", "--prune")[1]


def test_a_finding_on_an_unchanged_line_is_left_also_when_a_repair_has_moved_it(tmp_path: Path) -> None:
    write(tmp_path, {"main.py": head("validator") + old("A") + old("B")})
    for command in ("init -q", "add .", "-c user.name=a -c user.email=a@b.c commit -q -m Start"):
        subprocess.run(["git", *command.split()], cwd=tmp_path, check=True)
    before = head("validator") + old("A") + old("New") + old("B")
    text = repaired(before, "--changed-since", "HEAD")
    assert text.endswith(old("A") + new("New") + old("B"))


def test_the_diff_shows_the_same_repairs(tmp_path: Path) -> None:
    accepted = old("A", "  # fastapi-lint: ignore[v1-validator] the library needs it")
    write(tmp_path, {"main.py": head("validator") + accepted})
    assert call("check", "--no-cache", "--diff")[1] == ""


def test_edits_that_ruff_offers_are_in_the_report(tmp_path: Path) -> None:
    write(tmp_path, {"fastapi-lint.toml": 'select = ["unregistered-logger"]\n'})
    write(tmp_path, {"main.py": 'import logging\n\nlogger = logging.Logger("app")\n'})
    (found,) = json.loads(call("check", "--no-cache", "--output-format", "json")[1])["diagnostics"]
    assert [edit["text"] for edit in found["fix"]["edits"]] == ["import logging", "logging.getLogger"]
