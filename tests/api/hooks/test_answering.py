"""Hooks: payloads as the agents send them, before and after trees, and silence where an edit broke nothing."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from typing import Any

import pytest

from fastapi_lint.api.hooks.answering import Answer, answer, before_commit
from tests.api.hooks.shop import BAD, BROKEN, CLEAN, GOOD, PLACE, ROUTER, git


def edit(project: Path, text: str = BROKEN) -> str:
    file = project / "app/main.py"
    file.write_text(text)
    return str(file)


def claude(project: Path, file: str, old: str = GOOD, new: str = BAD, **response: Any) -> dict[str, Any]:
    return {
        "session_id": "abc",
        "transcript_path": "/transcript.jsonl",
        "cwd": str(project),
        "hook_event_name": "PostToolUse",
        "tool_name": "Edit",
        "tool_input": {"file_path": file, "old_string": old, "new_string": new, "replace_all": False},
        "tool_response": {"filePath": file, "oldString": old, "newString": new, **response},
    }


def ask(agent: str, payload: dict[str, Any]) -> Answer:
    return answer(agent, json.dumps(payload))


def test_claude_hears_of_what_the_edit_broke_and_of_nothing_older(project: Path) -> None:
    said = ask("claude", claude(project, edit(project)))
    assert (said.code, said.output) == (2, "")
    assert said.error.count("blocking-sleep (error)") == 1
    assert f"  - {PLACE} " in said.error
    assert "app/main.py:14" not in said.error
    assert said.error.splitlines()[-1].startswith("fastapi-lint: 1 findings")


@pytest.mark.parametrize("text", [CLEAN.replace('"n": 1', '"n": 2', 1), CLEAN], ids=["other line", "no change"])
def test_a_clean_edit_is_met_with_silence(project: Path, text: str) -> None:
    file = edit(project, text)
    assert ask("claude", claude(project, file, '"n": 1', '"n": 2', originalFile=CLEAN)) == Answer()


def test_an_edit_that_moves_old_defects_is_clean(project: Path) -> None:
    file = edit(project, CLEAN.replace("import time", "import time\n\n# moved\n"))
    assert ask("claude", claude(project, file, originalFile=CLEAN)) == Answer()


def test_an_edit_elsewhere_in_the_file_can_break_an_old_line(project: Path) -> None:
    before = CLEAN.replace("async def read_old", "def read_old")
    file = edit(project, CLEAN)
    said = ask("claude", claude(project, file, "def read_old", "async def read_old", originalFile=before))
    assert "app/main.py:14" in said.error


def test_a_new_file_is_judged_whole(project: Path) -> None:
    (project / "app/more.py").write_text(CLEAN)
    payload = claude(project, str(project / "app/more.py"))
    payload["tool_name"] = "Write"
    payload["tool_input"] = {"file_path": str(project / "app/more.py"), "content": CLEAN}
    payload["tool_response"] = {"type": "create", "filePath": str(project / "app/more.py")}
    assert "app/more.py:14" in ask("claude", payload).error


def test_what_the_agent_does_not_tell_is_asked_of_git(project: Path) -> None:
    payload = claude(project, edit(project))
    payload["tool_input"] = {"file_path": payload["tool_input"]["file_path"], "content": BROKEN}
    payload["tool_response"] = {}
    said = ask("claude", payload)
    assert PLACE in said.error
    assert "app/main.py:14" not in said.error


def test_what_is_not_used_yet_waits_for_the_end_of_the_turn(project: Path) -> None:
    (project / "app/more.py").write_text(ROUTER)
    payload = claude(project, str(project / "app/more.py"), "", ROUTER, type="create")
    assert "unmounted-router" not in ask("claude", payload).error
    end = {"cwd": str(project), "hook_event_name": "Stop", "stop_hook_active": False}
    assert "unmounted-router" in ask("claude", end).error
    assert ask("claude", {**end, "stop_hook_active": True}) == Answer()


def test_codex_hears_of_every_file_of_its_patch(project: Path) -> None:
    edit(project)
    (project / "app/more.py").write_text(CLEAN)
    patch = (
        "*** Begin Patch\n*** Update File: app/main.py\n@@ async def read_orders() -> dict[str, int]:\n"
        '     """Counts."""\n-    await asyncio.sleep(1)\n+    time.sleep(2)\n     return {"n": 1}\n'
        "*** Add File: app/more.py\n+import time\n+\n*** Delete File: app/gone.py\n*** End Patch\n"
    )
    payload = {
        "cwd": str(project),
        "hook_event_name": "PostToolUse",
        "tool_name": "apply_patch",
        "tool_input": {"command": patch},
        "tool_response": "Success",
    }
    said = ask("codex", payload)
    told = json.loads(said.output)["hookSpecificOutput"]
    assert (said.code, told["hookEventName"]) == (0, "PostToolUse")
    assert f"  - {PLACE} " in told["additionalContext"]
    assert "app/main.py:14" not in told["additionalContext"]
    assert "app/more.py:14" in told["additionalContext"]


def test_cursor_hears_during_and_at_the_end_of_its_turn(project: Path) -> None:
    file = edit(project)
    after = {
        "hook_event_name": "afterFileEdit",
        "workspace_roots": [str(project)],
        "file_path": file,
        "edits": [{"old_string": GOOD, "new_string": BAD}],
    }
    assert PLACE in json.loads(ask("cursor", after).output)["additional_context"]
    stop = {"hook_event_name": "stop", "workspace_roots": [str(project)], "status": "completed", "loop_count": 0}
    assert PLACE in json.loads(ask("cursor", stop).output)["followup_message"]
    assert ask("cursor", {**stop, "loop_count": 1}) == Answer()


def test_copilot_is_answered_in_the_form_in_which_it_asks(project: Path) -> None:
    arguments = {"path": edit(project), "old_str": GOOD, "new_str": BAD}
    camel = {"cwd": str(project), "toolName": "edit", "toolArgs": json.dumps(arguments), "toolResult": {}}
    assert PLACE in json.loads(ask("copilot", camel).output)["additionalContext"]
    snake = {"cwd": str(project), "hook_event_name": "PostToolUse", "tool_name": "edit", "tool_input": arguments}
    assert PLACE in json.loads(ask("copilot", snake).output)["hookSpecificOutput"]["additionalContext"]


def test_git_is_told_in_words_what_stands_in_the_way(tmp_path: Path) -> None:
    said = before_commit(tmp_path)
    assert (said.output, said.code) == ("", 2)
    assert said.error.startswith(f"fastapi-lint: git cannot tell what changed in `{tmp_path}`: not a git repository")
    git(tmp_path, "init", "--quiet")
    (tmp_path / "main.py").write_text(CLEAN)
    (tmp_path / "pyproject.toml").write_text("[tool.fastapi-lint]\nprofil = 1\n")
    git(tmp_path, "add", ".")
    said = before_commit(tmp_path)
    assert (said.output, said.code) == ("", 2)
    assert "did you mean `profile`?" in said.error


def test_git_judges_what_is_staged(project: Path) -> None:
    edit(project)
    assert before_commit(project) == Answer()
    git(project, "add", ".")
    said = before_commit(project)
    assert said.code == 1
    assert PLACE in said.output
    assert "app/main.py:14" not in said.output


def test_files_that_are_not_the_projects_are_none_of_our_business(project: Path, tmp_path: Path) -> None:
    (tmp_path / "other.txt").write_text("x")
    assert ask("claude", claude(project, str(tmp_path / "other.txt"))) == Answer()
    assert ask("claude", claude(project, str(project / "gone.py"))) == Answer()


@pytest.mark.parametrize("payload", ["", "[]", "{", "null", '{"tool_input": 3}', '{"tool_input": {"file_path": 1}}'])
def test_a_payload_that_cannot_be_read_never_stops_an_agent(project: Path, payload: str) -> None:
    said = answer("claude", payload)
    assert said.code in {0, 1}
    assert said.output == ""


def test_no_file_of_the_project_changes(project: Path) -> None:
    file = edit(project)
    before = {p: p.read_bytes() for p in project.rglob("*.py")}
    ask("claude", claude(project, file))
    assert {p: p.read_bytes() for p in project.rglob("*.py")} == before
    done = subprocess.run(["git", "status", "--porcelain"], cwd=project, capture_output=True, text=True, check=True)
    assert done.stdout == " M app/main.py\n"
