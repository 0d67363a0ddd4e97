"""The built wheel works in an empty environment, from another folder, on every supported Python that is on PATH."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import zipfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from fastapi_lint import __version__
from fastapi_lint.catalog.rule import Catalog

ROOT = Path(__file__).resolve().parents[1]
SAMPLE = ROOT / "fixtures/sample"

pytestmark = pytest.mark.xdist_group("packaging")


def interpreters() -> dict[str, str]:
    """The running interpreter and every other supported one on PATH that starts, by version."""
    found = {f"{sys.version_info.major}.{sys.version_info.minor}": sys.executable}
    for version in ("3.11", "3.12", "3.13"):
        program = shutil.which(f"python{version}")
        if version not in found and program and runs(program):
            found[version] = program
    return dict(sorted(found.items()))


def runs(program: str) -> bool:
    """Whether a program on PATH is a Python with venv; version managers leave launchers for what is switched off."""
    return subprocess.run([program, "-c", "import venv"], capture_output=True, check=False).returncode == 0


INTERPRETERS = interpreters()


@dataclass(frozen=True)
class Installed:
    """An environment that holds nothing but the wheel and what it requires."""

    python: Path
    cwd: Path

    def run(self, *arguments: str, code: int = 0) -> str:
        """What `fastapi-lint` prints in a folder that has nothing to do with the repository."""
        command = [str(self.python.with_name("fastapi-lint")), *arguments]
        done = subprocess.run(
            command, cwd=self.cwd, env=plain_environment(), capture_output=True, text=True, check=False
        )
        assert done.returncode == code, done.stdout + done.stderr
        return done.stdout

    def check(self) -> list[dict[str, Any]]:
        """The findings in a copy of the sample."""
        sample = shutil.copytree(SAMPLE, self.cwd / "sample", dirs_exist_ok=True)
        return found(self.run("check", "--output-format", "json", sample.name, code=1))


def found(report: str) -> list[dict[str, Any]]:
    diagnostics: list[dict[str, Any]] = json.loads(report)["diagnostics"]
    return diagnostics


def plain_environment() -> dict[str, str]:
    return {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "COV", "PYTEST"))}


def pip(*arguments: str) -> None:
    command = [sys.executable, "-m", "pip", *arguments]
    done = subprocess.run(command, env=plain_environment(), capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("dist")
    pip("wheel", "--quiet", "--no-deps", "--wheel-dir", str(folder), str(ROOT))
    (built,) = folder.glob("*.whl")
    return built


@pytest.fixture(scope="module", params=INTERPRETERS.values(), ids=list(INTERPRETERS))
def installed(request: pytest.FixtureRequest, wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Installed:
    folder = tmp_path_factory.mktemp("empty")
    subprocess.run([request.param, "-m", "venv", "--without-pip", str(folder / "venv")], check=True)
    python = folder / "venv/bin/python"
    pip("--python", str(python), "install", "--quiet", str(wheel))
    (folder / "elsewhere").mkdir()
    return Installed(python, folder / "elsewhere")


def test_the_installed_command_knows_its_version(installed: Installed) -> None:
    assert installed.run("--version") == f"fastapi-lint {__version__}\n"


def test_the_installed_command_lists_every_rule(installed: Installed, book: Catalog) -> None:
    listed = json.loads(installed.run("rules", "--output-format", "json"))
    assert [rule["id"] for rule in listed] == list(book.rules)


def test_the_installed_command_explains_a_rule(installed: Installed, book: Catalog) -> None:
    rule = next(iter(book.rules))
    assert installed.run("explain", rule).startswith(f"# {rule}\n")


def test_the_installed_command_finds_what_the_repository_finds(installed: Installed, tmp_path: Path) -> None:
    shutil.copytree(SAMPLE, tmp_path / "sample")
    command = [sys.executable, "-m", "fastapi_lint", "check", "--output-format", "json", "sample"]
    here = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert installed.check() == found(here.stdout) != []


@pytest.mark.parametrize(
    ("inside", "source"), [("_rules", ROOT / "rules"), ("_skills", ROOT / "skills")], ids=["rules", "skills"]
)
def test_the_wheel_holds_every_file_of(inside: str, source: Path, wheel: Path) -> None:
    shipped = {n for n in zipfile.ZipFile(wheel).namelist() if n.startswith(f"fastapi_lint/{inside}/")}
    files = (p.relative_to(source).as_posix() for p in source.rglob("*") if p.is_file())
    assert shipped == {f"fastapi_lint/{inside}/{path}" for path in files}
