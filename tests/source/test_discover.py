"""Which files are found, and what each is taken for."""

from __future__ import annotations

import os
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


def test_a_virtual_environment_of_any_name_is_passed_over(tmp_path: Path) -> None:
    write(tmp_path, {"my-env/pyvenv.cfg": "home = x\n", "my-env/lib/a.py": "", "b.py": ""})
    assert _found(tmp_path) == ["b.py"]


def test_gitignore_is_obeyed(tmp_path: Path) -> None:
    write(tmp_path, {".gitignore": "*_local.py\n/out/\n", "a_local.py": "", "out/b.py": "", "sub/out/c.py": ""})
    assert _found(tmp_path) == ["sub/out/c.py"]


def test_a_nested_gitignore_counts_from_its_own_folder(tmp_path: Path) -> None:
    write(tmp_path, {"a/.gitignore": "/x.py\n", "a/x.py": "", "a/b/x.py": "", "x.py": ""})
    assert _found(tmp_path) == ["a/b/x.py", "x.py"]


def test_a_negated_pattern_takes_a_file_back(tmp_path: Path) -> None:
    write(tmp_path, {".gitignore": "*.py\n!keep.py\n", "a.py": "", "keep.py": ""})
    assert _found(tmp_path) == ["keep.py"]


def test_a_nested_gitignore_takes_back_what_an_outer_one_ignores(tmp_path: Path) -> None:
    write(tmp_path, {".gitignore": "gen_*.py\n", "a/.gitignore": "!gen_kept.py\n", "a/gen_kept.py": "", "gen_x.py": ""})
    assert _found(tmp_path) == ["a/gen_kept.py"]


def test_the_gitignore_files_are_named_for_the_cache(tmp_path: Path) -> None:
    write(tmp_path, {".gitignore": "", "a/.gitignore": "", "a/b.py": ""})
    names = [Path(f).relative_to(tmp_path).as_posix() for f in discover(tmp_path).ignore_files]
    assert names == [".gitignore", "a/.gitignore"]


def test_every_folder_looked_into_is_named_for_the_cache(tmp_path: Path) -> None:
    write(tmp_path, {"a/b/c.py": "", ".venv/d.py": ""})
    names = [Path(f).relative_to(tmp_path).as_posix() for f in discover(tmp_path).folders]
    assert names == [".", "a", "a/b"]


def test_exclude_replaces_the_default_folders(tmp_path: Path) -> None:
    write(tmp_path, {"build/a.py": "", "old/b.py": "", ".git/hooks/c.py": ""})
    assert _found(tmp_path, exclude=("old/",)) == ["build/a.py"]


def test_extend_exclude_adds_to_the_default_folders(tmp_path: Path) -> None:
    write(tmp_path, {"build/a.py": "", "old/b.py": "", "c.py": ""})
    assert _found(tmp_path, extend_exclude=("old/",)) == ["c.py"]


def test_a_loop_of_folder_links_is_not_followed(tmp_path: Path) -> None:
    write(tmp_path, {"a/b.py": ""})
    (tmp_path / "a" / "loop").symlink_to(tmp_path, target_is_directory=True)
    assert _found(tmp_path) == ["a/b.py"]


def test_two_links_to_one_file_count_once(tmp_path: Path) -> None:
    write(tmp_path, {"elsewhere/x.txt": "x = 1\n"})
    (tmp_path / "a.py").symlink_to(tmp_path / "elsewhere" / "x.txt")
    (tmp_path / "b.py").symlink_to(tmp_path / "elsewhere" / "x.txt")
    assert _found(tmp_path) == ["a.py"]


def test_a_dangling_link_is_left_out_with_its_reason(tmp_path: Path) -> None:
    (tmp_path / "a.py").symlink_to(tmp_path / "nowhere.py")
    found = discover(tmp_path)
    assert not found.files
    assert [(s.subject, s.reason) for s in found.skipped] == [("a.py", "it cannot be read: No such file or directory")]


def test_a_file_that_links_to_itself_is_left_out_with_its_reason(tmp_path: Path) -> None:
    (tmp_path / "a.py").symlink_to("a.py")
    (skipped,) = discover(tmp_path).skipped
    assert skipped.subject == "a.py"


def test_a_folder_called_like_a_file_is_looked_into(tmp_path: Path) -> None:
    write(tmp_path, {"x.py/inner.py": ""})
    assert _found(tmp_path) == ["x.py/inner.py"]


def test_a_link_to_a_folder_called_like_a_file_is_left_out_with_its_reason(tmp_path: Path) -> None:
    write(tmp_path, {"real/inner.py": ""})
    (tmp_path / "x.py").symlink_to(tmp_path / "real", target_is_directory=True)
    found = discover(tmp_path)
    assert [f.path for f in found.files] == ["real/inner.py"]
    assert [(s.subject, s.reason) for s in found.skipped] == [("x.py", "it is not a regular file")]


def test_a_pipe_called_like_a_file_is_left_out_with_its_reason(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "x.py")
    (skipped,) = discover(tmp_path).skipped
    assert (skipped.subject, skipped.reason) == ("x.py", "it is not a regular file")


def test_a_folder_that_cannot_be_read_is_left_out_with_its_reason(tmp_path: Path) -> None:
    (skipped,) = discover(tmp_path / "missing").skipped
    assert skipped.reason == "the folder cannot be read: No such file or directory"


def test_a_gitignore_that_cannot_be_read_ignores_nothing(tmp_path: Path) -> None:
    write(tmp_path, {"a.py": "", ".gitignore/inner.txt": ""})
    assert _found(tmp_path) == ["a.py"]


def test_a_gitignore_that_is_not_utf_8_is_still_read(tmp_path: Path) -> None:
    write(tmp_path, {".gitignore": b"caf\xe9.py\nb.py\n", "a.py": "", "b.py": ""})
    assert _found(tmp_path) == ["a.py"]


@pytest.mark.parametrize(
    ("path", "role"),
    [
        ("app/main.py", Role.APPLICATION),
        ("app/api/versions.py", Role.APPLICATION),
        ("tests/api/test_items.py", Role.TEST),
        ("app/conftest.py", Role.TEST),
        ("app/items_test.py", Role.TEST),
        ("alembic/versions/0001_start.py", Role.MIGRATION),
        ("docs_src/tutorial/a.py", Role.EXAMPLE),
        ("scripts/seed.py", Role.SCRIPT),
        ("setup.py", Role.SCRIPT),
        ("app/items_pb2.py", Role.GENERATED),
        ("app/generated/client.py", Role.GENERATED),
    ],
)
def test_a_files_role_follows_from_its_name_and_folder(path: str, role: Role) -> None:
    assert role_of(path) is role


def test_a_module_of_a_package_is_no_installation_script_for_being_called_setup(tmp_path: Path) -> None:
    write(tmp_path, {"setup.py": "", "app/__init__.py": "", "app/setup.py": "", "backend/setup.py": ""})
    found = {f.path: f.role for f in discover(tmp_path).files if f.path.endswith("setup.py")}
    assert found == {"app/setup.py": Role.APPLICATION, "backend/setup.py": Role.SCRIPT, "setup.py": Role.SCRIPT}


def test_the_projects_own_globs_decide_before_the_customary_names(tmp_path: Path) -> None:
    write(tmp_path, {"tests/live/a.py": "", "tests/b.py": "", "jobs/c.py": ""})
    roles = [("tests/live", Role.APPLICATION), ("jobs/*.py", Role.SCRIPT)]
    found = {f.path: f.role for f in discover(tmp_path, roles=roles).files}
    assert found == {"jobs/c.py": Role.SCRIPT, "tests/b.py": Role.TEST, "tests/live/a.py": Role.APPLICATION}
