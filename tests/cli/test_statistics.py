"""Counts by rule instead of findings."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from fastapi_lint.model.errors import UsageError
from tests.cli.test_reports import call
from tests.source.build import write

MAIN = """\
import time

from fastapi import FastAPI
from pydantic import BaseModel, validator

app = FastAPI()


class Item(BaseModel):
    name: str

    @validator("name")
    def tidy(cls, value: str) -> str:
        return value.strip()


@app.get("/a")
async def a() -> None:
    time.sleep(1)
    time.sleep(2)
"""


@pytest.fixture(autouse=True)
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A service with two findings of one rule and one of another."""
    monkeypatch.chdir(tmp_path)
    write(tmp_path, {"fastapi-lint.toml": 'select = ["blocking-sleep", "v1-validator"]\n', "main.py": MAIN})


TABLE = """\
  count  severity  fix       rule
      2  error     2 unsafe  blocking-sleep
      1  warning   1 safe    v1-validator
      3  in all
"""


def test_each_rule_is_counted_with_its_severity_and_what_can_be_repaired() -> None:
    assert call("check", "--no-cache", "--statistics") == (1, TABLE)


def test_programs_get_the_counts_as_json() -> None:
    found = json.loads(call("check", "--no-cache", "--statistics", "--output-format", "json")[1])
    assert found["findings"] == 3
    assert found["rules"][0] == {
        "rule": "blocking-sleep",
        "category": "concurrency",
        "severity": "error",
        "findings": 2,
        "fixable": {"safe": 0, "unsafe": 2},
    }


def test_what_was_not_evaluated_is_no_zero(tmp_path: Path) -> None:
    write(tmp_path, {"broken.py": "def :\n"})
    assert "      1  not evaluated;" in call("check", "--no-cache", "--statistics")[1]


def test_no_findings_are_no_rows(tmp_path: Path) -> None:
    write(tmp_path, {"main.py": MAIN.replace("time.sleep", "print").replace("validator", "field_validator")})
    assert call("check", "--no-cache", "--statistics")[1].splitlines()[1:] == ["      0  in all"]


def test_counts_have_no_form_for_other_programs() -> None:
    with pytest.raises(UsageError, match="not as sarif"):
        call("check", "--statistics", "--output-format", "sarif")
