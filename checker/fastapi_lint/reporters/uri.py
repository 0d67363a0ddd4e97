"""How a path of a report becomes a URI."""

from __future__ import annotations

import re
from urllib.parse import quote

_ABSOLUTE = re.compile(r"/|[A-Za-z]:[/\\]")
_URL = re.compile(r"[A-Za-z][A-Za-z0-9+.-]+://")


def uri(path: str) -> str:
    """A URL stays one, an absolute path becomes a `file:` URI, everything else a relative reference."""
    if _URL.match(path):
        return _quoted(path, safe="/:?&=#%@+~")
    if _ABSOLUTE.match(path):
        rooted = path.replace("\\", "/").lstrip("/")
        return f"file:///{_quoted(rooted, safe='/:')}"
    return _quoted(path, safe="/")


def is_relative(path: str) -> bool:
    """Whether `path` counts from the folder that reported paths count from."""
    return not (_URL.match(path) or _ABSOLUTE.match(path))


def _quoted(path: str, *, safe: str) -> str:
    """The bytes of the file's name, also of one that is not UTF-8; on Windows half a surrogate pair stays as it is."""
    try:
        return quote(path, safe=safe, errors="surrogateescape")
    except UnicodeEncodeError:
        return quote(path, safe=safe, errors="surrogatepass")
