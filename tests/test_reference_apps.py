"""The reference services: each in an environment of its own, with its own tools and real servers."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from fastapi_lint.catalog.rule import Catalog
from tests.reference import APPS, FIXTURES, checked, contracted, manifest, own_tests, python_of, run

MOST_SUPPRESSIONS = 3

each_app = pytest.mark.parametrize("app", [FIXTURES / name for name in APPS], ids=APPS)


def texts(app: Path) -> Iterator[str]:
    """The committed texts of a service."""
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=app, capture_output=True, text=True, check=True).stdout
    yield from ((app / name).read_text("utf-8") for name in filter(None, listed.split("\0")))


@each_app
def test_it_follows_its_own_guideline(app: Path, book: Catalog) -> None:
    assert manifest(app)["tool"]["fastapi-lint"]["profile"] == app.name
    assert app.name in book.profiles


@each_app
def test_its_own_tests_pass(app: Path) -> None:
    assert " passed" in own_tests(app)


@each_app
def test_ruff_has_nothing_to_say(app: Path) -> None:
    run(python_of(app), "-m", "ruff", "check", "--no-cache", ".", cwd=app)


@each_app
def test_its_types_are_right(app: Path) -> None:
    assert manifest(app)["tool"]["mypy"]["strict"] is True
    run(python_of(app), "-m", "mypy", cwd=app)


@each_app
def test_the_checker_finds_nothing(app: Path) -> None:
    report = checked(app)
    assert report["diagnostics"] == []
    assert report["summary"]["routes"] > 0


@each_app
def test_few_findings_are_suppressed(app: Path) -> None:
    assert sum(text.count("fastapi-lint: ignore") for text in texts(app)) <= MOST_SUPPRESSIONS


@each_app
def test_the_running_service_keeps_its_promises(app: Path) -> None:
    assert contracted(app)["diagnostics"] == []
