"""Manifests of every kind say which distributions and which Python a service needs."""

from __future__ import annotations

import pytest

from fastapi_lint.facts.files.manifest import Manifest, folder_of, is_manifest
from fastapi_lint.project.lock import lock
from fastapi_lint.project.requirements import manifest


def listed(found: Manifest) -> list[tuple[str, str | None, str, int]]:
    return [(r.name, r.specifier, r.group, r.at.line) for r in found.requirements]


def test_a_pyproject_tells_dependencies_extras_and_groups() -> None:
    found = manifest(
        "pyproject.toml",
        '[project]\nname = "x"\nrequires-python = ">=3.12"\ndependencies = [\n  "Fast_API[standard] >=0.115,<1 ; '
        'python_version > \'3\'",\n  "own @ git+https://x.org/own",\n]\n[project.optional-dependencies]\n'
        's3 = ["boto3"]\n[dependency-groups]\ndev = ["pytest>=8", {include-group = "x"}]\n',
    )
    assert listed(found) == [
        ("fast-api", "<1,>=0.115", "", 5),
        ("own", "", "", 6),
        ("boto3", "", "s3", 9),
        ("pytest", ">=8", "dev", 11),
    ]
    fastapi, own, *_ = found.requirements
    assert (fastapi.extras, fastapi.floor, fastapi.is_bounded, fastapi.is_pinned) == (
        ("standard",),
        (0, 115),
        True,
        False,
    )
    assert own.url == "git+https://x.org/own"
    assert found.python is not None
    assert (found.python.floor, found.python.at.line, found.at.line) == ((3, 12), 3, 1)


@pytest.mark.parametrize(
    ("constraint", "specifier"),
    [
        ("^1.2.3", ">=1.2.3,<2"),
        ("^0.2.3", ">=0.2.3,<0.3"),
        ("^0.0.3", ">=0.0.3,<0.0.4"),
        ("~1.2", ">=1.2,<1.3"),
        ("~1", ">=1,<2"),
        ("1.2", "==1.2"),
        ("*", ""),
        (">=1,<2", ">=1,<2"),
        ("^1 || ^2", None),
    ],
)
def test_poetrys_constraints_become_pep_440(constraint: str, specifier: str | None) -> None:
    found = manifest("pyproject.toml", f'[tool.poetry.dependencies]\npython = "^3.11"\nhttpx = "{constraint}"\n')
    assert listed(found) == [("httpx", specifier, "", 3)]
    assert found.python is not None
    assert found.python.floor == (3, 11)


def test_poetrys_tables_and_groups_are_read() -> None:
    found = manifest(
        "pyproject.toml",
        '[tool.poetry.dependencies]\nown = {git = "https://x.org"}\n'
        'sqlalchemy = {version = "^2", extras = ["asyncio"]}\n'
        '[tool.poetry.group.test.dependencies]\npytest = "*"\n[tool.poetry.dev-dependencies]\nmypy = "1.0"\n',
    )
    own, sqlalchemy, mypy, pytest_ = found.requirements
    assert (own.url, sqlalchemy.extras) == ("https://x.org", ("asyncio",))
    assert (mypy.group, pytest_.group) == ("dev", "test")


def test_a_requirements_file_may_have_options_hashes_and_comments() -> None:
    found = manifest(
        "requirements.txt",
        "# c\n-r base.txt\n--index-url https://x.org\nfastapi==0.115.0 \\\n    --hash=sha256:abc  # why\n"
        "-e ./lib\ngit+https://x.org/y#egg=thing\nuvicorn[standard]>=0.30;python_version>'3.8'\nnot a requirement\n",
    )
    assert listed(found) == [
        ("fastapi", "==0.115.0", "", 4),
        ("thing", None, "", 7),
        ("uvicorn", ">=0.30", "", 8),
    ]
    assert found.requirements[0].is_pinned


@pytest.mark.parametrize(
    ("path", "group"),
    [
        ("requirements.txt", ""),
        ("requirements-dev.txt", "dev"),
        ("requirements/test.txt", "test"),
        ("requirements/base.txt", ""),
    ],
)
def test_the_name_of_a_requirements_file_says_its_group(path: str, group: str) -> None:
    assert manifest(path, "httpx\n").requirements[0].group == group


def test_setup_cfg_and_pipfile_are_read() -> None:
    setup = "[metadata]\nname = x\n[options]\npython_requires = >=3.10\ninstall_requires =\n  fastapi>=0.1\n"
    found = manifest("setup.cfg", setup + "[options.extras_require]\ntest = pytest\n")
    assert listed(found) == [("fastapi", ">=0.1", "", 6), ("pytest", "", "test", 8)]
    assert found.python is not None
    pipfile = '[packages]\nfastapi = "*"\n[dev-packages]\npytest = "==8.0"\n[requires]\npython_version = "3.11"\n'
    found = manifest("Pipfile", pipfile)
    assert listed(found) == [("fastapi", "", "", 2), ("pytest", "==8.0", "dev", 4)]
    assert found.python is not None
    assert found.python.specifier == "==3.11"


def test_lock_files_tell_versions() -> None:
    assert lock("uv.lock", '[[package]]\nname = "Fast_API"\nversion = "1.0"\n').versions == {"fast-api": "1.0"}


def test_a_folder_of_requirements_speaks_for_the_one_above() -> None:
    assert is_manifest("a/requirements/base.txt")
    assert not is_manifest("docs/notes.txt")
    assert (folder_of("a/requirements/base.txt"), folder_of("a/requirements.txt"), folder_of("x.toml")) == (
        "a",
        "a",
        "",
    )
