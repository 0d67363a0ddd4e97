"""Dockerfiles as Docker reads them: parser directives, continued lines, comments between them, heredocs, exec forms.

A reader of our own, since dockerfile-parse knows no heredocs and writes what it is given to disk.
"""

from __future__ import annotations

import json
import re
import shlex
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from fastapi_lint.facts.files.dockerfile import Dockerfile, Instruction, Stage
from fastapi_lint.model.location import Location
from fastapi_lint.project.invalid import Invalid

_INSTRUCTION = re.compile(r"\s*([A-Za-z]+)(?:\s+(.*))?\s*", re.DOTALL)
_FLAG = re.compile(r"--([a-z-]+)(?:=(\S*))?(?:\s+|$)")
_HEREDOC = re.compile(r"(?:^|(?<=\s))\d*<<(-?)(['\"]?)(\w+)\2(?=$|[\s;|&>)])")
_ESCAPE = re.compile(r"#\s*escape\s*=\s*([\\`])\s*", re.IGNORECASE)
_VARIABLE = re.compile(r"\$(?:\{(\w+)(?::-([^}]*))?\}|(\w+))")
_WITH_HEREDOC = frozenset({"RUN", "COPY", "ADD"})


@dataclass(slots=True)
class _Lines:
    """The lines that are still to be read."""

    path: str
    lines: list[str]
    escape: str
    pos: int = 0

    def instructions(self) -> Iterator[Instruction]:
        """Every instruction in order."""
        while self.pos < len(self.lines):
            start = self.pos
            text = self._logical()
            if text.strip():
                yield self._instruction(text, start + 1)

    def _logical(self) -> str:
        """One instruction with its continued lines joined; comments and blank lines between them are dropped."""
        text = ""
        while self.pos < len(self.lines):
            line = self.lines[self.pos]
            self.pos += 1
            if line.lstrip().startswith("#") or (text and not line.strip()):
                if text:
                    continue
                return ""
            stripped = line.strip() if text else line.rstrip()
            if not stripped.endswith(self.escape):
                return text + stripped
            text += stripped[:-1].rstrip() + " "
        return text

    def _instruction(self, text: str, line: int) -> Instruction:
        match = _INSTRUCTION.fullmatch(text)
        if match is None:
            raise Invalid("Dockerfile", f"`{text.split(maxsplit=1)[0]}` is no instruction", line)
        name, rest = match[1].upper(), (match[2] or "").strip()
        flags: dict[str, str] = {}
        while flag := _FLAG.match(rest):
            flags[flag[1]] = flag[2] or ""
            rest = rest[flag.end() :]
        heredocs = tuple(self._heredocs(rest)) if name in _WITH_HEREDOC else ()
        words, is_exec = _words(rest)
        first = self.lines[line - 1]
        at = Location(self.path, line, len(first) - len(first.lstrip()) + 1, line, len(first.rstrip()) + 1)
        return Instruction(name, rest, at, flags, words, is_exec, heredocs)

    def _heredocs(self, text: str) -> Iterator[str]:
        for match in _HEREDOC.finditer(text):
            body = []
            while self.pos < len(self.lines):
                line = self.lines[self.pos]
                self.pos += 1
                if (line.lstrip("\t") if match[1] else line).rstrip("\r") == match[3]:
                    break
                body.append(line)
            else:
                raise Invalid("Dockerfile", f"the heredoc `{match[3]}` has no end", self.pos)
            yield "\n".join(body)


def dockerfile(path: str, text: str) -> Dockerfile:
    """The stages of a Dockerfile; Invalid when it has none or a line is no instruction."""
    lines = text.splitlines()
    escape = next((m[1] for line in lines[:5] if (m := _ESCAPE.fullmatch(line.strip()))), "\\")
    before: list[Instruction] = []
    groups: list[tuple[Instruction, list[Instruction]]] = []
    for instruction in _Lines(path, lines, escape).instructions():
        if instruction.name == "FROM":
            if not instruction.words:
                raise Invalid("Dockerfile", "FROM names no image", instruction.at.line)
            groups.append((instruction, []))
        else:
            (groups[-1][1] if groups else before).append(instruction)
    if not groups:
        raise Invalid("Dockerfile", "it has no FROM")
    stages = tuple(_stages(groups, _defaults(before)))
    return Dockerfile(path, groups[-1][0].at, stages)


def _words(text: str) -> tuple[tuple[str, ...], bool]:
    if text.startswith("["):
        try:
            listed = json.loads(text)
        except ValueError:
            listed = None
        if isinstance(listed, list) and all(isinstance(item, str) for item in listed):
            return tuple(listed), True
    try:
        return tuple(shlex.split(text)), False
    except ValueError:
        return tuple(text.split()), False


def _defaults(before: Sequence[Instruction]) -> dict[str, str]:
    found = {}
    for instruction in before:
        if instruction.name == "ARG":
            for word in instruction.words:
                key, equals, value = word.partition("=")
                if equals:
                    found[key] = value
    return found


def _stages(groups: Sequence[tuple[Instruction, list[Instruction]]], defaults: dict[str, str]) -> Iterator[Stage]:
    names: list[str] = []
    for head, instructions in groups:
        words = head.text.split()
        image = _resolved(words[0], defaults) if words else ""
        name = words[2] if len(words) > 2 and words[1].lower() == "as" else ""
        parent = image if image.lower() in names else ""
        yield Stage("" if parent else image, name, head.at, tuple(instructions), parent)
        names.append(name.lower())


def _resolved(text: str, defaults: dict[str, str]) -> str:
    """The text with the defaults of its variables; "" when one has none."""
    unknown: list[str] = []

    def value(match: re.Match[str]) -> str:
        found = defaults.get(match[1] or match[3], match[2])
        if found is None:
            unknown.append(match[0])
        return found or ""

    resolved = _VARIABLE.sub(value, text)
    return "" if unknown else resolved
