"""The reference services: each in an environment of its own, with its own tools and real servers.

A service is a folder of `fixtures/` with its own pyproject.toml and lock. One with `dev/servers.py` is started beside
the servers that this module runs.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from packaging.specifiers import SpecifierSet

from fastapi_lint.catalog.rule import Catalog
from tests.interpreters import interpreters

FIXTURES = Path(__file__).resolve().parents[1] / "fixtures"
APPS = sorted(file.parent.name for file in FIXTURES.glob("*/uv.lock"))
MOST_SUPPRESSIONS = 3

each_app = pytest.mark.parametrize("app", APPS)


def run(*command: str | Path, cwd: Path) -> str:
    """What a command prints, in an environment that knows nothing of this test run; fails when the command does."""
    ours = ("COV", "PYTEST", "VIRTUAL_ENV", "UV_")
    plain = {name: value for name, value in os.environ.items() if not name.startswith(ours)}
    done = subprocess.run(command, cwd=cwd, env=plain, capture_output=True, text=True, check=False)
    assert done.returncode == 0, f"{done.stdout[-6000:]}\n{done.stderr[-3000:]}"
    return done.stdout


@cache
def python_of(app: str) -> Path:
    """The interpreter of the service's environment, which uv makes or leaves as it is; parallel runs wait."""
    folder = FIXTURES / app
    manifest = tomllib.loads((folder / "pyproject.toml").read_text("utf-8"))
    admitted = SpecifierSet(manifest["project"]["requires-python"])
    fitting = [program for version, program in interpreters().items() if f"{version}.0" in admitted]
    chosen = ("--python", fitting[-1]) if fitting else ()  # else uv fetches one
    run(sys.executable, "-m", "uv", "sync", "--frozen", "--quiet", *chosen, cwd=folder)
    return folder / ".venv/bin/python"


def texts(app: str) -> Iterator[str]:
    """The committed texts of a service."""
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=FIXTURES / app, capture_output=True, text=True, check=True)
    for name in filter(None, listed.stdout.split("\0")):
        yield (FIXTURES / app / name).read_text("utf-8")


def lint(*arguments: str) -> list[str]:
    """A command of the checker that writes what it found to standard output as JSON."""
    return [sys.executable, "-m", "fastapi_lint", *arguments, "--strict", "--no-cache", "--output-format", "json"]


@each_app
def test_it_follows_its_own_guideline(app: str, book: Catalog) -> None:
    manifest = tomllib.loads((FIXTURES / app / "pyproject.toml").read_text("utf-8"))
    assert manifest["tool"]["fastapi-lint"]["profile"] == app
    assert app in book.profiles


@each_app
def test_its_own_tests_pass(app: str) -> None:
    assert " passed" in run(python_of(app), "-m", "pytest", "-q", "-p", "no:cacheprovider", cwd=FIXTURES / app)


@each_app
def test_ruff_has_nothing_to_say(app: str) -> None:
    run(python_of(app), "-m", "ruff", "check", "--no-cache", ".", cwd=FIXTURES / app)


@each_app
def test_its_types_are_right(app: str) -> None:
    settings = tomllib.loads((FIXTURES / app / "pyproject.toml").read_text("utf-8"))["tool"]["mypy"]
    assert settings["strict"] is True
    run(python_of(app), "-m", "mypy", cwd=FIXTURES / app)


@each_app
def test_the_checker_finds_nothing(app: str) -> None:
    report = json.loads(run(*lint("check"), cwd=FIXTURES / app))
    assert report["diagnostics"] == []
    assert report["summary"]["routes"] > 0


@each_app
def test_few_findings_are_suppressed(app: str) -> None:
    assert sum(text.count("fastapi-lint: ignore") for text in texts(app)) <= MOST_SUPPRESSIONS


@each_app
def test_the_running_service_keeps_its_promises(app: str) -> None:
    python, folder = python_of(app), FIXTURES / app
    if not (folder / "dev/servers.py").exists():
        report = run(*lint("contract"), cwd=folder)
    else:
        with TemporaryDirectory() as place:
            variables = f"{place}/servers.env"
            beside = ("-m", "dev.servers", "--throw-away", "--env-file", variables)
            report = run(python, *beside, *lint("contract", "--env-file", variables), cwd=folder)
    assert json.loads(report)["diagnostics"] == []
