"""A newcomer's first steps, really taken: python -m tests.walk writes docs/first-steps.md."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from fastapi_lint.engine.replay import AGENT_VARIABLES

PAGE = Path(__file__).resolve().parents[1] / "docs/first-steps.md"

_MAIN = '''\
"""The service."""

import asyncio

from fastapi import FastAPI

app = FastAPI(title="Shop", version="1.0.0")


@app.get("/orders")
async def read_orders() -> dict[str, int]:
    """Counts the orders, after a moment."""
    await asyncio.sleep(0.1)
    return {"count": 1}
'''
_GOOD, _BAD = "    await asyncio.sleep(0.1)\n", "    time.sleep(0.1)\n"
_PYPROJECT = """\
[project]
name = "shop"
version = "1.0.0"
requires-python = ">=3.11"
dependencies = ["fastapi"]
"""
SOURCE = "https://git.example/fastapi-lint.git@v0.1.0"
_HEAD = """\
# First steps

<!-- Written by `python -m tests.walk`; tests/test_walk.py takes the same steps again. -->

A newcomer's first minutes with a small service that a coding agent works on. Every output below is a real one.

## Install

```console
$ pip install -q PATH_OF_THE_CLONE
```

The service is one file, `app/main.py`, beside a `pyproject.toml` that requires `fastapi`:
"""


def walk(folder: Path) -> Iterator[str]:
    """The page, piece by piece; each step is taken in the folder when its piece is asked for."""
    (folder / "app").mkdir()
    (folder / "pyproject.toml").write_text(_PYPROJECT)
    file = folder / "app/main.py"
    file.write_text(_MAIN)
    for command in ("init -q", "add .", "-c user.name=a -c user.email=a@b.c commit -q -m Start"):
        subprocess.run(["git", *command.split()], cwd=folder, check=True)
    yield f"{_HEAD}\n```python\n{_MAIN}```\n"
    yield "\n## Adopt the rulebook\n\nOne command says what the project is, which profile fits, and what it writes. "
    yield "The address stands\nfor the repository from which your team installs the product:\n"
    adopt = f"init --yes --source {SOURCE}"
    yield _console(adopt, _run(folder, *adopt.split()))
    yield "\n## Tell the agents\n\nOne command writes the rules, and has Claude Code ask after every edit:\n"
    yield _console("sync --quiet --hooks", _shortened(_run(folder, "sync", "--quiet", "--hooks")))
    yield "\nThe service is clean so far:\n" + _console("check", _run(folder, "check"))
    yield "\n## Break a rule\n\nThe agent replaces one line, and the hook answers before the next one is written:\n"
    broken = _MAIN.replace(_GOOD, _BAD).replace("import asyncio\n", "import time\n")
    file.write_text(broken)
    yield f"\n```diff\n-{_GOOD}+{_BAD}```\n" + _console("hook claude", _hook(folder, file, _MAIN))
    yield "\nThe pipeline would have said the same:\n" + _console("check", _run(folder, "check"))
    yield "\n`fastapi-lint explain blocking-sleep` shows the reason, the limits and tested examples.\n\n## Mend it\n"
    file.write_text(_MAIN)
    told = _hook(folder, file, broken)
    assert told == "", told
    yield "\nThe agent takes the line back. The hook has nothing to say, and the gate is green:\n"
    yield _console("check", _run(folder, "check"))
    yield "\nIn the pipeline, `fastapi-lint check` and `fastapi-lint sync --check` keep it so.\n"
    yield "[Adopt it in a code base](adopt.md) tells what `init` does where there are findings already.\n"


def _console(command: str, output: str) -> str:
    return f"\n```console\n$ fastapi-lint {command}\n{output}```\n"


def _shortened(output: str) -> str:
    """The pages of the skills in one line: there is one for each category of rules."""
    lines = output.splitlines(keepends=True)
    kept = [line for line in lines if "/references/" not in line]
    last_skill = max(number for number, line in enumerate(kept) if "/SKILL.md" in line)
    return "".join([*kept[: last_skill + 1], "… and a page for each category of rules\n", *kept[last_skill + 1 :]])


def _hook(folder: Path, file: Path, before: str) -> str:
    """What Claude Code would be told after the edit that has led to the present text."""
    payload = {
        "cwd": str(folder),
        "hook_event_name": "PostToolUse",
        "tool_name": "Edit",
        "tool_input": {"file_path": str(file)},
        "tool_response": {"filePath": str(file), "originalFile": before},
    }
    return _run(folder, "hook", "claude", told=json.dumps(payload))


def _run(folder: Path, *arguments: str, told: str = "") -> str:
    done = subprocess.run(
        [sys.executable, "-m", "fastapi_lint", *arguments],
        cwd=folder,
        env={name: value for name, value in os.environ.items() if name not in AGENT_VARIABLES} | {"COLUMNS": "100"},
        input=told,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode in {0, 1, 2}, done.stderr
    return (done.stdout + done.stderr).replace(str(folder), ".")


def page() -> str:
    """The page as it is today."""
    with tempfile.TemporaryDirectory() as name:
        return "".join(walk(Path(name).resolve()))


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
