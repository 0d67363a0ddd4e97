"""What git knows of a project, above all which lines differ from a revision: asks the installed git."""

from __future__ import annotations

import ast
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from fastapi_lint.model.errors import UsageError

_WHOLE_FILE = (range(1, sys.maxsize),)
_HUNK = re.compile(rb"@@ -\d+(?:,(?P<old>\d+))? \+(?P<start>\d+)(?:,(?P<new>\d+))? @@")
_BINARY = re.compile(rb"Binary files .* and (?P<path>b/.*|\"b/.*\"|/dev/null) differ")
_CONFIGURATION = ("core.fsmonitor=false", "core.quotePath=true")  # start no programs; paths are pure ASCII
_DIFF = (
    *("diff", "--raw", "--no-abbrev", "--patch", "--unified=0", "--inter-hunk-context=0", "--find-renames"),
    *("--relative", "--submodule=short", "--ignore-submodules=none", "--no-color"),
    *("--no-ext-diff", "--no-textconv", "--src-prefix=a/", "--dst-prefix=b/"),
)
_SUBMODULE = re.compile(rb":[0-7]{6} 160000 (?P<old>[0-9a-f]+) [0-9a-f]+ [A-Z][0-9]*\t(?P<path>.+)")
_AROUND = ("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_PREFIX", "GIT_OBJECT_DIRECTORY", "GIT_COMMON_DIR")
_SECONDS = 120


def changed_lines(root: Path, revision: str) -> dict[str, tuple[range, ...]]:
    """Path relative to `root` -> line numbers that were added or changed since the branch left `revision`.

    Uncommitted work counts, and untracked files count whole unless git ignores them. So do those of submodules that
    are checked out. Deleted files and lines have no number and do not appear. UsageError without git, a repository or
    such a revision.
    """
    return _changed(root, base(root, revision))


def doubt_about(root: Path, revision: str) -> str:
    """Why lines that the branch has not touched count as changed since a revision that is there, "" when none do."""
    try:
        _git_unless_refused(root, "merge-base", revision, "HEAD")
    except _Refused:
        if deeper := _deeper(root):
            return f"lines that only `{revision}` has changed count as yours too, as {deeper}"
    return ""


def _changed(root: Path, commit: str, *, inside: bool = False) -> dict[str, tuple[range, ...]]:
    """`inside` a submodule, what a hook of git says about the repository around it does not hold."""
    lines = _git(root, *_DIFF, commit, "--", inside=inside).split(b"\n")
    changed: dict[str, tuple[range, ...]] = {}
    for path, numbers in _changes(lines):
        changed[path] = (*changed.get(path, ()), *numbers)
    untracked = _git(root, "ls-files", "--others", "--exclude-standard", "-z", inside=inside)
    changed |= {os.fsdecode(path): _WHOLE_FILE for path in untracked.split(b"\0") if path}
    for folder, former in _submodules(lines):
        if (root / folder / ".git").exists():
            found = _changed(root / folder, _known(root / folder, former), inside=True)
            changed |= {f"{folder}/{path}": numbers for path, numbers in found.items()}
    return changed


def text_at(root: Path, revision: str, path: str) -> str | None:
    """The text of a file, by its path below `root`, in a revision ("" for what is staged); None when it has none."""
    try:
        return _git_unless_refused(root, "show", f"{revision}:./{path}").decode("utf-8")
    except (_Refused, UsageError, UnicodeDecodeError):
        return None


def staged(root: Path) -> tuple[str, ...]:
    """The paths below `root` that the next commit adds or changes; UsageError where there is no repository."""
    _git(root, "rev-parse", "--git-dir")  # without one, `git diff` compares files that have nothing to do with it
    listed = _git(root, "diff", "--cached", "--name-only", "--diff-filter=ACMR", "--relative", "-z")
    return tuple(os.fsdecode(path) for path in listed.split(b"\0") if path)


def revision(root: Path) -> str:
    """The commit that is checked out, "" where there is none or no git."""
    try:
        return _git_unless_refused(root, "rev-parse", "--verify", "--quiet", "HEAD").strip().decode("ascii")
    except (_Refused, UsageError):
        return ""


def remote(root: Path) -> str:
    """The URL from which a clone was made, "" where there is none or no git."""
    try:
        return _git_unless_refused(root, "remote", "get-url", "origin").strip().decode("utf-8", "replace")
    except (_Refused, UsageError):
        return ""


def base(root: Path, revision: str) -> str:
    """The commit to compare with: where the branch left the revision, so that others' later work is not ours.

    UsageError without git, a repository or such a revision.
    """
    _git(root, "rev-parse", "--git-dir")
    try:
        if revision.startswith("-"):
            raise _Refused(revision)
        commit = _git_unless_refused(root, "rev-parse", "--verify", "--quiet", f"{revision}^{{commit}}")
    except _Refused:
        raise UsageError(f"git knows no revision `{revision}`; {_next_step(root)}.") from None
    try:
        return _git_unless_refused(root, "merge-base", commit.strip().decode(), "HEAD").strip().decode()
    except _Refused:  # unrelated or shallow history
        return commit.strip().decode()


def _next_step(root: Path) -> str:
    """How a revision gets here."""
    return _deeper(root) or "name a commit, branch or tag, and fetch it first if it is not here"


def _deeper(root: Path) -> str:
    """What a clone without its history lacks, as build servers make them; "" for one that has it."""
    if _git(root, "rev-parse", "--is-shallow-repository").strip() != b"true":
        return ""
    ways = "`fetch-depth: 0` on GitHub, `GIT_DEPTH: 0` on GitLab, `git fetch --unshallow` elsewhere"
    return f"this clone is shallow, so fetch all of its history first: {ways}"


def _known(submodule: Path, commit: str) -> str:
    """The commit, or nothing at all where a submodule was added or has no such commit: then all of it counts."""
    try:
        _git_unless_refused(submodule, "cat-file", "-e", f"{commit}^{{commit}}", inside=True)
    except _Refused:
        return _git(submodule, "hash-object", "-t", "tree", "--stdin", inside=True).strip().decode()
    return commit


class _Refused(Exception):
    """Git ran and answered with an error, which it names."""


def _git(root: Path, *arguments: str, inside: bool = False) -> bytes:
    try:
        return _git_unless_refused(root, *arguments, inside=inside)
    except _Refused as refusal:
        raise UsageError(f"git cannot tell what changed in `{root}`: {refusal}.") from None


def _git_unless_refused(root: Path, *arguments: str, inside: bool = False) -> bytes:
    settings = [word for setting in _CONFIGURATION for word in ("-c", setting)]
    dropped = {"GIT_DIFF_OPTS", *(_AROUND if inside else ())}
    environment = {name: value for name, value in os.environ.items() if name not in dropped}
    try:
        done = subprocess.run(
            ["git", *settings, *arguments],  # noqa: S607 - the user's own git, wherever it is
            check=False,
            cwd=root,
            env=environment | {"LC_ALL": "C", "GIT_OPTIONAL_LOCKS": "0", "GIT_TERMINAL_PROMPT": "0"},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=_SECONDS,
        )
    except FileNotFoundError:
        raise UsageError("git is not installed, so nobody can tell which lines changed; install it first.") from None
    except (OSError, subprocess.TimeoutExpired) as error:
        raise UsageError(f"git cannot tell what changed in `{root}`: {error}.") from None
    if done.returncode:
        raise _Refused(_cause(done.stderr, done.returncode))
    return done.stdout


def _cause(complaint: bytes, status: int) -> str:
    lines = complaint.decode("utf-8", "replace").splitlines()
    reason = next((line for line in lines if line.startswith(("fatal: ", "error: "))), f"exit status {status}")
    told = re.sub(r"^(fatal|error): ", "", reason).rstrip(".")
    if "dubious ownership" in told:  # as in a container that mounts the repository of somebody else
        told += "; `git config --global --add safe.directory FOLDER` says that you trust it"
    return told


def _changes(lines: list[bytes]) -> Iterator[tuple[str, tuple[range, ...]]]:
    """The hunks of a diff without context. Their content is counted over: it may look like a header."""
    position, path = 0, ""
    while position < len(lines):
        line = lines[position]
        position += 1
        if line.startswith(b"+++ "):
            path = _path(line[4:])
        elif (binary := _BINARY.fullmatch(line)) and (path := _path(binary["path"])):
            yield path, _WHOLE_FILE
        elif hunk := _HUNK.match(line):
            old, new = int(hunk["old"] or 1), int(hunk["new"] or 1)
            position = _after(lines, position, old + new)
            if new and path:
                yield path, (range(int(hunk["start"]), int(hunk["start"]) + new),)


def _submodules(lines: list[bytes]) -> Iterator[tuple[str, str]]:
    """The folders of changed submodules, each with its former commit, out of the list that stands before a diff."""
    for line in lines:
        if line.startswith(b"diff "):
            return
        if found := _SUBMODULE.fullmatch(line):
            yield _path(found["path"]), found["old"].decode()


def _after(lines: list[bytes], position: int, count: int) -> int:
    """The position behind `count` content lines; remarks about a missing newline stand between them."""
    while count:
        count -= not lines[position].startswith(b"\\")
        position += 1
    return position


def _path(written: bytes) -> str:
    """A path as a header writes it, "" for a deleted file."""
    name = written.removesuffix(b"\t").decode("ascii")
    if name.startswith('"'):
        name = os.fsdecode(ast.literal_eval(f"b{name}"))
    return name.removeprefix("b/") if name != "/dev/null" else ""
