"""`fastapi-lint check --watch` on a project that somebody edits."""

from __future__ import annotations

import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from queue import Queue

import pytest

CLEAN = 'from fastapi import FastAPI\n\napp = FastAPI()\n\n\n@app.get("/")\nasync def read() -> int:\n    return 1\n'
BLOCKING = CLEAN.replace("    return", "    time.sleep(1)\n    return")


@pytest.fixture
def project(tmp_path: Path) -> Path:
    (tmp_path / "main.py").write_text(CLEAN, encoding="utf-8")
    return tmp_path.resolve()


@pytest.fixture
def said(project: Path) -> Iterator[Queue[str]]:
    """The lines that a watching check writes, errors among them."""
    command = [sys.executable, "-u", "-m", "fastapi_lint", "check", "--watch", "--no-delegates"]
    process = subprocess.Popen(command, cwd=project, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    lines: Queue[str] = Queue()

    def read() -> None:
        for line in process.stdout or ():
            lines.put(line)

    reader = threading.Thread(target=read, daemon=True)
    reader.start()
    yield lines
    process.kill()
    process.wait()
    reader.join()
    if process.stdout is not None:
        process.stdout.close()


def _wait_for(lines: Queue[str], text: str) -> None:
    while text not in lines.get(timeout=60):
        pass


def test_a_defect_is_reported_when_it_is_written_and_gone_when_it_is_mended(project: Path, said: Queue[str]) -> None:
    _wait_for(said, "Clean.")
    (project / "main.py").write_text(f"import time\n\n{BLOCKING}", encoding="utf-8")
    _wait_for(said, "blocking-sleep")
    (project / "main.py").write_text(CLEAN, encoding="utf-8")
    _wait_for(said, "Clean.")


def test_a_broken_configuration_is_told_and_waited_for(project: Path, said: Queue[str]) -> None:
    _wait_for(said, "Clean.")
    (project / "pyproject.toml").write_text("[tool.fastapi-lint\n", encoding="utf-8")
    _wait_for(said, "pyproject.toml")
    (project / "pyproject.toml").write_text('[tool.fastapi-lint]\nselect = ["routing"]\n', encoding="utf-8")
    _wait_for(said, "Clean.")


@pytest.mark.parametrize("option", ["--no-cache", "--output-file=out.txt", "--diff", "--history=h.jsonl"])
def test_what_cannot_be_watched_is_refused(project: Path, option: str) -> None:
    command = [sys.executable, "-m", "fastapi_lint", "check", "--watch", option]
    done = subprocess.run(command, cwd=project, capture_output=True, text=True, check=False)
    name = option.partition("=")[0]
    assert (done.returncode, f"--watch shows findings as files change; leave {name} out." in done.stderr) == (2, True)
