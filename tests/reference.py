"""Runs a reference service, or a project made from one, with its own interpreter, tools and servers."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tomllib
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from packaging.specifiers import SpecifierSet

from tests.interpreters import interpreters

FIXTURES = Path(__file__).resolve().parents[1] / "fixtures"
APPS = sorted(file.parent.name for file in FIXTURES.glob("*/uv.lock") if file.with_name("openapi.json").is_file())
"""A folder with its own lock and document is a service."""

_OURS = ("COV", "PYTEST", "VIRTUAL_ENV", "UV_")


def run(*command: str | Path, cwd: Path) -> str:
    """What a command prints, in an environment that knows nothing of this test run; fails when the command does."""
    plain = {name: value for name, value in os.environ.items() if not name.startswith(_OURS)}
    done = subprocess.run(command, cwd=cwd, env=plain, capture_output=True, text=True, check=False)
    assert done.returncode == 0, f"{done.stdout[-6000:]}\n{done.stderr[-3000:]}"
    return done.stdout


def manifest(folder: Path) -> dict[str, Any]:
    """What pyproject.toml says."""
    return tomllib.loads((folder / "pyproject.toml").read_text("utf-8"))


@cache
def python_of(folder: Path) -> Path:
    """The interpreter of the project's environment, which uv makes or leaves as it is; parallel runs wait."""
    admitted = SpecifierSet(manifest(folder)["project"]["requires-python"])
    fitting = [program for version, program in interpreters().items() if f"{version}.0" in admitted]
    chosen = ("--python", fitting[-1]) if fitting else ()  # else uv fetches one
    run(sys.executable, "-m", "uv", "sync", "--frozen", "--quiet", *chosen, cwd=folder)
    return folder / ".venv/bin/python"


def own_tests(folder: Path) -> str:
    """What the project's own tests say."""
    return run(python_of(folder), "-m", "pytest", "-q", "-p", "no:cacheprovider", cwd=folder)


def checked(folder: Path) -> dict[str, Any]:
    """The report of `check` under the project's own configuration."""
    return _report(run(*_lint("check"), cwd=folder))


def contracted(folder: Path) -> dict[str, Any]:
    """The report of `contract`, beside the servers of `dev/servers.py` where the project has that."""
    python = python_of(folder)
    if not (folder / "dev/servers.py").exists():
        return _report(run(*_lint("contract"), cwd=folder))
    with TemporaryDirectory() as place:
        variables = f"{place}/servers.env"
        beside = ("-m", "dev.servers", "--throw-away", "--env-file", variables)
        return _report(run(python, *beside, *_lint("contract", "--env-file", variables), cwd=folder))


def _lint(*arguments: str) -> list[str]:
    return [sys.executable, "-m", "fastapi_lint", *arguments, "--strict", "--no-cache", "--output-format", "json"]


def _report(text: str) -> dict[str, Any]:
    report: dict[str, Any] = json.loads(text)
    return report
