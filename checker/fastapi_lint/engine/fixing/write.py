"""Replaces a file at once, with its encoding, byte order mark, mode and links as they were."""

from __future__ import annotations

import codecs
import os
import stat
import tempfile
import tokenize
from contextlib import suppress
from io import BytesIO
from pathlib import Path

from fastapi_lint.model.errors import FastapiLintError


class CannotWrite(FastapiLintError):
    """A fixed file could not be written; the file on disk is as it was."""


def write_atomically(path: Path, text: str, *, before: str | None = None) -> None:
    """Writes `text`, newlines as they are in it, over an existing file; a symlink stays and its target is written.

    `before` is the text that was read: when the file holds another one by now, nothing is written.
    Raises CannotWrite.
    """
    try:
        target = path.resolve(strict=True)
        old = target.read_bytes()
        encoding = encoding_of(old)
        if before is not None and _without_mark(old).decode(encoding) != before:
            raise CannotWrite(f"`{path}` has changed since it was read, so it was not fixed; run it again.")
        if not target.stat().st_mode & stat.S_IWUSR:
            raise CannotWrite(f"`{path}` is read-only, so it was not fixed.")
        _replace(target, encoded(text, old))
    except UnicodeError as error:
        raise CannotWrite(f"`{path}` cannot be written in its encoding: {error}.") from error
    except (LookupError, SyntaxError) as error:
        raise CannotWrite(f"The encoding of `{path}` is not known to Python, so it was not fixed.") from error
    except (OSError, RuntimeError) as error:  # RuntimeError: a loop of symlinks, before Python 3.13
        raise CannotWrite(f"`{path}` cannot be written: {getattr(error, 'strerror', error)}.") from error


def encoded(text: str, old: bytes) -> bytes:
    """A text in the encoding of a file that holds `old`, with its byte order mark; UnicodeError when it has no room."""
    mark = codecs.BOM_UTF8 if old.startswith(codecs.BOM_UTF8) else b""
    return mark + text.encode(encoding_of(old))


def encoding_of(data: bytes) -> str:
    """The encoding that PEP 263 gives a file, UTF-8 when it begins with a byte order mark."""
    if data.startswith(codecs.BOM_UTF8):
        return "utf-8"
    lines = data.replace(b"\r\n", b"\n").replace(b"\r", b"\n")
    return tokenize.detect_encoding(BytesIO(lines).readline)[0]


def _without_mark(data: bytes) -> bytes:
    return data.removeprefix(codecs.BOM_UTF8)


def _replace(target: Path, data: bytes) -> None:
    status = target.stat()
    handle, name = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}.")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        with suppress(OSError, AttributeError):  # only root may keep another owner; Windows has none
            os.chown(name, status.st_uid, status.st_gid)
        Path(name).chmod(stat.S_IMODE(status.st_mode))
        Path(name).replace(target)
    finally:
        Path(name).unlink(missing_ok=True)
