"""`fastapi-lint hook` as the process that an agent starts: quick, quiet, and no obstacle."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from benchmarks.speed.imports import HEAVY, packages

CLEAN = 'from fastapi import FastAPI\n\napp = FastAPI()\n\n\n@app.get("/")\ndef read() -> int:\n    return 1\n'


@pytest.fixture
def project(tmp_path: Path) -> Path:
    (tmp_path / "main.py").write_text(CLEAN)
    (tmp_path / "pyproject.toml").write_text('[project]\nname = "shop"\n')
    run(tmp_path, "check")
    return tmp_path


def run(
    folder: Path, *arguments: str, told: str = "", options: tuple[str, ...] = ()
) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, *options, "-m", "fastapi_lint", *arguments],
        input=told,
        cwd=folder,
        env=os.environ | {"FASTAPI_LINT_CACHE": str(folder / ".rulebook")},
        capture_output=True,
        text=True,
        check=False,
    )


def payload(project: Path, before: str) -> str:
    file = str(project / "main.py")
    return json.dumps({"tool_input": {"file_path": file}, "tool_response": {"originalFile": before}})


def test_a_clean_edit_loads_nothing_heavy_and_says_nothing(project: Path) -> None:
    done = run(project, "hook", "claude", told=payload(project, CLEAN.replace("1", "2")), options=("-X", "importtime"))
    assert (done.returncode, done.stdout) == (0, "")
    assert all(line.startswith("import time:") for line in done.stderr.splitlines())
    assert packages(done.stderr) & (HEAVY | {"click"}) == set()


def test_a_defect_ends_with_the_code_that_claude_hands_to_the_model(project: Path) -> None:
    (project / "main.py").write_text(CLEAN.replace('"/"', '"/items/{number}"'))
    done = run(project, "hook", "claude", told=payload(project, CLEAN))
    assert (done.returncode, done.stdout) == (2, "")
    assert "unbound-path-parameter" in done.stderr


@pytest.mark.parametrize("agent", ["claude", "codex", "cursor", "copilot"])
def test_a_payload_that_is_none_is_named_and_stops_nobody(project: Path, agent: str) -> None:
    done = run(project, "hook", agent, told="not json")
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == ("fastapi-lint: the hook expects the agent's payload, one JSON object, on standard input.\n")


def test_an_agent_that_we_do_not_know_is_told_which_there_are(project: Path) -> None:
    done = run(project, "hook", "cluade")
    assert done.returncode == 2
    assert "'claude', 'codex', 'cursor', 'copilot', 'git'" in done.stderr
