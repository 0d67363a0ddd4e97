"""The import statements in a piece of source text, nested ones included, read without a grammar."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from typing import NamedTuple


class RawImport(NamedTuple):
    """One bound name of an import statement as written: `target` may be relative (`..deps.get_db`)."""

    bound: str
    target: str
    top: bool


_STATEMENT = re.compile(
    r"(?P<indent>^[ \t]*|[:;][ \t]*)(?:lazy[ \t]+)?(?:from[ \t]*(?P<base>[.\w \t]+?)[ \t]*\bimport\b[ \t]*"
    r"(?P<names>\((?:[^()#]|#[^\n]*)*\)|(?:\\\n|[^\n;])*)|import[ \t]+(?P<modules>(?:\\\n|[^\n;])*))",
    re.MULTILINE,
)
_COMMENT = re.compile(r"#[^\n]*")
_DEFINITION = re.compile(r"(?:@|def\b|class\b|async\s+def\b)")


def imports_of(piece: str) -> Iterator[RawImport]:
    """One `RawImport` for each name that the piece's import statements bind."""
    if "import" not in piece:
        return
    inside = _DEFINITION.match(piece) is not None
    for match in _STATEMENT.finditer(piece):
        top = not inside
        if match["modules"] is not None:
            yield from _modules(_COMMENT.sub("", match["modules"]), top=top)
        else:
            base = match["base"].replace(" ", "").replace("\t", "")
            yield from _names(base, _COMMENT.sub("", match["names"]).strip().strip("()"), top=top)


def _modules(text: str, *, top: bool) -> Iterator[RawImport]:
    for item in text.replace("\\\n", " ").split(","):
        name, _, alias = (part.strip() for part in item.partition(" as "))
        if not name:
            continue
        if alias:
            yield RawImport(alias, name, top)
        else:
            head = name.partition(".")[0]
            yield RawImport(head, head, top)
            if head != name:
                yield RawImport("", name, top)


def _names(base: str, text: str, *, top: bool) -> Iterator[RawImport]:
    glue = "" if base.endswith(".") else "."
    for item in text.replace("\\\n", " ").split(","):
        name, _, alias = (part.strip() for part in item.strip().partition(" as "))
        if name:
            yield RawImport(sys.intern(alias or name), sys.intern(f"{base}{glue}{name}"), top)
