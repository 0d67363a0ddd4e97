"""The sentences of a Markdown document that ask for something: instructions, not descriptions."""

from __future__ import annotations

import re
from collections.abc import Iterator

from markdown_it import MarkdownIt
from markdown_it.token import Token

from fastapi_lint.model.record import Record

_SENTENCE_END = re.compile(r"(?<=[.!?;])(?<!e\.g\.)(?<!i\.e\.)\s+(?=[A-Z`*])|\n")
_ASKS = re.compile(
    r"\b(?:must|never|always|should|shall|don'?t|do not|avoid|prefer|required?|forbidden|not allowed|ensure|only|"
    r"instead of|no longer|prohibited)\b|❌|✅",
    re.IGNORECASE,
)
_BEGINS = re.compile(
    r"[^\w`]*(?:add|annotate|apply|ask|bind|build|call|cap|catch|chain|check|close|commit|compare|configure|create|declare|"
    r"define|depend|derive|document|emit|enable|enforce|expose|follow|give|handle|hash|hide|implement|import|include|"
    r"inject|keep|leave|limit|load|log|make|mark|mask|mock|name|offload|organi[sz]e|override|paginate|parse|pass|pin|"
    r"place|prefix|protect|provide|put|raise|read|register|reject|remove|replace|return|reuse|run|rotate|separate|"
    r"serve|set|split|start|store|tag|test|treat|type|use|validate|verify|version|wrap|write|no)\b",
    re.IGNORECASE,
)
_MARKUP = re.compile(r"\*\*|__(?=\S)|(?<=\S)__|\[(?=[^\]]*\]\()|\]\([^)]*\)")
_SHORTEST, _LONGEST = 3, 60
"""Words that an instruction has; what is longer tells a story."""


class Sentence(Record, eq=True):
    """An instruction as it is written, without emphasis and links, and its line."""

    text: str
    line: int


def sentences(document: str) -> Iterator[Sentence]:
    """Every instruction in the prose, lists and tables of a document, in order; code says nothing."""
    tokens = MarkdownIt("commonmark").enable("table").parse(_without_matter(document))
    for text, line in _texts(tokens):
        for offset, part in _parts(text):
            plain = " ".join(_MARKUP.sub("", part).split())
            if _SHORTEST <= len(plain.split()) <= _LONGEST and (_ASKS.search(plain) or _BEGINS.match(plain)):
                yield Sentence(plain, line + offset)


def _without_matter(document: str) -> str:
    """The document with blank lines in the place of its front matter, so that lines keep their numbers."""
    text = document.removeprefix("\ufeff")
    if not text.startswith("---\n"):
        return text
    matter, end, rest = text.partition("\n---\n")
    return "\n" * (matter.count("\n") + 2) + rest if end else text


def _texts(tokens: list[Token]) -> Iterator[tuple[str, int]]:
    """Each piece of prose with its first line; the cells of a row of a table are one piece."""
    row: list[str] = []
    kind, line = "", 1
    for token in tokens:
        if token.type == "tr_open":
            row = []
        elif token.type == "tr_close" and row:
            yield " — ".join(cell for cell in row if cell), line
        elif token.type.endswith("_open"):
            kind = token.type
        if token.map is not None:
            line = token.map[0] + 1
        if token.type == "inline" and kind == "td_open":
            row.append(token.content)
        elif token.type == "inline" and kind not in {"heading_open", "th_open"}:
            yield token.content, line


def _parts(text: str) -> Iterator[tuple[int, str]]:
    """(lines above it, sentence). A line break inside a sentence is a space."""
    start = 0
    for match in _SENTENCE_END.finditer(text):
        if match[0] == "\n" and not _ends(text[: match.start()]):
            continue
        yield text.count("\n", 0, start), text[start : match.start()]
        start = match.end()
    yield text.count("\n", 0, start), text[start:]


def _ends(text: str) -> bool:
    return text.rstrip().endswith((".", "!", "?", ":", ";"))
