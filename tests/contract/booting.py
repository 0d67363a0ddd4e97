"""Starts services for examples: they are forked from one interpreter that has imported FastAPI once."""

from __future__ import annotations

import atexit
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from tempfile import gettempdir

from fastapi_lint.contract.environment import environment
from fastapi_lint.contract.remote import Remote
from fastapi_lint.contract.session import Launch, Service, boot, load

_IMPORTED = (
    "fastapi",
    "fastapi.openapi.utils",
    "fastapi.middleware.cors",
    "anyio._backends._asyncio",
    "python_multipart",
    "argon2",
    "fastapi.middleware.gzip",
    "jwt",
    "prometheus_client",
    "pydantic_settings",
    "pythonjsonlogger.json",
)


@cache
def _interpreter() -> Remote:
    folder = Path(gettempdir())
    first = boot(Path(sys.executable), folder, environment(None, folder), remote=False, preload=_IMPORTED)
    atexit.register(first.run.end)
    return first


@contextmanager
def forked(launch: Launch, folder: Path) -> Iterator[Service]:
    """The service in a copy of that interpreter; the copy and what it has forked have ended afterwards."""
    first = _interpreter()
    known = len(first.run.remotes)
    remote = first.fork()
    try:
        yield load(remote, launch, folder)
    finally:
        for started in first.run.remotes[known:]:
            started.kill()
        del first.run.remotes[known:]
