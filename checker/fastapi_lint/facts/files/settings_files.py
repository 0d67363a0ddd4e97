"""Files of settings: .env files, ignore files, JSON and INI."""

from __future__ import annotations

from functools import cache

from fastapi_lint.facts.files.node import Node
from fastapi_lint.model.location import Location
from fastapi_lint.model.record import Record


class EnvEntry(Record):
    """`KEY=value`; the value is without quotes and trailing comment."""

    key: str
    value: str
    at: Location


class EnvFile(Record):
    """A .env file. `is_template`: an example that is meant to be copied (`.env.example`, `.env.dist`, …)."""

    path: str
    at: Location
    entries: tuple[EnvEntry, ...]
    is_template: bool = False

    def get(self, key: str) -> EnvEntry | None:
        """The last entry of this key, which is the one that counts."""
        return next((e for e in reversed(self.entries) if e.key == key), None)


class IgnorePattern(Record):
    """One line of an ignore file that is neither blank nor a comment."""

    text: str
    at: Location


class IgnoreFile(Record):
    """.gitignore or .dockerignore (`name`). `at` is its first line."""

    path: str
    at: Location
    name: str
    patterns: tuple[IgnorePattern, ...]

    def ignores(self, path: str) -> bool:
        """Whether a path relative to the file's folder is ignored; one that ends with `/` is a folder."""
        return bool(_matcher(tuple(p.text for p in self.patterns)).match_file(path))  # type: ignore[attr-defined]


class VersionFile(Record):
    """.python-version or runtime.txt: `text` is its first line."""

    path: str
    at: Location
    text: str


class JsonFile(Record):
    """A JSON file, with comments or without: editor settings, pyrightconfig.json, .devcontainer, renovate.json."""

    path: str
    at: Location
    root: Node


class IniFile(Record):
    """mypy.ini, pytest.ini, tox.ini, setup.cfg, .coveragerc, .flake8: sections of options, all values text."""

    path: str
    at: Location
    root: Node


class TomlFile(Record):
    """A TOML file that is no manifest: ruff.toml, uv.toml and the like."""

    path: str
    at: Location
    root: Node


class YamlFile(Record):
    """A YAML file of no other kind; `documents` are separated by `---`."""

    path: str
    at: Location
    documents: tuple[Node, ...]


@cache
def _matcher(patterns: tuple[str, ...]) -> object:
    from pathspec import GitIgnoreSpec

    return GitIgnoreSpec.from_lines(patterns)
