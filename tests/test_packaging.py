"""The built wheel works in an empty environment, from another folder, on every supported Python of the machine."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tarfile
import zipfile
from collections.abc import Sequence
from pathlib import Path

import pytest

from fastapi_lint.catalog.rule import Catalog
from tests.interpreters import interpreters

ROOT = Path(__file__).resolve().parents[1]
MANIFEST = ROOT / "pyproject.toml"
BIN = Path(sys.executable).parent


def answer(command: Sequence[str | Path], cwd: Path) -> tuple[str, int]:
    """What a command prints, and its exit code, in an environment that knows nothing of this test run."""
    plain = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "COV", "PYTEST"))}
    done = subprocess.run(
        command,
        cwd=cwd,
        env={**plain, "FASTAPI_LINT_CACHE": str(cwd / "cache")},
        capture_output=True,
        text=True,
        check=False,
    )
    return done.stdout + done.stderr, done.returncode


def pip(*arguments: str, cwd: Path) -> None:
    output, code = answer([sys.executable, "-m", "pip", *arguments, "--quiet"], cwd)
    assert code == 0, output


@pytest.fixture(scope="module")
def packages(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder with the source distribution of the repository, and the wheel that was built from nothing else."""
    folder = tmp_path_factory.mktemp("dist")
    output, code = answer([BIN / "uv", "build", "--quiet", "--out-dir", folder, ROOT], folder)
    assert code == 0, output
    return folder


@pytest.fixture(scope="module")
def wheel(packages: Path) -> Path:
    (built,) = packages.glob("*.whl")
    return built


def test_the_packages_are_what_pypi_and_installers_expect(packages: Path, wheel: Path) -> None:
    built = sorted(packages.glob("fastapi_lint-*"))
    assert [file.suffix for file in built] == [".whl", ".gz"]
    output, code = answer([BIN / "twine", "check", "--strict", *built], packages)
    assert code == 0, output
    output, code = answer([BIN / "check-wheel-contents", "--config", MANIFEST, wheel], packages)
    assert code == 0, output


def test_type_checkers_and_editors_find_what_they_read(wheel: Path) -> None:
    names = set(zipfile.ZipFile(wheel).namelist())
    assert {"fastapi_lint/py.typed", "fastapi_lint/config.schema.json"} <= names


def test_the_source_distribution_holds_what_the_wheel_is_built_from_and_nothing_else(packages: Path) -> None:
    (source,) = packages.glob("*.tar.gz")
    with tarfile.open(source) as archive:
        tops = {name.split("/")[1] for name in archive.getnames()}
    folders, files = {"checker", "rules", "skills", "fixtures"}, {"hatch_build.py", "pyproject.toml", "PKG-INFO"}
    assert tops == folders | files | {"README.md", "CHANGELOG.md", "LICENSE", ".gitignore"}


@pytest.mark.parametrize("interpreter", interpreters().values(), ids=list(interpreters()))
def test_the_installed_command_answers_as_the_repository_does(
    interpreter: str, wheel: Path, tmp_path: Path, book: Catalog
) -> None:
    python = tmp_path / "empty/bin/python"
    subprocess.run([interpreter, "-m", "venv", "--without-pip", str(tmp_path / "empty")], check=True)
    pip("--python", str(python), "install", str(wheel), cwd=tmp_path)
    elsewhere = tmp_path / "elsewhere"
    shutil.copytree(ROOT / "fixtures/sample", elsewhere / "sample")
    asked = {
        ("--version",): 0,
        ("rules",): 0,
        ("explain", next(iter(book.rules))): 0,
        ("check", "--no-cache", "sample"): 1,
    }
    installed = {a: answer([str(python.with_name("fastapi-lint")), *a], elsewhere) for a in asked}
    assert installed == {a: answer([sys.executable, "-m", "fastapi_lint", *a], elsewhere) for a in asked}
    assert {a: code for a, (_, code) in installed.items()} == asked


@pytest.mark.parametrize(
    ("inside", "source"), [("_rules", ROOT / "rules"), (".agents/skills", ROOT / "skills")], ids=["rules", "skills"]
)
def test_the_wheel_holds_every_file_of(inside: str, source: Path, wheel: Path) -> None:
    shipped = {n for n in zipfile.ZipFile(wheel).namelist() if n.startswith(f"fastapi_lint/{inside}/")}
    files = (p.relative_to(source).as_posix() for p in source.rglob("*") if p.is_file())
    assert shipped == {f"fastapi_lint/{inside}/{path}" for path in files}


@pytest.mark.parametrize(
    "service", [file.parent for file in sorted((ROOT / "fixtures").glob("*/uv.lock"))], ids=lambda service: service.name
)
def test_the_wheel_holds_what_git_has_of_a_reference_service(service: Path, wheel: Path) -> None:
    inside = f"fastapi_lint/_services/{service.name}/"
    shipped = {n.removeprefix(inside) for n in zipfile.ZipFile(wheel).namelist() if n.startswith(inside)}
    listing = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    listed = subprocess.run(listing, cwd=service, capture_output=True, text=True, check=True).stdout
    assert shipped == set(filter(None, listed.split("\0")))


def test_the_installed_command_starts_the_same_project(wheel: Path, tmp_path: Path) -> None:
    python = tmp_path / "empty/bin/python"
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", str(tmp_path / "empty")], check=True)
    pip("--python", str(python), "install", str(wheel), cwd=tmp_path)
    started: dict[str, dict[Path, bytes]] = {}
    for interpreter in (str(python), sys.executable):
        folder = tmp_path / str(len(started))
        folder.mkdir()
        answer([interpreter, "-m", "fastapi_lint", "new", "parcels", "--profile", "single-process"], folder)
        files = (file for file in (folder / "parcels").rglob("*") if file.is_file())
        started[interpreter] = {file.relative_to(folder): file.read_bytes() for file in files}
    assert started[str(python)] == started[sys.executable]
    assert len(started[sys.executable]) > 50
