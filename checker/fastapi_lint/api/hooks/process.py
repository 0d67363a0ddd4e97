"""A hook as a process: what an agent sends on standard input, and the answer on the channels that it listens to."""

from __future__ import annotations

import sys
from pathlib import Path

from fastapi_lint.api.hooks.answering import answer, before_commit
from fastapi_lint.engine.deep import deep


def hooked(agent: str) -> int:
    """Answers one event of an agent; returns the exit code that the agent understands."""
    said = deep(lambda: before_commit(Path.cwd()) if agent == "git" else answer(agent, _payload()))
    for stream, text in ((sys.stdout, said.output), (sys.stderr, said.error)):
        if text:
            stream.buffer.write(text.encode("utf-8", "backslashreplace"))
            stream.flush()
    return said.code


def _payload() -> str:
    return sys.stdin.buffer.read().decode("utf-8", "replace")
