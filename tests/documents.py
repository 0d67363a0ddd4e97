"""The documents that people write, and the code in them."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator
from pathlib import Path

from pages.written import documents

ROOT = Path(__file__).resolve().parents[1]
DOCUMENTS = {file.relative_to(ROOT).as_posix(): file.read_text("utf-8") for file in documents()}

BLOCK = re.compile(
    r"^(?P<indent> *)```(?P<language>\w+)[^\n]*\n(?P<text>.*?)^(?P=indent)```$", re.MULTILINE | re.DOTALL
)
SPAN = re.compile(r"`([^`\n]+)`")
LINK = re.compile(r"\]\(([^)#:]+)\)")
_CALL = re.compile(r"(?:^|[ /;&|(])fastapi-lint ([a-z-][^,}&|;)\n]*)", re.MULTILINE)
_COMMAND_LINE = re.compile(r"^\$ (.*(?:\\\n.*)*)", re.MULTILINE)


def blocks(text: str, *languages: str) -> list[str]:
    """The code blocks of some languages."""
    return [block["text"] for block in BLOCK.finditer(text) if block["language"] in languages]


def prose(text: str) -> str:
    """The document without its code blocks."""
    return BLOCK.sub("", text)


def spans(text: str) -> list[str]:
    """The code within sentences."""
    return SPAN.findall(prose(text))


def whole_calls(text: str) -> Iterator[list[str]]:
    """The arguments of every `fastapi-lint …` that a reader can copy from a block."""
    typed = [line for block in blocks(text, "console") for line in _COMMAND_LINE.findall(block)]
    for code in (*typed, *blocks(text, "bash", "sh", "yaml")):
        yield from _calls(code)


def named_calls(text: str) -> Iterator[list[str]]:
    """The arguments of every `fastapi-lint …` that a sentence mentions; they may be incomplete."""
    for span in spans(text):
        yield from _calls(span)


def _calls(code: str) -> Iterator[list[str]]:
    joined = code.replace("\\\n", " ")
    yield from (shlex.split(call, comments=True) for call in _CALL.findall(joined))
