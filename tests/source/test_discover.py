"""Which files are found, and what each is taken for."""

from __future__ import annotations

from pathlib import Path

import pytest

from fastapi_lint.source.discover import discover
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
