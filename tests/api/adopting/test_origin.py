"""Where pre-commit and CI are told to install the product from."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest

from fastapi_lint import __version__
from fastapi_lint.api.adopting.origin import Origin, installed_from, origin
from fastapi_lint.model.errors import UsageError


def test_what_an_installer_got_from_an_index_is_pinned_to_its_version() -> None:
    assert installed_from(None) == Origin(version=__version__)
    assert installed_from(None).requirement == f"fastapi-lint=={__version__}"


def test_what_an_installer_got_from_a_repository_is_pinned_to_its_commit() -> None:
    noted = {"url": "https://git.example/lint.git", "vcs_info": {"vcs": "git", "commit_id": "c" * 40}}
    assert installed_from(json.dumps(noted)) == Origin("https://git.example/lint.git", "c" * 40)


def test_a_clone_stands_for_where_it_came_from(tmp_path: Path) -> None:
    folder = tmp_path / "a clone"
    folder.mkdir()
    for command in (
        ["init", "--quiet"],
        ["-c", "user.name=a", "-c", "user.email=a@b.c", "commit", "--quiet", "--allow-empty", "--message=x"],
        ["remote", "add", "origin", "git@git.example:acme/lint.git"],
    ):
        subprocess.run(["git", *command], cwd=folder, check=True)
    found = installed_from(json.dumps({"url": folder.as_uri(), "dir_info": {"editable": True}}))
    assert (found.url, len(found.revision)) == ("git@git.example:acme/lint.git", 40)
    assert found.requirement == f"fastapi-lint @ git+ssh://git@git.example/acme/lint.git@{found.revision}"


def test_a_folder_that_nobody_else_has_is_no_origin(tmp_path: Path) -> None:
    found = installed_from(json.dumps({"url": tmp_path.as_uri(), "dir_info": {}}))
    assert found == Origin()
    assert found.requirement == ""


@pytest.mark.parametrize(
    ("asked", "requirement"),
    [
        ("https://git.example/lint@v1", "fastapi-lint @ git+https://git.example/lint@v1"),
        ("git@git.example:acme/lint.git@v1", "fastapi-lint @ git+ssh://git@git.example/acme/lint.git@v1"),
        ("/srv/lint@main", "fastapi-lint @ git+file:///srv/lint@main"),
    ],
)
def test_a_source_is_a_repository_at_a_revision(asked: str, requirement: str) -> None:
    assert origin(asked).requirement == requirement


@pytest.mark.parametrize("asked", ["", "v1", "https://git.example/lint", "git@git.example:acme/lint", "x@", "@v1"])
def test_a_source_without_a_revision_is_refused_with_an_example(asked: str) -> None:
    with pytest.raises(UsageError, match="is no URL@REVISION, as in"):
        origin(asked)
