"""Payloads as each agent sends them, and the channel on which it hears the answer."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from fastapi_lint.api.hooks.answering import Answer, answer
from tests.api.hooks.shop import BROKEN, CLEAN, PLACE

RECORDED = sorted(Path(__file__).with_name("payloads").glob("*.json"))


def text_for_claude(said: Answer) -> str:
    assert (said.code, said.output) == (2, "")
    return said.error


def told(*path: str) -> Callable[[Answer], str]:
    """Reads one JSON object from standard output, where the text stands under a path of keys and nothing else does."""

    def text(said: Answer) -> str:
        assert (said.code, said.error) == (0, "")
        found: Any = json.loads(said.output)
        for key in path:
            found = found[key]
        assert isinstance(found, str)
        return found

    return text


LISTENS: dict[str, Callable[[Answer], str]] = {
    "claude-edit": text_for_claude,
    "claude-multiedit": text_for_claude,
    "claude-stop": text_for_claude,
    "claude-write": text_for_claude,
    "codex-apply-patch": told("hookSpecificOutput", "additionalContext"),
    "codex-stop": told("reason"),
    "copilot-post-tool-use": told("additionalContext"),
    "copilot-vscode": told("hookSpecificOutput", "additionalContext"),
    "cursor-after-file-edit": told("additional_context"),
    "cursor-post-tool-use": told("additional_context"),
    "cursor-stop": told("followup_message"),
}


def filled(value: Any, project: Path) -> Any:
    """A recorded payload with the places and texts of this project."""
    match value:
        case dict():
            return {key: filled(item, project) for key, item in value.items()}
        case list():
            return [filled(item, project) for item in value]
        case str():
            texts = {"{root}": str(project), "{before}": CLEAN, "{after}": BROKEN}
            for name, text in texts.items():
                value = value.replace(name, text)
            return value
        case _:
            return value


def ask(recorded: Path, project: Path) -> Answer:
    payload = filled(json.loads(recorded.read_text("utf-8")), project)
    return answer(recorded.stem.partition("-")[0], json.dumps(payload))


every_payload = pytest.mark.parametrize("recorded", RECORDED, ids=lambda file: file.stem)


def test_every_recorded_payload_has_a_channel() -> None:
    assert [file.stem for file in RECORDED] == sorted(LISTENS)


@every_payload
def test_each_agent_hears_of_the_new_defect_alone_and_where_it_listens(recorded: Path, project: Path) -> None:
    (project / "app/main.py").write_text(BROKEN)
    text = LISTENS[recorded.stem](ask(recorded, project))
    assert text.count(f"  - {PLACE} ") == 1
    assert "app/main.py:14" not in text
    assert text.splitlines()[-1].startswith("fastapi-lint: 1 findings (1 errors,")


@every_payload
def test_no_agent_hears_anything_when_nothing_broke(recorded: Path, project: Path) -> None:
    assert ask(recorded, project) == Answer()
