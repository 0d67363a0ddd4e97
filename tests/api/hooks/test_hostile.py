"""Whatever an agent sends: a short message or silence, never a traceback, never a word that blocks it."""

from __future__ import annotations

import json
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from fastapi_lint.api.hooks.answering import answer
from fastapi_lint.api.hooks.payloads import AGENTS

KEYS = st.sampled_from([
    *("cwd", "hook_event_name", "tool_input", "tool_response", "file_path", "originalFile", "edits", "old_string"),
    *("new_string", "workspace_roots", "stop_hook_active", "loop_count", "toolName", "toolArgs", "command", "path"),
])  # fmt: skip
WORDS = st.sampled_from(
    ["", ".", "/", "main.py", "a\0b", "\ud800", "~", "PostToolUse", "*** Begin Patch\n*** Update File: x"]
)
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | WORDS | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=4),
    max_leaves=8,
)


@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(agent=st.sampled_from(AGENTS), payload=st.dictionaries(KEYS, VALUES, max_size=6))
def test_no_payload_stops_an_agent(tmp_path: Path, agent: str, payload: dict[str, object]) -> None:
    said = answer(agent, json.dumps({"cwd": str(tmp_path)} | payload))
    assert said.code in {0, 1}
    assert said.output == ""
    assert "Traceback" not in said.error
