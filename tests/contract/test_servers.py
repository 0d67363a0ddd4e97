"""With `--modes`, a service is served by workers of the server that its project names."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.contract.services import MANIFEST, service

_CODE = """\
import os
import sys

from fastapi import FastAPI
from pydantic import BaseModel

app = FastAPI()


class New(BaseModel):
    name: str


@app.post("/orders", status_code=201)
def create_order(new: New) -> New:
    return new


if "FASTAPI_LINT_SERVER" in os.environ and "{server}" not in sys.modules:
    os._exit(3)
"""
_SERVERS = ("granian", "hypercorn", "gunicorn")
_RULES = ("failing-with-workers", "ignored-termination-signal")


@pytest.fixture(scope="module")
def python(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An interpreter beside which all of them are installed."""
    folder = tmp_path_factory.mktemp("servers") / ".venv"
    uv = [sys.executable, "-m", "uv"]
    subprocess.run([*uv, "venv", "-q", "--python", sys.executable, str(folder)], check=True)
    wanted = ["fastapi", "uvicorn", "uvicorn-worker", *_SERVERS]
    subprocess.run([*uv, "pip", "install", "-q", "--python", str(folder), *wanted], check=True)
    return folder / "bin/python"


@pytest.mark.parametrize("server", _SERVERS)
def test_workers_are_those_of_the_named_server(server: str, python: Path, tmp_path: Path) -> None:
    manifest = MANIFEST.replace('["fastapi"]', f'["fastapi", "uvicorn", "{server}>=1"]')
    folder = service(tmp_path / "service", _CODE.format(server=server), **{"pyproject.toml": manifest})
    options = ["--modes", "--no-cache", "--select", ",".join(_RULES), "--output-format", "json"]
    command = [sys.executable, "-m", "fastapi_lint", "contract", "main:app", "--python", str(python), *options]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    report = json.loads(done.stdout)
    assert report["diagnostics"] == [], done.stderr
    held, drained = (report["service"]["matrix"]["the service"][rule] for rule in _RULES)
    assert (held, drained) == ("held", "not evaluated" if server == "hypercorn" else "held")
