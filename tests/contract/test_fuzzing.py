"""schemathesis makes up calls, our rules judge them: what it adds, and that nothing of it is left or leaks."""

from __future__ import annotations

import json
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

import pytest

from fastapi_lint.contract import fuzzing
from fastapi_lint.model.errors import UsageError
from tests.contract.services import contract, service
from tests.contract.test_planted import CODE as PLANTED

ROOT = Path(__file__).resolve().parents[2]
ODD = """\
from fastapi import FastAPI, HTTPException
from pydantic import BaseModel

app = FastAPI()


class New(BaseModel):
    name: str
    count: int


@app.post("/orders", status_code=201)
def create_order(new: New) -> New:
    if 100 < new.count < 2**60:
        raise KeyError(new.count)
    if new.count < -100:
        raise HTTPException(409)
    return new


@app.get("/shares")
def read_share(parts: int = 1) -> int:
    return 100 // (parts - 1) if parts > 1 else 1
"""
"""Defects behind values that no boundary leads to."""
RULES = ("--select", "server-error-on-malformed-input,undocumented-response")


def run(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "fastapi_lint", "contract", "--python", sys.executable, "--seed", "1", *arguments]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)


def report(folder: Path, *arguments: str) -> dict[str, Any]:
    done = run(folder, "--output-format", "json", "--no-cache", *arguments)
    assert done.returncode in {0, 1}, done.stderr
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def test_what_only_chance_finds_is_reported_under_our_ids_at_its_line(tmp_path: Path) -> None:
    folder = service(tmp_path, ODD)
    assert report(folder, *RULES)["diagnostics"] == []
    found = report(folder, "--fuzz", "30", *RULES)
    assert {(d["rule"], d["line"], d["operation"]) for d in found["diagnostics"]} == {
        ("server-error-on-malformed-input", 15, "POST /orders"),
        ("undocumented-response", 12, "POST /orders"),
    }
    commands = [command for d in found["diagnostics"] for command in d["repeat"]]
    assert all("--data-binary" in command and "chemathesis" not in command for command in commands)
    assert found["service"]["noise"] != {}
    assert sorted(p.name for p in folder.iterdir()) == ["main.py", "pyproject.toml"]


def test_fuzzing_tells_nothing_twice(tmp_path: Path) -> None:
    folder = service(tmp_path, PLANTED)
    native, fuzzed = report(folder, *RULES), report(folder, "--fuzz", "5", *RULES)
    places = [[(d["rule"], d["line"]) for d in found["diagnostics"]] for found in (native, fuzzed)]
    assert places[0] == places[1]
    assert len(places[0]) == 3
    assert fuzzed["service"]["calls"] > native["service"]["calls"] + 50


def test_two_runs_with_one_seed_make_up_the_same(tmp_path: Path) -> None:
    folder = service(tmp_path, ODD)
    first, second = (report(folder, "--fuzz", "5")["service"] for _ in range(2))
    assert first == second


def test_a_made_up_call_can_be_repeated(tmp_path: Path) -> None:
    folder = service(tmp_path, ODD)
    rule = "server-error-on-malformed-input"
    assert run(folder, "--fuzz", "30", "--select", rule).returncode == 1
    again = run(folder, "--replay", rule)
    assert (again.returncode, "raised KeyError" in again.stdout) == (1, True), again.stdout + again.stderr


def test_the_extra_asks_for_the_version_that_the_adapter_knows() -> None:
    extras = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["optional-dependencies"]
    assert extras["contract"] == [f"schemathesis=={fuzzing.VERSION}"]


def test_another_version_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fuzzing, "version", lambda _: "4.0.0")
    with pytest.raises(UsageError, match=r"--fuzz needs schemathesis .*, not 4\.0\.0: pip install"):
        contract(service(tmp_path, ODD), monkeypatch, fuzz=5)
