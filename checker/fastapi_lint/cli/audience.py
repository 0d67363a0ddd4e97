"""Who reads the output: a person, or a coding agent that says so in its environment."""

from __future__ import annotations

from collections.abc import Mapping

from fastapi_lint.engine.replay import AGENT_VARIABLES


def is_agent(environment: Mapping[str, str]) -> bool:
    """Whether one of the variables is set that agents set for the commands they run."""
    return any(environment.get(name) for name in AGENT_VARIABLES)
