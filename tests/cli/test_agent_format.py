"""`fastapi-lint check` for coding agents: chosen by their environment, and aware of what it said last."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from fastapi_lint.engine.replay import AGENT_VARIABLES

SLEEPS = '''\
"""The service."""

import time

from fastapi import FastAPI

app = FastAPI()


@app.get("/orders")
async def read_orders() -> int:
    """Counts."""
    time.sleep(1)
    return 1
'''


@pytest.fixture
def project(tmp_path: Path) -> Path:
    (tmp_path / "pyproject.toml").write_text('[project]\nname = "shop"\n')
    (tmp_path / "main.py").write_text(SLEEPS)
    return tmp_path


def check(folder: Path, *arguments: str, **environment: str) -> list[str]:
    """The lines of a run that starts after every file has settled, as one of a person would."""
    time.sleep(0.1)
    done = subprocess.run(
        [sys.executable, "-m", "fastapi_lint", "check", *arguments],
        cwd=folder,
        env=os.environ | environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stderr == ""
    return done.stdout.splitlines()


def agent(folder: Path, *arguments: str) -> list[str]:
    return check(folder, "--output-format", "agent", *arguments)


def test_the_second_run_tells_what_was_fixed_and_what_is_new_once(project: Path) -> None:
    first = agent(project)
    assert first[-1] == "fastapi-lint: 1 findings (1 errors, 0 warnings, 0 infos) in 1 files; 0 skipped"
    assert agent(project) == first
    (project / "main.py").write_text(SLEEPS.replace("    time.sleep(1)\n", "").replace("/orders", "/orders/{x}"))
    second = agent(project)
    assert second[-2] == "fixed: blocking-sleep main.py:13:5"
    assert second[-1].endswith("; 0 skipped; since the last run 1 fixed, 1 new")
    assert any(line.startswith("  + main.py:10:2 nothing takes `x`") for line in second)
    third = agent(project)
    assert third[-1].endswith("; 0 skipped")
    assert not any(line.startswith(("fixed: ", "  + ")) for line in third)


def test_other_questions_are_other_conversations(project: Path) -> None:
    agent(project)
    assert "since" not in agent(project, "--select", "routing")[-1]
    assert "since" not in agent(project, "--no-cache")[-1]


def test_a_damaged_memory_is_no_memory(project: Path) -> None:
    agent(project)
    (project / ".fastapi_lint_cache/told.json").write_text('{"x": [1], "y": {"a": 3}}')
    (project / "main.py").write_text(SLEEPS + "\n\nX = 1\n")
    assert "since" not in agent(project)[-1]


@pytest.mark.parametrize("variable", AGENT_VARIABLES)
def test_the_shell_of_an_agent_gets_the_agents_format(project: Path, variable: str) -> None:
    assert check(project, **{variable: "1"})[0].startswith("blocking-sleep (error): Do not call")
    assert not check(project, **{variable: ""})[0].startswith("blocking-sleep (error)")
    assert check(project, "--output-format", "github", **{variable: "1"})[0].startswith("::error")
