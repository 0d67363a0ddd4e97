"""`fastapi-lint new` for every profile: the project works in a fresh environment, and the gate finds nothing."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from fastapi_lint.api.starting.creating import offered
from fastapi_lint.api.starting.identity import identity_of
from tests.reference import APPS, FIXTURES, checked, contracted, own_tests, run

NAME = "parcel-tracker"


@pytest.fixture
def place() -> Iterator[Path]:
    """A folder that PostgreSQL's own user may enter, which those of pytest are not."""
    with TemporaryDirectory(prefix="new-", ignore_cleanup_errors=True) as folder:
        yield Path(folder)


def started(profile: str, place: Path, *options: str) -> Path:
    """The folder of a new project, made by the command."""
    command = (sys.executable, "-m", "fastapi_lint", "new", NAME, "--profile", profile, "--into", str(place))
    printed = run(*command, *options, cwd=FIXTURES)
    assert printed.splitlines()[-3:] == [f"  cd {place / NAME}", "  uv sync", "  uv run pytest"]
    return place / NAME


def test_every_reference_service_is_offered() -> None:
    assert list(offered()) == APPS


@pytest.mark.parametrize("profile", APPS)
def test_no_name_of_the_reference_service_is_left(profile: str, place: Path) -> None:
    old = identity_of(FIXTURES / profile)
    names = "|".join(rf"(?<![\w-]){re.escape(name)}(?!\w)" for name in {old.name, old.package} - {"", profile})
    left = [
        file.relative_to(place).as_posix()
        for file in started(profile, place).rglob("*")
        if file.is_file() and names and re.search(names, f"{file} {file.read_text('utf-8', 'replace')}")
    ]
    assert left == []


@pytest.mark.parametrize("profile", APPS)
def test_a_new_project_passes_its_tests_and_the_gate(profile: str, place: Path) -> None:
    project = started(profile, place)
    assert " passed" in own_tests(project)
    assert checked(project)["diagnostics"] == []
    assert contracted(project)["diagnostics"] == []


def test_another_port_is_one_for_the_rules_too(place: Path) -> None:
    project = started("single-process", place, "--with", "port=9100", "--with", "title=Parcels")
    assert "EXPOSE 9100" in (project / "Dockerfile").read_text("utf-8")
    assert 'title="Parcels"' in (project / "src/parcel_tracker/main.py").read_text("utf-8")
    assert checked(project)["diagnostics"] == []
