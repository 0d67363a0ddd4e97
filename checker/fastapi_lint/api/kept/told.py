"""What an agent was told by the last equal call, so that the next one can say what is fixed and what is new."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from contextlib import suppress
from hashlib import blake2b
from pathlib import Path

from fastapi_lint.api.request import Checked, Request
from fastapi_lint.engine.replay import prepare
from fastapi_lint.reporters.visible import place

_FILE = "told.json"
_MOST = 16
"""Calls whose answers are remembered in one folder."""


def told_before(cache: Path, request: Request) -> dict[str, str] | None:
    """Fingerprint -> rule and place of each finding of the last equal call; None when there was none."""
    return _load(cache).get(_key(request))


def remember(cache: Path, request: Request, checked: Checked) -> None:
    """Keeps what is told now; a folder that refuses costs only the memory."""
    told = {d.fingerprint: f"{d.rule} {place(d.location)}" for d in checked.report.diagnostics}
    kept = _load(cache)
    kept.pop(key := _key(request), None)
    kept[key] = told
    newest = dict(list(kept.items())[-_MOST:])
    with suppress(OSError):
        prepare(str(cache))
        fresh = cache / f"{_FILE}.{os.getpid()}"
        fresh.write_text(json.dumps(newest), "utf-8")
        fresh.replace(cache / _FILE)


def _key(request: Request) -> str:
    """The same for calls that ask for the same findings."""
    asked = (
        [str(path) for path in request.paths],
        *(request.profile, request.select, request.ignore, request.changed_since),
        *(str(request.config), str(request.baseline), str(request.shard)),
    )
    return blake2b(repr(asked).encode("utf-8", "surrogateescape"), digest_size=8).hexdigest()


def _load(cache: Path) -> dict[str, dict[str, str]]:
    """What is remembered; nothing of it is trusted, as a cache could come with a project."""
    try:
        data = json.loads((cache / _FILE).read_text("utf-8"))
    except (OSError, ValueError, RecursionError):
        return {}
    entries: Mapping[object, object] = data if isinstance(data, dict) else {}
    return {
        key: told
        for key, told in entries.items()
        if isinstance(key, str) and isinstance(told, dict) and all(isinstance(text, str) for text in told.values())
    }
