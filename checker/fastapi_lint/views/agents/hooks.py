"""Where each agent is told to call `fastapi-lint hook` after an edit."""

from __future__ import annotations

import json

_EDITS = {"claude": "Edit|MultiEdit|Write", "codex": "apply_patch"}


def hook_file(agent: str) -> tuple[str, str]:
    """(path, text) of a configuration that calls the hook and nothing else."""
    path, data = _FILES[agent]
    return path, json.dumps(data, indent=2) + "\n"


def hook_call(agent: str) -> str:
    """The command that a configuration which calls the hook contains."""
    return f"fastapi-lint hook {agent}"


def _events(agent: str) -> dict[str, object]:
    """The events of Claude Code, whose form Codex has taken over: after an edit, and before a turn ends."""
    call = [{"type": "command", "command": hook_call(agent)}]
    return {"hooks": {"PostToolUse": [{"matcher": _EDITS[agent], "hooks": call}], "Stop": [{"hooks": call}]}}


_FILES: dict[str, tuple[str, dict[str, object]]] = {
    "claude": (".claude/settings.json", _events("claude")),
    "codex": (".codex/hooks.json", _events("codex")),
    # Cursor hears what a hook says at the end of a turn; after an edit only newer versions listen.
    "cursor": (".cursor/hooks.json", {"version": 1, "hooks": {"stop": [{"command": hook_call("cursor")}]}}),
    "copilot": (
        ".github/hooks/fastapi-lint.json",
        {"version": 1, "hooks": {"postToolUse": [{"type": "command", "bash": hook_call("copilot"), "timeoutSec": 30}]}},
    ),
}
HOOKED = tuple(_FILES)
"""The agents whose configuration can call the hook."""

AGENT_FOLDERS = {"claude": ".claude", "codex": ".codex", "cursor": ".cursor", "copilot": ".github/hooks"}
"""The folder that a project has when its people work with the agent."""
