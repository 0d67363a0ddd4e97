"""Runs the commands whose output a document shows, and puts today's output in its place.

A recorded block says where it runs:

    <!-- run in fixtures/sample -->
    ```console
    $ fastapi-lint check
    …
    ```
"""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from fastapi_lint.engine.replay import AGENT_VARIABLES

ROOT = Path(__file__).resolve().parents[1]
WIDTH = 100

_BLOCK = re.compile(
    r"(?P<head><!-- run in (?P<folder>\S+) -->\n```console\n)(?P<text>.*?)(?P<end>^```$)", re.MULTILINE | re.DOTALL
)
_PROMPT = "$ fastapi-lint "


def refreshed(document: str) -> str:
    """The document with the output that its commands have today; the commands of a block run one after the other."""
    return _BLOCK.sub(lambda block: block["head"] + _replayed(block["folder"], block["text"]) + block["end"], document)


def _replayed(folder: str, text: str) -> str:
    with tempfile.TemporaryDirectory() as name:
        place = Path(name, Path(folder).name).resolve()
        shutil.copytree(ROOT / folder, place, ignore=shutil.ignore_patterns(".fastapi_lint_cache", "__pycache__"))
        return "\n".join(_run_all(place, text))


def _run_all(place: Path, text: str) -> Iterator[str]:
    for line in text.splitlines():
        if line.startswith(_PROMPT):
            yield f"{line}\n{run(place, *shlex.split(line.removeprefix(_PROMPT)))}"


def run(place: Path, *arguments: str) -> str:
    """What the command prints in a folder, as a person sees it; an internal error raises."""
    done = subprocess.run(
        [sys.executable, "-m", "fastapi_lint", *arguments],
        cwd=place,
        env=plain_environment(),
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode not in {0, 1}:
        raise RuntimeError(done.stderr)
    return (done.stdout + done.stderr).replace(f"{place}/", "")


def plain_environment() -> dict[str, str]:
    """Without what says that a coding agent asks, or that colours are wanted."""
    unwanted = {*AGENT_VARIABLES, "FORCE_COLOR"}
    return {name: value for name, value in os.environ.items() if name not in unwanted} | {"COLUMNS": str(WIDTH)}


def has_recordings(document: str) -> bool:
    """Whether a document shows recorded output."""
    return _BLOCK.search(document) is not None
