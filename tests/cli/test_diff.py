"""`check --diff` gives a patch that git applies, and that leaves what `--fix` would have written."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from contextlib import chdir
from pathlib import Path

import pytest
from click.testing import CliRunner

from fastapi_lint.cli.app import app
from tests.source.build import write

_SOURCE = '''\
# -*- coding: {encoding} -*-
"""Grüße, naïve café."""

from fastapi import Depends, FastAPI

app = FastAPI()


def get_limit() -> int:
    return 10  # ±


@app.get("/items")
def read_items(limit: int = Depends(get_limit)) -> list[int]:
    """Fünf Stück."""
    return [limit]
'''
_FORMS = {
    "latin-1": _SOURCE.format(encoding="latin-1").encode("latin-1"),
    "cp1252, CRLF": _SOURCE.format(encoding="cp1252").replace("\n", "\r\n").encode("cp1252"),
    "UTF-8 with a byte order mark": b"\xef\xbb\xbf" + _SOURCE.format(encoding="utf-8").encode(),
    "byte order mark and CRLF": b"\xef\xbb\xbf" + _SOURCE.format(encoding="utf-8").replace("\n", "\r\n").encode(),
    "no last newline": _SOURCE.format(encoding="latin-1").rstrip().encode("latin-1"),
    "form feed and line separator": _SOURCE.format(encoding="utf-8").replace("±", "\u2028\x0c").encode(),
}


def _lint(folder: Path, *arguments: str) -> bytes:
    """What a check from that folder writes."""
    command = ["check", "--no-cache", "--select", "default-value-dependency", *arguments]
    with chdir(folder):
        return CliRunner().invoke(app, command, standalone_mode=False).stdout_bytes


def _applied(folder: Path, patch: bytes) -> None:
    command = ["git", "apply", "--whitespace=nowarn", "-"]
    environment = os.environ | {"GIT_CEILING_DIRECTORIES": str(folder.parent)}
    done = subprocess.run(command, cwd=folder, env=environment, input=patch, capture_output=True, check=False)
    assert done.returncode == 0, done.stderr


def _service(folder: Path) -> None:
    """A service in a subfolder of a repository, in which every file has another form."""
    write(folder, {"services/shop/fastapi-lint.toml": ""})
    for number, data in enumerate(_FORMS.values()):
        (folder / f"services/shop/my app {number}.py").write_bytes(data)


def test_what_git_applies_is_what_fix_writes_byte_for_byte(tmp_path: Path) -> None:
    _service(tmp_path / "patched")
    shutil.copytree(tmp_path / "patched", tmp_path / "fixed")
    _applied(tmp_path / "patched", _lint(tmp_path / "patched", "services/shop", "--diff"))
    _lint(tmp_path / "fixed", "services/shop", "--fix")
    for number, form in enumerate(_FORMS):
        patched, fixed = (tmp_path / where / f"services/shop/my app {number}.py" for where in ("patched", "fixed"))
        assert patched.read_bytes() == fixed.read_bytes(), form
        assert b"limit: Annotated[int, Depends(get_limit)]" in fixed.read_bytes(), form


@pytest.mark.parametrize(
    ("start", "name"), [(".", "services/shop/"), ("services/shop", ""), ("services/shop/part", "")]
)
def test_a_patch_names_files_from_where_it_was_asked_for(tmp_path: Path, start: str, name: str) -> None:
    _service(tmp_path)
    (tmp_path / start).mkdir(exist_ok=True)
    patch = _lint(tmp_path / start, str(tmp_path / "services/shop"), "--diff")
    assert f"--- a/{name}my app 0.py\t\n+++ b/{name}my app 0.py\t\n".encode() in patch


def test_a_patch_goes_into_a_file_in_the_same_bytes(tmp_path: Path) -> None:
    _service(tmp_path)
    shown = _lint(tmp_path, "services/shop", "--diff")
    _lint(tmp_path, "services/shop", "--diff", "--output-file", "out/fix.patch")
    assert (tmp_path / "out/fix.patch").read_bytes() == shown


def test_a_recorded_patch_is_the_same_again(tmp_path: Path) -> None:
    _service(tmp_path)
    command = [sys.executable, "-m", "fastapi_lint", "check", "services/shop", "--diff"]
    first, again = (subprocess.run(command, cwd=tmp_path, capture_output=True, check=False) for _ in range(2))
    assert first.stdout == again.stdout
    assert "Grüße".encode("latin-1") in again.stdout
