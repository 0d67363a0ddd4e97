"""What a Python project says about itself: pyproject.toml, requirements files, setup.cfg, Pipfile, lock files."""

from __future__ import annotations

import re

from fastapi_lint.facts.files.node import Node
from fastapi_lint.model.location import Location
from fastapi_lint.model.record import Record


class Requirement(Record):
    """One required distribution. `name` is normalised (`python-multipart`).

    `specifier` is PEP 440 (Poetry's `^1.2` is translated), "" when any version will do, None when it cannot be read.
    `group` is "" for what the service needs to run, else the name of its extra, group or requirements file.
    `url` is set for a requirement from a repository, path or URL.
    """

    name: str
    specifier: str | None
    at: Location
    group: str = ""
    extras: tuple[str, ...] = ()
    url: str = ""

    @property
    def floor(self) -> tuple[int, ...]:
        """The lowest admitted version as numbers; empty when nothing limits it from below, or it is unknown."""
        floors = [
            _numbers(version) for operator, version in self._parts() if operator in {">=", "==", "~=", ">", "==="}
        ]
        return max(floors, default=())

    @property
    def is_pinned(self) -> bool:
        """Whether exactly one version is admitted."""
        return any(operator in {"==", "==="} and "*" not in version for operator, version in self._parts())

    @property
    def is_bounded(self) -> bool:
        """Whether some future version is excluded."""
        return bool(self.url) or any(operator in {"<", "<=", "==", "~=", "==="} for operator, _ in self._parts())

    def _parts(self) -> list[tuple[str, str]]:
        """(operator, version) of every clause of the specifier."""
        found = (re.match(r"\s*(===|[<>=!~]=|[<>])\s*(\S+)", part) for part in (self.specifier or "").split(","))
        return [(match[1], match[2]) for match in found if match]


class Manifest(Record):
    """One file that says what a Python project needs.

    `kind`: "pyproject", "requirements", "setup.cfg" or "pipfile". `root` is the whole file for TOML and INI, an empty
    node for requirements. `python` is the required Python version as a requirement called `python`.
    `at` is the line of `[project]` or `[tool.poetry]`, else the first: what the project lacks is reported there.
    """

    path: str
    at: Location
    kind: str
    root: Node
    requirements: tuple[Requirement, ...] = ()
    python: Requirement | None = None

    @property
    def project_name(self) -> str:
        """The distribution that it describes, "" when it only lists requirements or configures tools."""
        return self.root.text("project", "name") or self.root.text("tool", "poetry", "name") or ""

    def requirement(self, name: str, group: str | None = None) -> Requirement | None:
        """The first requirement of this name, in any group or in the given one ("" for what is needed to run)."""
        return next((r for r in self.requirements if r.name == name and group in {None, r.group}), None)


class Lock(Record):
    """uv.lock, poetry.lock or pdm.lock: the versions that are installed, by normalised name."""

    path: str
    at: Location
    versions: dict[str, str]


def normal(name: str) -> str:
    """The name of a distribution as PEP 503 compares it."""
    return re.sub(r"[-_.]+", "-", name).lower()


def _numbers(version: str) -> tuple[int, ...]:
    return tuple(int(n) for n in re.match(r"\d*(\.\d+)*", version.removeprefix("v"))[0].split(".") if n)  # type: ignore[index]


def is_manifest(path: str) -> bool:
    """Whether a file of this name says what a Python project needs."""
    folder, _, name = path.rpartition("/")
    if name in {"pyproject.toml", "setup.cfg", "setup.py", "Pipfile"}:
        return True
    is_list = name.endswith((".txt", ".in"))
    return is_list and (name.startswith("requirements") or folder.rpartition("/")[2] == "requirements")


def folder_of(manifest: str) -> str:
    """The folder that a manifest speaks for: that of `requirements/base.txt` lies one above."""
    folder, _, name = manifest.rpartition("/")
    if name.endswith((".txt", ".in")) and folder.rpartition("/")[2] == "requirements":
        return folder.rpartition("/")[0]
    return folder
