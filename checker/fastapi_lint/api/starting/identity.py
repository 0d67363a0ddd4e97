"""What a project is called: its distribution, its import package, its title and its port."""

from __future__ import annotations

import json
import keyword
import re
import sys
import tomllib
from collections.abc import Mapping
from pathlib import Path

from fastapi_lint.model.errors import UsageError, nearest
from fastapi_lint.model.record import Record

DOCUMENT = "openapi.json"
CHOICES = ("package", "title", "description", "port")
LONGEST = 30
"""Characters of a name: the lines of the reference services leave room for no more."""

_NAME = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")
_PACKAGE = re.compile(r"[a-z][a-z0-9_]*")
_TAKEN = frozenset({"alembic", "app", "dev", "fastapi", "main", "server", "services", "shared", "src", "test", "tests"})
_PORTS = range(1024, 65536)


class Identity(Record, eq=True):
    """The names of one project. `package` is "" when no folder is called after the project."""

    name: str
    package: str
    title: str
    description: str
    port: int


def identity_of(folder: Path) -> Identity:
    """How a reference service is called: pyproject.toml and its committed OpenAPI document say so."""
    project = tomllib.loads((folder / "pyproject.toml").read_text("utf-8"))["project"]
    package = str(project["name"]).replace("-", "_")
    title = json.loads((folder / DOCUMENT).read_text("utf-8"))["info"]["title"]
    own = (folder / "src" / package).is_dir() or (folder / package).is_dir()
    return Identity(project["name"], package if own else "", title, project["description"], 8000)


def wanted(name: str, profile: str, choices: Mapping[str, str]) -> Identity:
    """The names of the new project. Raises UsageError that says what is wrong with a name or a choice."""
    for key in choices:
        if key not in CHOICES:
            hint = nearest(key, CHOICES) or f"; there are {', '.join(CHOICES)}."
            raise UsageError(f"--with knows no `{key}`{hint}")
    named = _distribution(name)
    title = choices.get("title") or name.replace("-", " ").capitalize()
    if not title.strip() or not title.isprintable() or '"' in title or "\\" in title:
        raise UsageError(f"`{title}` cannot be a title: write text without quotes and control characters.")
    description = choices.get("description") or f"{title}, after the guideline {profile}"
    if not description.isprintable() or '"' in description or "\\" in description:
        raise UsageError("--with description: quotes and control characters do not fit into pyproject.toml.")
    return Identity(named, _importable(choices, named), title, description, _port(choices.get("port", "8000")))


def _distribution(name: str) -> str:
    if not _NAME.fullmatch(name):
        better = re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-0123456789")
        hint = f"; `{better[:LONGEST]}` would do." if _NAME.fullmatch(better) else "."
        raise UsageError(f"`{name}` is no name for a project: lower-case letters, digits and single hyphens{hint}")
    if len(name) > LONGEST:
        raise UsageError(f"`{name}` is too long for a name: {LONGEST} characters are the most.")
    return name


def _importable(choices: Mapping[str, str], name: str) -> str:
    package = choices.get("package", name.replace("-", "_"))
    if not _PACKAGE.fullmatch(package) or keyword.iskeyword(package) or len(package) > LONGEST:
        raise UsageError(f"`{package}` cannot be imported; choose another with --with package=NAME.")
    if package in sys.stdlib_module_names or package in _TAKEN:
        raise UsageError(f"a package called `{package}` would hide another one; choose a name such as `{package}_api`.")
    return package


def _port(text: str) -> int:
    if not text.isdecimal() or int(text) not in _PORTS:
        raise UsageError(f"--with port: `{text}` is no port from {_PORTS[0]} to {_PORTS[-1]}.")
    return int(text)
