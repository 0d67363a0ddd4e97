"""Git says which lines changed, whatever the user's git is set to."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest

from fastapi_lint.delegate.changed import changed_lines, doubt_about
from fastapi_lint.model.errors import UsageError

TEN = "".join(f"line {n}\n" for n in range(1, 11))


class Repository:
    """A real repository with one commit in which `app/main.py` has ten lines."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.git("init", "--quiet", "--initial-branch=main")
        self.commit("app/main.py", TEN)

    def git(self, *arguments: str) -> str:
        identity = ("-c", "user.name=A", "-c", "user.email=a@example.com", "-c", "commit.gpgsign=false")
        done = subprocess.run(["git", *identity, *arguments], cwd=self.root, check=True, capture_output=True, text=True)
        return done.stdout

    def write(self, path: str, text: str | bytes) -> None:
        file = self.root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(text if isinstance(text, bytes) else text.encode())

    def commit(self, path: str, text: str | bytes) -> None:
        self.write(path, text)
        self.git("add", "--all")
        self.git("commit", "--quiet", "--message=work")

    def changed(self, revision: str = "HEAD", folder: str = "") -> dict[str, list[int]]:
        """The line numbers as lists; of files that count whole, the first two."""
        found = changed_lines(self.root / folder, revision)
        return {path: [n for lines in ranges for n in list(lines[:2])] for path, ranges in found.items()}


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Repository:
    for name in [name for name in os.environ if name.startswith("GIT_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(tmp_path / "gitconfig"))
    (tmp_path / "work").mkdir()
    return Repository(tmp_path / "work")


def test_a_shallow_clone_is_told_how_to_get_the_revision(repository: Repository, tmp_path: Path) -> None:
    repository.commit("app/main.py", TEN.replace("line 2\n", "changed\n"))
    source = f"file://{repository.root}"
    subprocess.run(["git", "clone", "--quiet", "--depth=1", source, str(tmp_path / "clone")], check=True)
    with pytest.raises(
        UsageError, match=r"no revision `HEAD~1`; this clone is shallow, so fetch all .* `fetch-depth: 0`"
    ):
        changed_lines(tmp_path / "clone", "HEAD~1")


def test_the_repository_of_somebody_else_is_told_how_to_be_trusted(
    repository: Repository, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GIT_TEST_ASSUME_DIFFERENT_OWNER", "1")
    with pytest.raises(UsageError, match=r"dubious ownership .*; `git config --global --add safe.directory FOLDER`"):
        repository.changed()


def test_nothing_changed_is_nothing(repository: Repository) -> None:
    assert repository.changed() == {}


def test_uncommitted_and_staged_lines_count(repository: Repository) -> None:
    repository.write("app/main.py", TEN.replace("line 2\n", "changed\n"))
    repository.git("add", "--all")
    repository.write("app/main.py", TEN.replace("line 2\n", "changed\n").replace("line 8\n", "8a\n8b\n"))
    assert repository.changed() == {"app/main.py": [2, 8, 9]}


def test_committed_lines_count_since_their_revision(repository: Repository) -> None:
    repository.commit("app/main.py", f"first\n{TEN}")
    assert (repository.changed("HEAD~1"), repository.changed("HEAD")) == ({"app/main.py": [1]}, {})


def test_lines_of_the_other_branch_are_no_changes(repository: Repository) -> None:
    repository.git("switch", "--quiet", "--create=feature")
    repository.commit("app/main.py", f"{TEN}last\n")
    repository.git("switch", "--quiet", "main")
    repository.commit("app/main.py", f"first\n{TEN}")
    repository.git("switch", "--quiet", "feature")
    assert repository.changed("main") == {"app/main.py": [11]}


def test_a_branch_without_common_history_is_compared_as_it_is(repository: Repository) -> None:
    repository.git("switch", "--quiet", "--orphan", "other")
    repository.commit("app/main.py", f"{TEN}last\n")
    assert repository.changed("main") == {"app/main.py": [11]}


def test_an_untracked_file_counts_whole_unless_it_is_ignored(repository: Repository) -> None:
    repository.commit(".gitignore", "ignored.py\n")
    repository.write("app/new é.py", "x\n")
    repository.write("ignored.py", "x\n")
    assert repository.changed() == {"app/new é.py": [1, 2]}


def test_a_new_tracked_file_counts_by_its_lines(repository: Repository) -> None:
    repository.write("new.py", "x\n")
    repository.git("add", "--all")
    assert repository.changed() == {"new.py": [1]}


def test_a_renamed_file_has_only_its_changed_lines(repository: Repository) -> None:
    repository.git("mv", "app/main.py", "app/service.py")
    repository.write("app/service.py", TEN.replace("line 5", "line five"))
    assert repository.changed() == {"app/service.py": [5]}


def test_deleted_files_and_lines_have_no_numbers(repository: Repository) -> None:
    repository.commit("app/other.py", "x\n")
    (repository.root / "app/other.py").unlink()
    repository.write("app/main.py", TEN.replace("line 5\n", ""))
    assert repository.changed() == {}


@pytest.mark.parametrize(
    "name", ["a b.py", "é.py", 'quo"te.py', "tab\t.py", "back\\slash.py", "new\nline.py", "\udcff.py"]
)
def test_every_name_of_a_file_is_understood(repository: Repository, name: str) -> None:
    repository.commit(name, "x\n")
    repository.write(name, "y\n")
    assert repository.changed() == {name: [1]}


def test_content_that_looks_like_a_header_is_content(repository: Repository) -> None:
    repository.commit("app/main.py", "-- a/x.py\n++ b/x.py\n@@ -1 +1 @@\n")
    repository.write("app/main.py", "++ b/y.py\n@@ -1 +7 @@\n")
    repository.git("add", "--all")
    assert repository.changed() == {"app/main.py": [1, 2]}


def test_a_missing_newline_at_the_end_shifts_nothing(repository: Repository) -> None:
    repository.commit("a.py", "x")
    repository.commit("b.py", "x\n")
    repository.write("a.py", "y")
    repository.write("b.py", "y")
    assert repository.changed() == {"a.py": [1], "b.py": [1]}


def test_a_binary_file_counts_whole(repository: Repository) -> None:
    repository.commit("data and b.py", b"\0")
    repository.write("data and b.py", b"\0\0")
    repository.write("app/main.py", TEN.replace("line 1\n", "1\n"))
    assert repository.changed() == {"app/main.py": [1], "data and b.py": [1, 2]}


def test_paths_are_relative_to_the_folder_asked_about(repository: Repository) -> None:
    repository.commit("other/x.py", "x\n")
    repository.write("other/x.py", "y\n")
    repository.write("app/main.py", "x\n")
    repository.write("app/new.py", "x\n")
    assert repository.changed(folder="app") == {"main.py": [1], "new.py": [1, 2]}


@pytest.mark.parametrize(
    "setting",
    [
        "diff.noprefix=true",
        "diff.mnemonicPrefix=true",
        "diff.context=9",
        "diff.interHunkContext=9",
        "diff.external=false",
        "color.diff=always",
        "core.quotePath=false",
        "diff.renames=false",
        "diff.submodule=log",
        "diff.wordRegex=.",
    ],
)
def test_the_users_settings_change_nothing(repository: Repository, setting: str) -> None:
    repository.git("config", *setting.split("=", 1))
    repository.git("mv", "app/main.py", "app/é.py")
    repository.write("app/é.py", TEN.replace("line 2\n", "2\n").replace("line 6\n", "6\n"))
    assert repository.changed() == {"app/é.py": [2, 6]}


def test_the_users_environment_changes_nothing(repository: Repository, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIT_DIFF_OPTS", "--unified=9")
    monkeypatch.setenv("GIT_EXTERNAL_DIFF", "false")
    repository.write("app/main.py", TEN.replace("line 2\n", "2\n"))
    assert repository.changed() == {"app/main.py": [2]}


@pytest.mark.parametrize("revision", ["absent", "--output=x", "", "HEAD:app", "main..main"])
def test_an_unknown_revision_is_named(repository: Repository, revision: str) -> None:
    with pytest.raises(UsageError) as caught:
        repository.changed(revision)
    assert str(caught.value).startswith(f"git knows no revision `{revision}`; name a commit, branch or tag, and fetch")


def test_a_folder_outside_of_any_repository_is_named(repository: Repository, tmp_path: Path) -> None:
    with pytest.raises(UsageError) as caught:
        changed_lines(tmp_path, "HEAD")
    assert str(caught.value).startswith(f"git cannot tell what changed in `{tmp_path}`: not a git repository")


def test_a_machine_without_git_is_told_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(UsageError, match="git is not installed"):
        changed_lines(tmp_path, "HEAD")


def test_a_git_that_cannot_run_is_told_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "git").mkdir()
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(UsageError, match=r"git cannot tell what changed in .*Permission denied"):
        changed_lines(tmp_path, "HEAD")


def cloned(repository: Repository, folder: Path, depth: int) -> None:
    """A clone of the branch `feature`, with `main` beside it, both without their history."""
    source = f"file://{repository.root}"
    options = ("--quiet", f"--depth={depth}", "--branch=feature", "--no-single-branch")
    subprocess.run(["git", "clone", *options, source, str(folder)], check=True)


def test_a_clone_that_does_not_reach_back_to_the_branch_is_told_of(repository: Repository, tmp_path: Path) -> None:
    repository.git("checkout", "--quiet", "-b", "feature")
    repository.commit("app/new.py", "x = 1\n")
    repository.git("checkout", "--quiet", "main")
    repository.commit("app/main.py", TEN.replace("line 2\n", "theirs\n"))
    cloned(repository, tmp_path / "shallow", 1)
    assert set(changed_lines(tmp_path / "shallow", "origin/main")) == {"app/main.py", "app/new.py"}
    assert doubt_about(tmp_path / "shallow", "origin/main").startswith(
        "lines that only `origin/main` has changed count as yours too, as this clone is shallow, so fetch all"
    )
    cloned(repository, tmp_path / "whole", 9)
    assert set(changed_lines(tmp_path / "whole", "origin/main")) == {"app/new.py"}
    assert doubt_about(tmp_path / "whole", "origin/main") == ""


@pytest.mark.parametrize("hook", [False, True], ids=["shell", "hook"])
def test_lines_of_a_submodule_count_where_it_is_checked_out(
    repository: Repository, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, hook: bool
) -> None:
    (tmp_path / "part").mkdir()
    part = Repository(tmp_path / "part")
    repository.git("-c", "protocol.file.allow=always", "submodule", "--quiet", "add", str(part.root), "a part")
    repository.git("commit", "--quiet", "--message=part")
    inside = Repository.__new__(Repository)
    inside.root = repository.root / "a part"
    inside.commit("app/main.py", TEN.replace("line 2\n", "2\n"))
    inside.write("app/main.py", TEN.replace("line 2\n", "2\n").replace("line 6\n", "6\n"))
    inside.write("app/new.py", "x = 1\n")
    if hook:  # as git calls its hooks
        monkeypatch.setenv("GIT_INDEX_FILE", ".git/index")
        monkeypatch.setenv("GIT_DIR", ".git")
    changed = repository.changed()
    assert changed.pop("a part", None) in (None, [1])
    assert changed == {"a part/app/main.py": [2, 6], "a part/app/new.py": [1, 2]}
    assert repository.changed("HEAD~1")["a part/app/main.py"] == [1, 2]
