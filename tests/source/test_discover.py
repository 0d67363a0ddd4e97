"""Which files are found, and what each is taken for."""

from __future__ import annotations

from pathlib import Path

import pytest

from fastapi_lint.facts.code import Role
from fastapi_lint.source.discover import discover, role_of
from tests.source.build import write


def _found(folder: Path, exclude: tuple[str, ...] | None = None, extend_exclude: tuple[str, ...] = ()) -> list[str]:
    return [f.path for f in discover(folder, exclude, extend_exclude).files]


def test_python_files_are_found_in_path_order(tmp_path: Path) -> None:
    write(tmp_path, {"b.py": "", "a/z.py": "", "a/__init__.py": "", "notes.txt": "", "a/data.json": ""})
    assert _found(tmp_path) == ["a/__init__.py", "a/z.py", "b.py"]


def test_the_state_of_each_file_is_kept_for_the_cache(tmp_path: Path) -> None:
    write(tmp_path, {"a.py": "x = 1\n"})
    (found,) = discover(tmp_path).files
    status = (tmp_path / "a.py").stat()
    assert (found.size, found.mtime_ns, found.ctime_ns) == (6, status.st_mtime_ns, status.st_ctime_ns)
    assert found.file == str(tmp_path / "a.py")


@pytest.mark.parametrize("name", [".venv", "node_modules", "__pycache__", "build", "x.egg-info", "site-packages"])
def test_folders_that_never_hold_own_code_are_passed_over(tmp_path: Path, name: str) -> None:
    write(tmp_path, {f"{name}/a.py": "", "b.py": ""})
    assert _found(tmp_path) == ["b.py"]


def _linked(folder: Path) -> tuple[list[str], list[tuple[str, str]]]:
    found = discover(folder)
    return [f.path for f in found.files], list(found.links)


def test_a_link_to_a_file_of_the_project_is_no_second_file(tmp_path: Path) -> None:
    write(tmp_path, {"app/main.py": ""})
    (tmp_path / "app/alias.py").symlink_to("main.py")
    (tmp_path / "again.py").symlink_to("app/alias.py")
    assert _linked(tmp_path) == (["app/main.py"], [("again.py", "app/main.py"), ("app/alias.py", "app/main.py")])


def test_links_to_a_file_of_another_place_are_one_file(tmp_path: Path) -> None:
    write(tmp_path, {"elsewhere/shared.py": "", "project/main.py": ""})
    for name in ("b.py", "a.py"):
        (tmp_path / "project" / name).symlink_to("../elsewhere/shared.py")
    assert _linked(tmp_path / "project") == (["a.py", "main.py"], [("b.py", "a.py")])


def test_a_link_to_a_file_that_is_left_out_is_the_file(tmp_path: Path) -> None:
    write(tmp_path, {"vendor/shared.py": "", "main.py": ""})
    (tmp_path / "shared.py").symlink_to("vendor/shared.py")
    assert _linked(tmp_path) == (["main.py", "shared.py"], [])


def test_a_link_to_a_folder_of_the_project_holds_no_further_files(tmp_path: Path) -> None:
    write(tmp_path, {"libs/common/auth.py": "", "service/main.py": ""})
    (tmp_path / "service/common").symlink_to("../libs/common", target_is_directory=True)
    files = ["libs/common/auth.py", "service/main.py"]
    assert _linked(tmp_path) == (files, [("service/common/auth.py", "libs/common/auth.py")])


def test_a_link_to_a_folder_of_another_place_is_not_entered(tmp_path: Path) -> None:
    write(tmp_path, {"elsewhere/shared.py": "", "project/main.py": ""})
    (tmp_path / "project/linked").symlink_to("../elsewhere", target_is_directory=True)
    assert _linked(tmp_path / "project") == (["main.py"], [])


def test_a_link_to_its_own_folder_ends(tmp_path: Path) -> None:
    write(tmp_path, {"main.py": ""})
    (tmp_path / "loop").symlink_to(tmp_path, target_is_directory=True)
    assert _linked(tmp_path) == (["main.py"], [("loop/main.py", "main.py")])


def test_two_names_of_one_file_that_are_no_links_are_two_files(tmp_path: Path) -> None:
    write(tmp_path, {"a.py": ""})
    (tmp_path / "b.py").hardlink_to(tmp_path / "a.py")
    assert _linked(tmp_path) == (["a.py", "b.py"], [])


@pytest.mark.parametrize(
    ("path", "role"),
    [
        ("docs/conf.py", Role.EXAMPLE),
        ("packages/shop/docs/hooks.py", Role.EXAMPLE),
        ("backend/app/api/docs/feedback.py", Role.APPLICATION),
        ("shop/routers/doc/pages.py", Role.APPLICATION),
        ("app/examples/first.py", Role.EXAMPLE),
    ],
)
def test_a_folder_called_docs_among_routes_and_services_is_part_of_the_program(path: str, role: Role) -> None:
    assert role_of(path) is role
