"""Patches as git and patch take them: in the bytes of the files, whatever these are called."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from fastapi_lint.engine.fixing.patch import Patch, unified_diff

_NAMES = ("a.py", "app/my file.py", "äö.py", 'quo"te.py', "back\\slash.py", "ta\tb.py", "\udcff.py")
_APPLY = (("git", "apply", "-"), ("patch", "--binary", "--quiet", "-p1"))


def applied(command: tuple[str, ...], folder: Path, name: str, before: bytes, after: bytes) -> bytes:
    """What a file holds after a program applied the patch in a folder that is no repository."""
    file = folder / name
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(before)
    environment = os.environ | {"GIT_CEILING_DIRECTORIES": str(folder.parent)}
    patch = unified_diff(name, before, after)
    done = subprocess.run(command, cwd=folder, env=environment, input=patch, capture_output=True, check=False)
    assert done.returncode == 0, done.stderr
    return file.read_bytes()


def test_a_patch_names_both_sides() -> None:
    assert unified_diff("app/a.py", b"a\nb\n", b"a\nc\n") == (
        b"--- a/app/a.py\n+++ b/app/a.py\n@@ -1,2 +1,2 @@\n a\n-b\n+c\n"
    )


def test_a_patch_marks_a_missing_last_newline() -> None:
    assert unified_diff("a.py", b"a", b"b\r\n") == (
        b"--- a/a.py\n+++ b/a.py\n@@ -1 +1 @@\n-a\n\\ No newline at end of file\n+b\r\n"
    )


def test_equal_contents_have_no_patch() -> None:
    assert unified_diff("a.py", b"a\n", b"a\n") == b""


@pytest.mark.parametrize("command", _APPLY, ids=lambda command: str(command[0]))
@pytest.mark.parametrize(
    "name", ["a.py", "app/my file.py", "äö.py", 'quo"te.py', "back\\slash.py", "ta\tb.py", "\udcff.py"]
)
def test_a_patch_applies_whatever_a_file_is_called(tmp_path: Path, command: tuple[str, ...], name: str) -> None:
    assert applied(command, tmp_path, name, b"a = 1\n", b"a = 2\n") == b"a = 2\n"


_CONTENTS = st.lists(
    st.sampled_from(
        [b"a", b"b = 1", b"\xe9", b"\xef\xbb\xbf", b"\n", b"\r\n", b"\r", b"\x0c", b"\x85", b"\xe2\x80\xa8"]
    ),
    max_size=12,
).map(b"".join)


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(before=_CONTENTS.filter(bool), after=_CONTENTS.filter(bool))
def test_a_patch_turns_any_bytes_into_any_others(tmp_path: Path, before: bytes, after: bytes) -> None:
    if before != after:
        assert applied(_APPLY[0], tmp_path, "a.py", before, after) == after


def test_a_reader_sees_the_text_of_a_patch() -> None:
    assert Patch("+é\n".encode("latin-1"), "latin-1").shown() == "+é\n"
