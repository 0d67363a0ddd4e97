"""How the checker and the tools beside it are started."""

from __future__ import annotations

import sys
import sysconfig
from importlib.util import find_spec
from pathlib import Path

from benchmarks.speed.process import NotMeasured

PARSE = (sys.executable, str(Path(__file__).with_name("parse_files.py")))
IMPORT_LIBCST = (sys.executable, "-c", "import libcst")
COLD = ("--no-cache", "--no-delegates", "--jobs", "1")


def checker(*options: str) -> tuple[str, ...]:
    """`fastapi-lint check` as users start it."""
    return (_script("fastapi-lint"), "check", *options)


def ruff(*options: str) -> tuple[str, ...]:
    """`ruff check` without the project's own settings, so that it reads the same files."""
    return (_script("ruff"), "check", "--isolated", "--output-format", "concise", *options)


def fixit() -> tuple[str, ...]:
    """Fixit with its built-in rules; NotMeasured when it is not installed."""
    if find_spec("fixit") is None:
        raise NotMeasured("fixit is not installed; `pip install fixit` into this environment")
    return (sys.executable, "-m", "fixit", "lint")


def therapist(python: Path | None) -> tuple[str, ...]:
    """fastapi-therapist of another environment; NotMeasured when there is none."""
    if python is None:
        raise NotMeasured("pass --therapist with the interpreter (3.12 or newer) of a venv that has fastapi-therapist")
    folder = python if python.is_dir() else python.parent
    places = (folder / "fastapi-therapist", folder / "bin" / "fastapi-therapist")
    script = next((place for place in places if place.is_file()), None)
    if script is None:
        raise NotMeasured(f"{folder} has no fastapi-therapist")
    return (str(script.absolute()),)


def _script(name: str) -> str:
    script = Path(sysconfig.get_path("scripts")) / name
    if not script.is_file():
        raise NotMeasured(f"`{name}` is not installed beside {sys.executable}")
    return str(script)
