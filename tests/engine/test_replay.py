"""An answer is given again only when everything that decided it is as it was."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from fastapi_lint.engine.replay import key, record, replay

KEY = key(["check"], "/project", {})
ANSWER = (b"1 finding\n\xff", 1)


class Project:
    """A project of one file whose answer is recorded, as if the run had begun a second later."""

    def __init__(self, folder: Path) -> None:
        self.root = folder / "project"
        self.file = self.root / "main.py"
        self.absent = self.root / "fastapi-lint.toml"
        self.cache = folder / "cache"
        self.root.mkdir()
        self.file.write_text("x = 1\n")
        self.keep()

    def keep(self, key: str = KEY, *, seconds_later: float = 1.0) -> bool:
        paths = [str(self.root), str(self.file), str(self.absent)]
        return record(str(self.cache), key, time.time_ns() + int(seconds_later * 1e9), paths, *ANSWER)

    def answer(self, key: str = KEY) -> tuple[bytes, int] | None:
        return replay(str(self.cache), key)

    def records(self) -> list[Path]:
        return sorted(self.cache.glob("answer-*"))


@pytest.fixture
def project(tmp_path: Path) -> Project:
    return Project(tmp_path)


def test_the_answer_of_an_unchanged_project_is_given_again(project: Project) -> None:
    assert project.answer() == ANSWER


def _same_size(project: Project) -> None:
    times = project.file.stat()
    project.file.write_text("x = 2\n")
    os.utime(project.file, ns=(times.st_atime_ns, times.st_mtime_ns))


CHANGES: dict[str, Callable[[Project], object]] = {
    "a longer file": lambda project: project.file.write_text("x = 10\n"),
    "a file of the same size and time": _same_size,
    "a touched file": lambda project: os.utime(project.file, ns=(1, 1)),
    "a deleted file": lambda project: project.file.unlink(),
    "a new file in a folder": lambda project: (project.root / "new.py").touch(),
    "a file where none was": lambda project: project.absent.touch(),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_a_changed_project_has_no_answer(project: Project, change: Callable[[Project], object]) -> None:
    time.sleep(0.02)  # longer than a tick of the file system's clock
    change(project)
    assert project.answer() is None


def test_a_file_that_changed_during_the_run_prevents_an_answer(project: Project) -> None:
    assert not project.keep("other", seconds_later=-1)
    assert project.answer("other") is None


def test_a_file_that_changed_just_before_the_run_prevents_an_answer(project: Project) -> None:
    project.file.write_text("x = 2\n")
    assert not project.keep("other", seconds_later=0.01)


def test_a_file_that_is_absent_prevents_nothing(project: Project) -> None:
    assert record(str(project.cache), "other", time.time_ns(), [str(project.absent)], *ANSWER)
    assert project.answer("other") == ANSWER


@pytest.mark.parametrize(
    "other",
    [
        key(["check", "app"], "/project", {}),
        key(["check"], "/other", {}),
        key(["check"], "/project", {"NO_COLOR": "1"}),
        key(["check"], "/project", {"FASTAPI_LINT_ANYTHING": "1"}),
        key(["check"], "/project", {}, width=80),
    ],
)
def test_each_question_has_an_answer_of_its_own(project: Project, other: str) -> None:
    assert project.answer(other) is None


def test_a_variable_that_decides_nothing_is_no_part_of_the_question() -> None:
    assert key(["check"], "/project", {"SHLVL": "2"}) == KEY


def test_an_argument_is_never_taken_for_a_setting() -> None:
    assert key(["NO_COLOR=1"], "/project", {}) != key([], "/project", {"NO_COLOR": "1"})


def test_no_cache_has_no_answer(tmp_path: Path) -> None:
    assert replay(str(tmp_path / "absent"), KEY) is None


@pytest.mark.parametrize("size", [0, 1, 20, -20, -1])
def test_a_truncated_record_is_no_answer(project: Project, size: int) -> None:
    (file,) = project.records()
    file.write_bytes(file.read_bytes()[:size])
    assert project.answer() is None


def test_a_damaged_record_is_no_answer(project: Project) -> None:
    (file,) = project.records()
    whole = file.read_bytes()
    answers = set()
    for position in range(0, len(whole), 7):
        file.write_bytes(whole[:position] + bytes([whole[position] ^ 1]) + whole[position + 1 :])
        answers.add(project.answer())
    assert answers == {None}


def test_a_record_under_the_name_of_another_is_no_answer(project: Project) -> None:
    (file,) = project.records()
    project.keep("other")
    (other,) = (record for record in project.records() if record != file)
    file.replace(other)
    assert project.answer("other") is None


def test_a_cache_that_came_with_the_project_is_no_answer(project: Project) -> None:
    shutil.copytree(project.cache, project.cache.with_name("copy"))
    assert replay(str(project.cache.with_name("copy")), KEY) is None


def test_a_folder_that_refuses_costs_only_the_answer(project: Project) -> None:
    assert not record(str(project.file / "cache"), KEY, time.time_ns() + 10**9, [], *ANSWER)


def test_the_folder_is_kept_out_of_version_control_and_backups(project: Project) -> None:
    assert (project.cache / ".gitignore").read_text() == "*\n"
    assert (project.cache / "CACHEDIR.TAG").read_text().startswith("Signature: 8a477f597d28d172789f06886806bc55\n")


def test_names_that_are_no_text_are_understood(project: Project) -> None:
    name = key(["check", "\udcff.py"], "/project", {})
    assert record(str(project.cache), name, time.time_ns(), [str(project.root / "\udcff.py")], *ANSWER)
    assert project.answer(name) == ANSWER


def test_only_the_latest_answers_are_kept(project: Project) -> None:
    for number in range(40):
        project.keep(f"question {number}")
    assert len(project.records()) == 32
    assert project.answer("question 39") == ANSWER


def test_a_warm_run_imports_next_to_nothing() -> None:
    code = "import sys; before = {*sys.modules}; import fastapi_lint.engine.replay; print(*{*sys.modules} - before)"
    done = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    loaded = {name for name in done.stdout.split() if not name.startswith("fastapi_lint")}
    assert loaded <= {"zlib", "marshal"}
