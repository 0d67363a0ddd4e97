"""The versions that manifests ask for."""

from __future__ import annotations

from pathlib import Path

import pytest

from fastapi_lint.facts.files.framework_versions import pydantic_major
from tests.source.build import project, write


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("pyproject.toml", "[project]\ndependencies = ['FastAPI[all]>=0.110,<1 ; python_version > \"3\"', 'x']\n"),
        ("pyproject.toml", "[tool.poetry.dependencies]\nfastapi = '>=0.110,<1'\n"),
        ("pyproject.toml", "[tool.poetry.dependencies]\nfastapi = {version = '>=0.110,<1', extras = ['all']}\n"),
        ("requirements.txt", "# note\nfastapi >=0.110,<1  # why\nother==1\n"),
        ("requires.txt", "fastapi>=0.110,<1\n"),
        ("Pipfile", '[packages]\nfastapi = ">=0.110,<1"\n'),
    ],
)
def test_the_version_of_a_framework_is_read_from_the_manifest(tmp_path: Path, name: str, text: str) -> None:
    scanned = project(tmp_path, {name: text, "main.py": "import fastapi\napp = fastapi.FastAPI()\n"})
    assert scanned.project.requirements[""]["fastapi"].startswith(">=0.110,<1")


@pytest.mark.parametrize("content", [b"[project\n", b"\xff\xfe", b"[project]\ndependencies = 1\n"])
def test_a_broken_manifest_says_nothing(tmp_path: Path, content: bytes) -> None:
    assert project(tmp_path, {"pyproject.toml": content, "main.py": "x = 1\n"}).project.requirements == {}


def test_the_nearest_manifest_decides(tmp_path: Path) -> None:
    files = {
        "requirements.txt": "pydantic<2\n",
        "new/requirements.txt": "pydantic>=2\n",
        "new/app/main.py": "import fastapi\napp = fastapi.FastAPI()\n",
        "old/main.py": "import fastapi\napp = fastapi.FastAPI()\n",
    }
    found = project(tmp_path, files).project
    assert pydantic_major(found, found.modules["new/app/main.py"]) == 2
    assert pydantic_major(found, found.modules["old/main.py"]) == 1


@pytest.mark.parametrize(
    ("manifest", "lock"),
    [
        (
            {"Pipfile": '[packages]\nfastapi = "*"\n'},
            {
                "Pipfile.lock": '{"default": {\n    "pydantic": {\n        "hashes": ["sha256:1"],\n'
                '        "version": "==1.9.0"\n    }\n}}\n'
            },
        ),
        (
            {"pyproject.toml": "[tool.poetry.dependencies]\nfastapi = '>=0.60'\npydantic = '*'\n"},
            {"poetry.lock": '[[package]]\nname = "pydantic"\nversion = "1.9.0"\n'},
        ),
        (
            {"pyproject.toml": "[project]\ndependencies = ['pydantic>=1.8']\n"},
            {"uv.lock": '[[package]]\nname = "pydantic"\nversion = "1.10.2"\nsource = { registry = "x" }\n'},
        ),
        (
            {"pyproject.toml": "[project]\ndependencies = ['pydantic']\n"},
            {"requirements/base.txt": "pydantic==1.10.2\n"},
        ),
    ],
)
def test_a_lock_file_says_what_its_manifest_leaves_open(
    tmp_path: Path, manifest: dict[str, str], lock: dict[str, str]
) -> None:
    found = project(tmp_path, {**manifest, **lock, "main.py": "import fastapi\n"}).project
    assert pydantic_major(found, found.modules["main.py"]) == 1


def test_a_lock_file_narrows_no_range_that_the_manifest_promises(tmp_path: Path) -> None:
    files = {
        "pyproject.toml": "[tool.poetry.dependencies]\npydantic = '>=1.10'\n",
        "poetry.lock": '[[package]]\nname = "pydantic"\nversion = "2.8.0"\n',
    }
    assert project(tmp_path, {**files, "main.py": "x = 1\n"}).project.requirements[""]["pydantic"] == ">=1.10"


def test_a_manifest_that_leaves_a_version_open_leaves_it_to_one_further_up(tmp_path: Path) -> None:
    files = {"requirements.txt": "pydantic==1.10.2\n", "api/requirements.txt": "pydantic\n", "api/main.py": "x = 1\n"}
    found = project(tmp_path, files).project
    assert pydantic_major(found, found.modules["api/main.py"]) == 1


def test_requirements_of_a_folder_are_those_of_the_code_beside_it(tmp_path: Path) -> None:
    files = {"api/requirements/prod.txt": "pydantic==1.10.2\n", "api/app/main.py": "x = 1\n", "main.py": "x = 1\n"}
    found = project(tmp_path, files).project
    assert [pydantic_major(found, found.modules[path]) for path in ("api/app/main.py", "main.py")] == [1, 2]


def test_a_folder_called_like_a_manifest_is_none(tmp_path: Path) -> None:
    write(tmp_path, {"requirements.txt/x.txt": ""})
    assert project(tmp_path, {"main.py": "x = 1\n"}).project.requirements == {}
