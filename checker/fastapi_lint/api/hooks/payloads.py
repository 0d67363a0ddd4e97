"""What agents tell a hook about an edit. Each has its own words; nothing in a payload is trusted to be there."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from fastapi_lint.api.hooks.patches import patched_files
from fastapi_lint.model.errors import UsageError
from fastapi_lint.model.record import Record

AGENTS = ("claude", "codex", "cursor", "copilot")
_PATHS = ("file_path", "filePath", "path")
_OLD = ("old_string", "oldString", "old_str")
_NEW = ("new_string", "newString", "new_str")
_ENDS = frozenset({"stop", "agentstop", "subagentstop"})


class Edited(Record, eq=True):
    """A file that an agent wrote; `before` is its text until then, "" for a new file, None when nobody says."""

    path: Path
    before: str | None = None


class Event(Record, eq=True):
    """A payload in our words. `is_end` is the end of a turn, which names no file; `is_again`: we caused the turn."""

    folder: Path
    name: str
    edits: tuple[Edited, ...] = ()
    is_end: bool = False
    is_again: bool = False
    is_snake_case: bool = True


def event(text: str) -> Event:
    """The event of a payload; UsageError when it is no JSON object."""
    try:
        payload = json.loads(text.removeprefix("\ufeff"))
    except (ValueError, RecursionError):
        payload = None
    if not isinstance(payload, dict):
        raise UsageError("the hook expects the agent's payload, one JSON object, on standard input.")
    name = _word(payload, "hook_event_name", "hookEventName") or ""
    folder = Path(_word(payload, "cwd") or next(iter(_words(payload.get("workspace_roots"))), "."))
    again = payload.get("stop_hook_active") is True or bool(payload.get("loop_count"))
    return Event(
        folder,
        name,
        tuple(_edits(payload, folder)),
        name.lower() in _ENDS,
        again,
        "toolName" not in payload,
    )


def _edits(payload: Mapping[str, Any], folder: Path) -> Iterator[Edited]:
    asked = _table(payload.get("tool_input", payload.get("toolArgs", payload)))
    answer = _table(payload.get("tool_response", payload.get("tool_output")))
    patch = _word(asked, "command", "input", "patch")
    if patch and "*** Begin Patch" in patch:
        for patched, before in patched_files(patch, lambda path: _read(folder / path)):
            yield Edited(folder / patched, before)
        return
    name = _word(asked, *_PATHS) or _word(answer, *_PATHS)
    if name:
        path = folder / name
        yield Edited(path, _before(path, asked, answer))


def _before(path: Path, asked: Mapping[str, Any], answer: Mapping[str, Any]) -> str | None:
    """The text before the edit: as the agent remembers it, or by undoing the replacements, the last one first."""
    for key in ("originalFile", "originalFileContents", "original_file"):
        if key in answer and (answer[key] is None or isinstance(answer[key], str)):
            return answer[key] or ""
    if answer.get("type") == "create":
        return ""
    listed = asked.get("edits")
    steps = [_table(step) for step in listed] if isinstance(listed, list) else [asked]
    text = _read(path)
    for step in reversed(steps):
        old, new = _word(step, *_OLD), _word(step, *_NEW)
        if text is None or old is None or not new or new not in text:
            return None
        everywhere = step.get("replace_all") is True or step.get("replaceAll") is True
        text = text.replace(new, old) if everywhere else text.replace(new, old, 1)
    return text


def _read(path: Path) -> str | None:
    try:
        return path.read_bytes().decode("utf-8")
    except (OSError, UnicodeDecodeError, ValueError):
        return None


def _table(value: object) -> Mapping[str, Any]:
    """A JSON object, also one that comes as text."""
    if isinstance(value, str):
        try:
            value = json.loads(value)
        except (ValueError, RecursionError):
            return {}
    return value if isinstance(value, dict) else {}


def _word(table: Mapping[str, Any], *keys: str) -> str | None:
    return next((value for key in keys if isinstance(value := table.get(key), str)), None)


def _words(value: object) -> Iterator[str]:
    return (item for item in (value if isinstance(value, list) else []) if isinstance(item, str))
