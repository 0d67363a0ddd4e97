"""A request body in the words of a POSIX shell."""

from __future__ import annotations

import re
from collections.abc import Iterator
from shlex import quote

_RUN = re.compile(rb"(.)\1{199,}", re.DOTALL)
"""So often repeated, a byte is better counted than written."""


def body_words(body: bytes, blanks: int = 0) -> tuple[str, str]:
    """What stands before the command, and what is given to its `--data-binary`; all bytes arrive as they are."""
    text = _plain(body)
    if text is not None and not blanks and not _RUN.search(body):
        return "", quote(text)
    parts = [*_printed(body), *([f"printf '%{blanks}s' ''"] if blanks else [])]
    return f"{{ {'; '.join(parts)}; }} | ", "@-"


def _printed(body: bytes) -> Iterator[str]:
    """Commands that print it piece by piece."""
    at = 0
    for run in _RUN.finditer(body):
        yield from _literal(body[at : run.start()])
        byte = _escaped(run[1])
        yield f"printf '%{len(run[0])}s' '' | tr ' ' {quote(byte)}"
        at = run.end()
    yield from _literal(body[at:])


def _literal(part: bytes) -> Iterator[str]:
    if part:
        text = _plain(part)
        yield f"printf %s {quote(text)}" if text is not None else f"printf {quote(_escaped(part).replace('%', '%%'))}"


def _plain(part: bytes) -> str | None:
    """The text that a shell can hold; None for bytes that are no text, or no printable one."""
    try:
        text = part.decode()
    except UnicodeDecodeError:
        return None
    return text if all(c.isprintable() or c == "\n" for c in text) else None


def _escaped(part: bytes) -> str:
    """With octal numbers for what cannot be printed."""
    return "".join(chr(b) if 32 <= b < 127 and b != 92 else f"\\{b:03o}" for b in part)
