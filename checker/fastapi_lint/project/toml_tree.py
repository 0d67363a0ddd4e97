"""TOML as nodes with their lines: `tomllib` reads the values, a scanner of what it has accepted finds the keys."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeAlias

from fastapi_lint.facts.files.node import Node
from fastapi_lint.model.location import Location
from fastapi_lint.project.invalid import Invalid

Path: TypeAlias = tuple[str | int, ...]

_BLANK = re.compile(r"(?:[ \t\r\n]+|#[^\n]*)*")
_KEY = re.compile(r"[ \t]*(?:\"((?:\\.|[^\"\\])*)\"|'([^']*)'|([A-Za-z0-9_-]+))[ \t]*")
_STRING = re.compile(
    r'"""(?:\\.|[^\\])*?"""(?:"{0,2})|\'\'\'.*?\'\'\'(?:\'{0,2})|"(?:\\.|[^"\\\n])*"|\'[^\'\n]*\'', re.DOTALL
)
_BARE = re.compile(r"[^,\]}#\n]+")


def toml_tree(path: str, text: str) -> Node:
    """The whole file; Invalid when it is no TOML."""
    text = text.replace("\r\n", "\n")
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        match = re.search(r"at line (\d+)", str(error))
        raise Invalid("TOML", re.sub(r" \(at .*\)$", "", str(error)), int(match[1]) if match else 1) from None
    except RecursionError:
        raise Invalid("TOML", "it is nested too deeply") from None
    lines = _Lines(text).lines()

    def node(value: Any, keys: Path, line: int) -> Node:
        line = lines.get(keys, line)
        at = Location(path, line, 1, line, 1)
        match value:
            case dict():
                return Node({k: node(v, (*keys, k), line) for k, v in value.items()}, at, text_line=line)
            case list():
                return Node(tuple(node(v, (*keys, n), line) for n, v in enumerate(value)), at, text_line=line)
            case bool():
                return Node(value, at, str(value).lower(), line)
            case str() | int() | float():
                return Node(value, at, str(value), line)
            case _:
                return Node(str(value), at, str(value), line)

    return node(data, (), 1)


@dataclass(slots=True)
class _Lines:
    """Where each key, table and item of a valid text begins."""

    text: str
    pos: int = 0

    def lines(self) -> dict[Path, int]:
        found: dict[Path, int] = {}
        counts: dict[Path, int] = {}
        starts = [m.end() for m in re.finditer("\n", self.text)]
        from bisect import bisect_right

        def mark(keys: Path, pos: int) -> None:
            found.setdefault(keys, bisect_right(starts, pos) + 1)

        table: Path = ()
        while True:
            self._blank()
            start = self.pos
            if start >= len(self.text):
                return found
            if self.text.startswith("[", start):
                repeated = self.text.startswith("[[", start)
                self.pos += 2 if repeated else 1
                table = self._numbered(self._keys(), counts, repeated=repeated)
                self.pos += 2 if repeated else 1
                for n in range(1, len(table) + 1):
                    mark(table[:n], start)
            else:
                self._entry(table, mark)

    def _entry(self, table: Path, mark: Callable[[Path, int], None]) -> None:
        start, keys = self.pos, self._keys()
        for n in range(1, len(keys) + 1):
            mark((*table, *keys[:n]), start)
        self.pos += 1  # the `=`
        self._value((*table, *keys), mark)

    def _numbered(self, keys: Path, counts: dict[Path, int], *, repeated: bool) -> Path:
        """The path of a table, with the number of the last table where `[[…]]` has made several."""
        path: Path = ()
        for n, key in enumerate(keys):
            path = (*path, key)
            if repeated and n == len(keys) - 1:
                counts[path] = counts.get(path, -1) + 1
            if path in counts:
                path = (*path, counts[path])
        return path

    def _keys(self) -> Path:
        keys: list[str] = []
        while match := _KEY.match(self.text, self.pos):
            self.pos = match.end()
            basic, literal, bare = match.groups()
            keys.append(tomllib.loads(f'k = "{basic}"')["k"] if basic is not None else (literal or bare or ""))
            if not self.text.startswith(".", self.pos):
                break
            self.pos += 1
        return tuple(keys)

    def _value(self, keys: Path, mark: Callable[[Path, int], None]) -> None:
        while self.text[self.pos] in " \t":
            self.pos += 1
        opening = self.text[self.pos]
        if opening not in "[{":
            pattern = _STRING if opening in "\"'" else _BARE
            match = pattern.match(self.text, self.pos)
            self.pos = match.end() if match else len(self.text)
            return
        self.pos += 1
        number = 0
        while True:
            self._blank()
            if self.pos >= len(self.text) or self.text[self.pos] in "]}":
                self.pos += 1
                return
            if opening == "[":
                mark((*keys, number), self.pos)
                self._value((*keys, number), mark)
                number += 1
            else:
                self._entry(keys, mark)
            self._blank()
            if self.text.startswith(",", self.pos):
                self.pos += 1

    def _blank(self) -> None:
        match = _BLANK.match(self.text, self.pos)
        self.pos = match.end() if match else self.pos
