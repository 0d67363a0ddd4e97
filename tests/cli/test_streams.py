"""A place that takes no output is no reason for a traceback, and never looks like findings."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

import pytest

_COMMAND = f'"{sys.executable}" -m fastapi_lint check --no-delegates'


def _ended(folder: Path, redirection: str) -> tuple[int, str]:
    done = subprocess.run(
        ["sh", "-c", f"{_COMMAND} {redirection}"], cwd=folder, capture_output=True, text=True, check=False
    )
    return done.returncode, done.stderr


@pytest.fixture
def clean(tmp_path: Path) -> Path:
    (tmp_path / "main.py").write_text("x = 1\n")
    time.sleep(0.1)
    return tmp_path


def test_closed_output_leaves_the_exit_code(clean: Path) -> None:
    assert [_ended(clean, ">&-") for _ in range(2)] == [(0, "")] * 2
    assert _ended(clean, ">&- 2>&-")[0] == 0


def test_output_that_cannot_be_written_is_an_error_in_words(clean: Path) -> None:
    said = "fastapi-lint: the report cannot be written to standard output: No space left on device.\n"
    assert _ended(clean, "> /dev/full") == (2, said)
    assert _ended(clean, "")[0] == 0
    assert _ended(clean, "> /dev/full") == (2, said)
