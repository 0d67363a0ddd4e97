"""How a hook answers: each agent listens to another channel."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

from fastapi_lint.api.hooks.introduced import introduced
from fastapi_lint.api.hooks.payloads import Edited, Event, event
from fastapi_lint.delegate.changed import changed_lines, staged, text_at
from fastapi_lint.model.errors import FastapiLintError, UsageError
from fastapi_lint.model.record import Record
from fastapi_lint.reporters.agent import render

_HEAD = "This edit breaks rules of the project. Mend them now, or finish the edit that does:\n"


class Answer(Record, eq=True):
    """What goes to standard output and standard error, and the exit code."""

    output: str = ""
    error: str = ""
    code: int = 0


def answer(agent: str, payload: str) -> Answer:
    """The answer to an agent's payload: nothing when the edit is clean, or when the project cannot be checked."""
    try:
        asked = event(payload)
        if asked.is_again:
            return Answer()
        edits = tuple(_since_last_commit(asked.folder)) if asked.is_end else _completed(asked.edits)
        report = introduced(_folder(asked, edits), edits, is_finished=asked.is_end) if edits else None
    except FastapiLintError as error:
        return Answer(error=f"fastapi-lint: {error}\n", code=1)
    return _told(agent, asked, _HEAD + render(report)) if report is not None else Answer()


def before_commit(folder: Path) -> Answer:
    """The answer to git: what is about to be committed, compared with the last commit."""
    try:
        edits = [Edited(folder / path, text_at(folder, "HEAD", path) or "") for path in staged(folder)]
        report = introduced(folder, edits, is_finished=True) if edits else None
    except FastapiLintError as error:
        return Answer(error=f"fastapi-lint: {error}\n", code=error.exit_code)
    return Answer(render(report), code=1) if report is not None else Answer()


def _told(agent: str, asked: Event, text: str) -> Answer:
    """Claude Code hands standard error of a hook that ends with 2 to the model; the others read JSON."""
    if agent == "claude":
        return Answer(error=text, code=2)
    if agent == "cursor":
        return Answer(_json({"followup_message" if asked.is_end else "additional_context": text}))
    if asked.is_end:
        return Answer(_json({"decision": "block", "reason": text}))
    if agent == "copilot" and not asked.is_snake_case:
        return Answer(_json({"additionalContext": text}))
    told = {"hookEventName": asked.name or "PostToolUse", "additionalContext": text}
    return Answer(_json({"hookSpecificOutput": told}))


def _json(data: object) -> str:
    return json.dumps(data, ensure_ascii=False) + "\n"


def _folder(asked: Event, edits: tuple[Edited, ...]) -> Path:
    """Where to look for the project: beside the first file, whatever folder the agent was started in."""
    return edits[0].path.parent if edits and not asked.is_end else asked.folder


def _completed(edits: tuple[Edited, ...]) -> tuple[Edited, ...]:
    """The edits of files that exist, with the committed text where the agent does not tell the former one."""
    found = [edit for edit in edits if edit.path.is_file()]
    return tuple(
        edit if edit.before is not None else Edited(edit.path, text_at(edit.path.parent, "HEAD", edit.path.name))
        for edit in found
    )


def _since_last_commit(folder: Path) -> Iterator[Edited]:
    """Every file that differs from the last commit; none where there is no git to ask."""
    try:
        changed = changed_lines(folder, "HEAD")
    except UsageError:
        return
    for path in changed:
        if (folder / path).is_file():
            yield Edited(folder / path, text_at(folder, "HEAD", path))
