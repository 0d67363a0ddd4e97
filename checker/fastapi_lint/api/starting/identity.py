"""What a project is called: its distribution, its import package, its title and its port."""

from __future__ import annotations

import json
import keyword
import re
import sys
import tomllib
import unicodedata
from collections.abc import Mapping
from pathlib import Path

from fastapi_lint.model.errors import UsageError, nearest
from fastapi_lint.model.record import Record

DOCUMENT = "openapi.json"
CHOICES = ("package", "title", "description", "port")
LONGEST, LONGEST_TITLE = 30, 60
"""Characters: the lines of the reference services leave room for no more."""

_NAME = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")
_PACKAGE = re.compile(r"[a-z][a-z0-9_]*")
_FOLDERS = {"alembic", "app", "dev", "main", "server", "services", "shared", "src", "test", "tests"}
_IMPORTED = {"dns", "dotenv", "fastapi", "mypyc", "opentelemetry", "py", "yaml"}
"""What dependencies of the service bring along under other names than their own."""
_PORTS = range(1024, 65536)


class Identity(Record, eq=True):
    """The names of one project. `package` is "" when no folder is called after the project."""

    name: str
    package: str
    title: str
    description: str
    port: int

    @property
    def choices(self) -> tuple[str, ...]:
        """What a copy of it may choose: names that it has."""
        return CHOICES if self.package else CHOICES[1:]

    @property
    def underscored(self) -> str:
        """The name where hyphens are not allowed."""
        return self.package or self.name.replace("-", "_")


def identity_of(folder: Path) -> Identity:
    """How a reference service is called: pyproject.toml and its committed OpenAPI document say so."""
    project = tomllib.loads((folder / "pyproject.toml").read_text("utf-8"))["project"]
    package = str(project["name"]).replace("-", "_")
    title = json.loads((folder / DOCUMENT).read_text("utf-8"))["info"]["title"]
    own = (folder / "src" / package).is_dir() or (folder / package).is_dir()
    return Identity(project["name"], package if own else "", title, project["description"], 8000)


def wanted(name: str, profile: str, old: Identity, choices: Mapping[str, str]) -> Identity:
    """The names of a copy of `old`. Raises UsageError that says what is wrong with a name or a choice."""
    for key in choices:
        if key not in old.choices:
            raise UsageError(f"--with: {_unknown(key, profile, old.choices)}")
    named = _distribution(name)
    title = choices.get("title") or name.replace("-", " ").capitalize()
    if not title.strip() or not title.isprintable() or '"' in title or "\\" in title:
        raise UsageError(f"`{title}` cannot be a title: write text without quotes and control characters.")
    if len(title) > LONGEST_TITLE:
        raise UsageError(f"`{title}` is too long for a title: {LONGEST_TITLE} characters are the most.")
    description = choices.get("description") or f"{title}, after the guideline {profile}"
    if not description.isprintable() or '"' in description or "\\" in description:
        raise UsageError("--with description: quotes and control characters do not fit into pyproject.toml.")
    package = _importable(choices, named) if old.package else ""
    return Identity(named, package, title, description, _port(choices.get("port", "8000")))


def _unknown(key: str, profile: str, known: tuple[str, ...]) -> str:
    listed = ", ".join(known)
    if key in CHOICES:
        return f"a service of the profile `{profile}` has no {key} of its own; it takes {listed}."
    return f"there is no `{key}`{nearest(key, known) or f'; it takes {listed}.'}"


def _distribution(name: str) -> str:
    if not _NAME.fullmatch(name):
        ascii_name = unicodedata.normalize("NFKD", name.lower()).encode("ascii", "ignore").decode()
        better = re.sub(r"[^a-z0-9]+", "-", ascii_name).strip("-").lstrip("0123456789-")
        hint = f"; `{better[:LONGEST].rstrip('-')}` would do." if _NAME.fullmatch(better) else "."
        raise UsageError(f"`{name}` is no name for a project: lower-case letters, digits and single hyphens{hint}")
    if len(name) > LONGEST:
        raise UsageError(f"`{name}` is too long for a name: {LONGEST} characters are the most.")
    return name


def _importable(choices: Mapping[str, str], name: str) -> str:
    package = choices.get("package", name.replace("-", "_"))
    if not _PACKAGE.fullmatch(package) or keyword.iskeyword(package) or len(package) > LONGEST:
        raise UsageError(f"`{package}` cannot be imported; choose another with --with package=NAME.")
    if package in sys.stdlib_module_names | _FOLDERS | _IMPORTED:
        better = f"{package}-api".replace("_", "-")
        raise UsageError(f"a package called `{package}` would hide another one; choose a name such as `{better}`.")
    return package


def _port(text: str) -> int:
    if not text.isdecimal() or int(text) not in _PORTS:
        raise UsageError(f"--with port: `{text}` is no port from {_PORTS[0]} to {_PORTS[-1]}.")
    return int(text)
