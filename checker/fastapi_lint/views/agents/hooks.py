"""Where each agent is told to call `fastapi-lint hook` after an edit."""

from __future__ import annotations

import json

_EDITS = {"claude": "Edit|MultiEdit|Write", "codex": "apply_patch"}


def hook_file(agent: str) -> tuple[str, str]:
    """(path, text) of a configuration that calls the hook and nothing else."""
    path, data = _FILES[agent]
    return path, json.dumps(data, indent=2) + "\n"


def hook_line(agent: str) -> str:
    """The same on one line, for a file that exists already."""
    return json.dumps(_FILES[agent][1]["hooks"])


def calls_hook(text: str, agent: str) -> bool:
    """Whether a configuration calls the hook, in whatever words around it."""
    return f"fastapi-lint hook {agent}" in text


def _events(agent: str) -> dict[str, object]:
    """The events of Claude Code, whose form Codex has taken over: after an edit, and before a turn ends."""
    call = [{"type": "command", "command": f"fastapi-lint hook {agent}"}]
    return {"hooks": {"PostToolUse": [{"matcher": _EDITS[agent], "hooks": call}], "Stop": [{"hooks": call}]}}


_FILES: dict[str, tuple[str, dict[str, object]]] = {
    "claude": (".claude/settings.json", _events("claude")),
    "codex": (".codex/hooks.json", _events("codex")),
    # Cursor hears what a hook says at the end of a turn; after an edit only newer versions listen.
    "cursor": (".cursor/hooks.json", {"version": 1, "hooks": {"stop": [{"command": "fastapi-lint hook cursor"}]}}),
    "copilot": (
        ".github/hooks/fastapi-lint.json",
        {
            "version": 1,
            "hooks": {"postToolUse": [{"type": "command", "bash": "fastapi-lint hook copilot", "timeoutSec": 30}]},
        },
    ),
}
HOOKED = {path: agent for agent, (path, _) in _FILES.items()}
"""Path of a configuration -> the agent that reads it."""
