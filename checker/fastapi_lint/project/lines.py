"""Files that are read line by line: .env files, ignore files, Makefiles and justfiles."""

from __future__ import annotations

import re
from collections.abc import Iterator

from fastapi_lint.facts.files.settings_files import EnvEntry, EnvFile, IgnoreFile, IgnorePattern
from fastapi_lint.facts.files.writing import Makefile, RecipeLine, Target
from fastapi_lint.model.location import Location

_ENTRY = re.compile(r"\s*(?:export\s+)?(?P<key>[A-Za-z_][\w.-]*)\s*=[ \t]*(?P<value>.*)", re.DOTALL)
_TEMPLATE = re.compile(r"(^|[._-])(example|sample|template|dist|tmpl|tpl|defaults?)([._-]|$)", re.IGNORECASE)
_MAKE_TARGET = re.compile(r"(?P<names>[^\s:#=][^:#=]*?)\s*::?(?![=:])\s*(?P<needs>[^#;]*)(?:;(?P<recipe>.*)|#.*)?")
_JUST_TARGET = re.compile(r"@?(?P<names>[A-Za-z_][\w-]*)(?:\s+[^:=]*)?\s*:(?!=)\s*(?P<needs>[^#]*)(?:#.*)?")


def env_file(path: str, text: str) -> EnvFile:
    """The entries of a .env file, read as python-dotenv does: quotes, `export`, comments, values over several lines."""
    return EnvFile(path, _at(path, 1), tuple(_entries(path, text)), bool(_TEMPLATE.search(path.rpartition("/")[2])))


def _entries(path: str, text: str) -> Iterator[EnvEntry]:
    lines = text.splitlines()
    number = 0
    while number < len(lines):
        start, match = number + 1, _ENTRY.fullmatch(lines[number])
        number += 1
        if match is None or lines[start - 1].lstrip().startswith("#"):
            continue
        value = match["value"]
        quote = value[:1]
        if quote in ("'", '"') and quote:
            while not _closed(value, quote) and number < len(lines):
                value += "\n" + lines[number]
                number += 1
            value = value[1 : _end(value, quote)]
        else:
            value = re.sub(r"(^|\s)#.*$", "", value).strip()
        yield EnvEntry(match["key"], value, _at(path, start))


def _closed(value: str, quote: str) -> bool:
    return _end(value, quote) < len(value)


def _end(value: str, quote: str) -> int:
    """The index of the closing quote, the length when there is none."""
    index = 1
    while index < len(value) and value[index] != quote:
        index += 2 if value[index] == "\\" and quote == '"' else 1
    return min(index, len(value))


def ignore_file(path: str, text: str) -> IgnoreFile:
    """The patterns of .gitignore, .dockerignore or the Dockerfile.dockerignore that Docker takes instead."""
    found = tuple(
        IgnorePattern(line.strip(), _at(path, number))
        for number, line in enumerate(text.splitlines(), 1)
        if line.strip() and not line.startswith("#")
    )
    return IgnoreFile(path, _at(path, 1), f".{path.rpartition('.')[2]}", found)


def makefile(path: str, text: str) -> Makefile:
    """The targets of a Makefile, or the recipes of a justfile, with their lines."""
    is_just = path.rpartition("/")[2].lower() in {"justfile", ".justfile"}
    targets: list[Target] = []
    names: list[str] = []
    needs: tuple[str, ...] = ()
    lines: list[RecipeLine] = []
    at = _at(path, 1)

    def close() -> None:
        targets.extend(Target(name, at, needs, tuple(lines)) for name in names)

    for number, line in _joined(text):
        if line[:1] in ("\t", " ") and names:
            plain = line.strip()
            if plain and not plain.startswith("#"):
                lines.append(RecipeLine(plain.lstrip("@-+ "), _at(path, number)))
            continue
        match = (_JUST_TARGET if is_just else _MAKE_TARGET).fullmatch(line.strip()) if line.strip() else None
        if match is None or line.startswith("#"):
            continue
        close()
        names = [n for n in match["names"].split() if not n.startswith(".")]
        needs, lines, at = tuple(match["needs"].split()), [], _at(path, number)
        inline = match.groupdict().get("recipe")
        if inline:
            lines.append(RecipeLine(inline.strip().lstrip("@-+ "), at))
    close()
    return Makefile(path, _at(path, 1), tuple(targets))


def _joined(text: str) -> Iterator[tuple[int, str]]:
    """Lines with those that a backslash continues, by the number of the first."""
    joined, start = "", 0
    for number, line in enumerate(text.splitlines(), 1):
        start = start if joined else number
        if line.endswith("\\"):
            joined += line[:-1] + " "
            continue
        yield start, joined + (line.lstrip() if joined else line)
        joined = ""
    if joined:
        yield start, joined


def _at(path: str, line: int) -> Location:
    return Location(path, line, 1, line, 1)
