"""A line of progress on a terminal for runs that take longer than a second."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

_PATIENCE = 1.0
"""Seconds before anything is shown."""


@contextmanager
def progress() -> Iterator[Callable[[str], None]]:
    """Gives a function that is told what is being done; the line is wiped at the end."""
    if not sys.stderr.isatty():
        yield lambda _: None
        return
    started, shown = time.monotonic(), False

    def tell(what: str) -> None:
        nonlocal shown
        if time.monotonic() - started > _PATIENCE:
            shown = True
            sys.stderr.write(f"\r\x1b[2Kfastapi-lint: {what} …")
            sys.stderr.flush()

    try:
        yield tell
    finally:
        if shown:
            sys.stderr.write("\r\x1b[2K")
            sys.stderr.flush()
