"""Services are found by role, wherever they lie; project files cost nothing until a rule asks for them."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from fastapi_lint.api.project_files import reading_of
from fastapi_lint.config import Config
from fastapi_lint.facts.files.manifest import Manifest
from fastapi_lint.facts.files.pipeline import Workflow
from fastapi_lint.facts.files.settings_files import EnvFile
from fastapi_lint.facts.project import Project
from fastapi_lint.project.reading import Reading
from fastapi_lint.source.discover import discover
from tests.source.build import project as scanned
from tests.source.build import write

APP = "from fastapi import FastAPI\napp = FastAPI()\n@app.get('/')\ndef read() -> int:\n    return 1\n"
MANIFEST = '[project]\nname = "shop"\ndependencies = ["fastapi"]\n'


def read(folder: Path, files: Mapping[str, str]) -> tuple[Project, Reading]:
    found = scanned(folder, files).project
    reading = reading_of(Config(root=folder), discover(folder))
    found.files = reading.files
    return found, reading


@pytest.mark.parametrize(
    ("files", "root", "package"),
    [
        ({"pyproject.toml": MANIFEST, "app/__init__.py": "", "app/main.py": APP}, "", "app"),
        ({"pyproject.toml": MANIFEST, "src/shop/__init__.py": "", "src/shop/web/app.py": APP}, "", "src/shop"),
        ({"pyproject.toml": MANIFEST, "main.py": APP}, "", ""),
        ({"pyproject.toml": MANIFEST, "shop/main.py": APP}, "", "shop"),
        (
            {"pyproject.toml": "[tool.ruff]\n", "backend/requirements.txt": "fastapi", "backend/app/main.py": APP},
            *("backend", "backend/app"),
        ),
        (
            {"pyproject.toml": MANIFEST, "app/requirements.txt": "x", "app/__init__.py": "", "app/main.py": APP},
            "",
            "app",
        ),
        ({"requirements/base.txt": "fastapi", "app/main.py": APP}, "", "app"),
    ],
)
def test_the_nearest_manifest_makes_the_service(files: dict[str, str], root: str, package: str, tmp_path: Path) -> None:
    (service,) = read(tmp_path, files)[0].services
    assert (service.root, service.package) == (root, package)


@pytest.mark.parametrize(
    "files",
    [
        {"app/main.py": APP},
        {"pyproject.toml": MANIFEST, "tests/app.py": APP},
        {"pyproject.toml": MANIFEST, "app/main.py": "x = 1\n"},
    ],
)
def test_a_snippet_a_test_and_a_library_are_no_service(files: dict[str, str], tmp_path: Path) -> None:
    assert read(tmp_path, files)[0].services == ()


def test_services_beside_each_other_own_what_lies_in_them_and_share_the_repository(tmp_path: Path) -> None:
    found, _ = read(
        tmp_path,
        {
            "a/pyproject.toml": MANIFEST,
            "a/app/main.py": APP,
            "a/Dockerfile": "FROM python:3.12\n",
            "b/pyproject.toml": MANIFEST,
            "b/app/main.py": APP,
            "web/package.json": "{}",
            "web/Dockerfile": "FROM node:22\n",
            "compose.yml": "services: {}\n",
            ".github/workflows/ci.yml": "on: push\n",
            "README.md": "# All\n",
        },
    )
    a, b = found.services
    assert ([d.path for d in a.dockerfiles], b.dockerfiles) == (["a/Dockerfile"], ())
    assert len(a.workflows) == len(b.composes) == 1
    assert [m.path for m in a.modules] == ["a/app/main.py"]
    assert [r.module.path for r in b.routes] == ["b/app/main.py"]
    assert a.repository_has("README.md")
    assert not a.has("README.md")
    assert found.service_of(b.modules[0]) is b


def test_a_service_answers_for_its_files_by_globs(tmp_path: Path) -> None:
    found, _ = read(
        tmp_path,
        {
            ".gitignore": "local.md\n",
            "pyproject.toml": MANIFEST,
            "local.md": "",
            "src/shop/__init__.py": "",
            "src/shop/main.py": APP,
            "src/shop/core/config.py": "",
            "tests/unit/test_x.py": "",
        },
    )
    (service,) = found.services
    assert service.has("{package}/core/config.py", "nothing")
    assert service.has("tests/")
    assert service.has("src/**/config.py")
    assert not service.has("src/*/config.py")
    assert not service.has("local.md")
    assert next(service.matching("{package}/**/*.py")) == "src/shop/__init__.py"
    assert (service.name, service.at.path, service.at.line) == ("shop", "pyproject.toml", 1)
    assert service.requires("fastapi")
    assert not service.requires("httpx")


def test_the_settings_of_a_tool_are_found_wherever_they_stand(tmp_path: Path) -> None:
    found, _ = read(
        tmp_path,
        {
            "pyproject.toml": MANIFEST + "[tool.ruff]\nline-length = 88\n[tool.pytest.ini_options]\naddopts = 'x'\n",
            "ruff.toml": "line-length = 100\n",
            "mypy.ini": "[mypy]\nstrict = True\n",
            "main.py": APP,
        },
    )
    (service,) = found.services
    tools = {name: service.tool(name) for name in ("ruff", "mypy", "pytest", "pyright")}
    ruff, mypy, pytest_, pyright = tools.values()
    assert ruff is not None
    assert (ruff.text("line-length"), ruff.at.path) == ("100", "ruff.toml")
    assert mypy is not None
    assert mypy.text("strict") == "True"
    assert pytest_ is not None
    assert pytest_.text("addopts") == "x"
    assert pyright is None


def test_a_migration_environment_is_found_through_its_configuration(tmp_path: Path) -> None:
    found, _ = read(
        tmp_path,
        {
            "pyproject.toml": MANIFEST + "[tool.alembic]\nscript_location = '%(here)s/migrations'\n",
            "main.py": APP,
            "migrations/env.py": "x = 1\n",
            "migrations/versions/a1_first.py": "revision = 'a1'\n",
        },
    )
    (alembic,) = found.alembics
    assert (alembic.folder, alembic.in_pyproject) == ("migrations", True)
    assert alembic.revision_paths == ("migrations/versions/a1_first.py",)
    assert alembic.env is not None
    assert [m.path for m in alembic.revisions] == ["migrations/versions/a1_first.py"]
    assert found.services[0].alembic is alembic


def test_nothing_is_listed_or_read_before_a_rule_asks(tmp_path: Path) -> None:
    found, reading = read(tmp_path, {"pyproject.toml": MANIFEST, "main.py": APP})
    assert list(reading.inputs) == []
    assert len(found.files.of(Manifest)) == 1
    assert [Path(p).name for p in reading.inputs if Path(p).is_file()] == ["pyproject.toml"]


def test_files_above_the_root_count_for_its_services_and_are_not_judged(tmp_path: Path) -> None:
    write(tmp_path, {".git/HEAD": "", ".github/workflows/ci.yml": "on: push\n", "README.md": "", "x/main.py": APP})
    found, _ = read(tmp_path / "backend", {"pyproject.toml": MANIFEST, "main.py": APP})
    (service,) = found.services
    assert [w.path for w in service.workflows] == ["../.github/workflows/ci.yml"]
    assert service.repository_has("README.md")
    assert found.files.of(Workflow) == ()


def test_ignored_test_and_foreign_files_are_not_judged(tmp_path: Path) -> None:
    found, _ = read(
        tmp_path,
        {
            ".gitignore": ".env\n",
            ".env": "A=1\n",
            ".env.example": "A=1\n",
            "tests/.env": "A=1\n",
            "web/package.json": "{}",
            "web/.env": "A=1\n",
            "main.py": APP,
        },
    )
    assert [f.path for f in found.files.of(EnvFile)] == [".env.example"]


def test_what_cannot_be_read_is_named(tmp_path: Path) -> None:
    files = {"pyproject.toml": "[project\n", "t/pyproject.toml": "{% if x %}\n", "main.py": APP}
    found, reading = read(tmp_path, files)
    assert found.files.of(Manifest) == ()
    assert found.services[0].manifest.kind == "unread"
    troubles = {t.path: (t.form, t.line) for t in reading.troubles}
    assert troubles == {"pyproject.toml": ("TOML", 1), "t/pyproject.toml": ("", 1)}
