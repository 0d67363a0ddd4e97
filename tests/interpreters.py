"""The supported Pythons of this machine."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

SUPPORTED = ("3.11", "3.12", "3.13")


@cache
def interpreters() -> dict[str, str]:
    """The running interpreter and every other supported one that starts, by version."""
    found = {f"{sys.version_info.major}.{sys.version_info.minor}": sys.executable}
    for version in SUPPORTED:
        if version not in found and (program := next(filter(_starts, _programs(version)), "")):
            found[version] = program
    return dict(sorted(found.items()))


def oldest(versions: tuple[str, ...]) -> str:
    """The first of these Pythons that this machine has, else the running one: services may be older than we are."""
    found = (program for version in versions for program in _programs(version) if _starts(program))
    return next(found, sys.executable)


def _programs(version: str) -> Iterator[str]:
    """Where an interpreter may be: on PATH, and behind the launchers that a version manager puts there."""
    managed = sorted(Path("~/.pyenv/versions").expanduser().glob(f"{version}.*/bin"), reverse=True)
    for folder in (*os.environ.get("PATH", "").split(os.pathsep), *map(str, managed)):
        program = Path(folder, f"python{version}")
        if program.is_file():
            yield str(program)


def _starts(program: str) -> bool:
    """Whether it is a Python with venv; version managers leave launchers for what is switched off."""
    return subprocess.run([program, "-c", "import venv"], capture_output=True, check=False).returncode == 0
