"""A file's table of contents: its top-level statements, what they bind and what they mention.

The outline only *selects* what libcst has to look at. It is read by a scanner that knows strings,
comments and line starts but no grammar, so no syntax is too new for it; where it cuts wrongly, the
pieces do not parse and `extract` takes the whole file.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from fastapi_lint.source.blocks import Block, Outline, RawImport, split_lines
from fastapi_lint.source.decode import Unreadable
from fastapi_lint.source.imports import imports_of
from fastapi_lint.source.marks import Mark, handed_over, makers_of, marks_of, words_of

NESTING_LIMIT = 2_500
"""Open brackets beyond which libcst's native parser would need more stack than a thread can have."""

# Atomic groups instead of `(…)*+`: Python 3.11.0 to 3.11.4 give back what a possessive group has taken (gh-106052).
_SKIP = (
    r"(?>(?:[^\"'#\r\n]++|\"(?!\"\")(?>(?:\\.|[^\"\\\n])*)\"?|'(?!'')(?>(?:\\.|[^'\\\n])*)'?|#[^\r\n]*+"
    r"|(?:\r\n|\r|\n)(?=\f*(?:[ \t\r\n#)\]}]|\Z)))*)"
)
_NEXT = re.compile(_SKIP + r"(?:(?P<long>\"\"\"|''')|(?:\r\n|\r|\n)\f*+(?P<start>[^\s#)\]}])|\Z)", re.DOTALL)
_LONG_END = {'"""': re.compile(r'(?:\\.|[^\\])*?"""', re.DOTALL), "'''": re.compile(r"(?:\\.|[^\\])*?'''", re.DOTALL)}
_RUN_OF_OPERATORS = re.compile(r"[-~+]{1000}|(?:\bnot\s+){500}")
_BRACKET = re.compile(r"[\[({})\]]")
_CONTINUES = re.compile(r"(?:else|elif|except|finally)\b")
_NAMED = re.compile(r"^(?:async[ \t]+)?(?:def|class)[ \t]+([^\W\d]\w*)", re.MULTILINE)
_ASSIGNED = re.compile(r"([^\W\d]\w*(?:\s*(?:,|=(?!=))\s*[^\W\d]\w*)*)\s*(?::[^=]+)?=(?!=)|([^\W\d]\w*)\s*:")
_TYPE_ALIAS = re.compile(r"type\s+([^\W\d]\w*)")
_COMPOUND = re.compile(r"(?:if|try|with|for|while|match|async)\b")
_INSIDE = re.compile(
    r"^[ \t]+(?:(?:async\s+)?(?:def|class)\s+([^\W\d]\w*)|([^\W\d]\w*)\s*(?::[^=\n]+)?=(?!=))"
    r"|\b(?:as|for)\s+([^\W\d]\w*)",
    re.MULTILINE,
)


def outline(path: str, text: str) -> Outline:
    """The outline of a file's text."""
    if _is_too_deep(text):
        return Outline(path, error=Unreadable("unreadable-file", "its expressions are nested too deeply"))
    starts = _starts(text)
    pieces = [text[a:b] for a, b in pairwise([*starts, len(text)])]
    names: list[tuple[str, ...]] = []
    imports: list[RawImport] = []
    for piece in pieces:
        names.append(tuple(dict.fromkeys(_names(piece))))
        imports += imports_of(piece)
    return Outline(path, _blocks(text, starts, pieces, names, imports), tuple(imports))


def _is_too_deep(text: str) -> bool:
    """Whether brackets or prefix operators may be nested beyond the limit; strings count too, which is rare."""
    if _RUN_OF_OPERATORS.search(text):
        return True
    if text.count("(") + text.count("[") + text.count("{") <= NESTING_LIMIT:
        return False
    depth = deepest = 0
    for bracket in _BRACKET.findall(text):
        depth = depth + 1 if bracket in "([{" else max(0, depth - 1)
        deepest = max(deepest, depth)
    return deepest > NESTING_LIMIT


def _starts(text: str) -> list[int]:
    """Offsets of the top-level statements. A line in the first column inside brackets is taken for one."""
    starts: list[int] = []
    decorated = False
    first = len(text) - len(text.lstrip("\f"))
    if text[first : first + 1] and text[first] not in " \t\r\n#)]}":
        starts.append(first)
        decorated = text[first] == "@"
    position = 0
    while (match := _NEXT.match(text, position)) is not None and match.lastgroup is not None:
        position = match.end()
        if match.lastgroup == "long":
            end = _LONG_END[match["long"]].match(text, position)
            position = end.end() if end else len(text)
            continue
        begin = match.start("start")
        if not decorated and not (starts and _CONTINUES.match(text, begin)):
            starts.append(begin)
        decorated = text[begin] == "@"
        position = begin
    return starts


def _definition(piece: str) -> re.Match[str] | None:
    """The `def` or `class` line of a definition, below its decorators."""
    return _NAMED.search(piece) if piece[:1] == "@" else _NAMED.match(piece)


def _names(piece: str) -> Iterator[str]:
    """What a top-level statement binds, imports aside."""
    if (match := _definition(piece)) or (match := _TYPE_ALIAS.match(piece)):
        yield match[1]
    elif _COMPOUND.match(piece):
        for groups in _INSIDE.findall(piece):
            yield from (name for name in groups if name)
    elif not piece.startswith(("import ", "from ")):
        for line in piece.split(";"):
            if match := _ASSIGNED.match(line.strip()):
                yield from re.findall(r"[^\W\d]\w*", match[1] or match[2])


def _blocks(
    text: str, starts: list[int], pieces: list[str], names: list[tuple[str, ...]], imports: list[RawImport]
) -> tuple[Block, ...]:
    bound = {n for group in names for n in group} | {i.bound for i in imports}
    star = "*" in bound
    found: list[Block] = []
    line = 1 + _line_ends(text[: starts[0]]) if starts else 1
    for piece, own in zip(pieces, names, strict=True):
        chains = words_of(piece)
        mentions = tuple(sorted(c for c in chains if star or c.partition(".")[0] in bound))
        marks = marks_of(piece, chains)
        handed = tuple(sorted(handed_over(piece).intersection(mentions))) if marks & Mark.ENTRY else ()
        following = line + _line_ends(piece)
        end = following - 1 if piece.endswith(("\n", "\r")) or len(found) + 1 < len(pieces) else following
        is_definition = _definition(piece) is not None
        makers = tuple(sorted(makers_of(piece).intersection(mentions))) if handed else ()
        found.append(Block(line, end, own, mentions, marks, handed, is_definition, makers))
        line = following
    return tuple(found)


def _line_ends(piece: str) -> int:
    return sum(line.endswith(("\n", "\r")) for line in split_lines(piece)) if "\r" in piece else piece.count("\n")
