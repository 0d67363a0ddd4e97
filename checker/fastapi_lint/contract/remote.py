"""A process of the target: starting it, forking it, asking it, and ending it and everything that it has started."""

from __future__ import annotations

import os
import secrets
import signal
import socket
import subprocess
import time
from collections.abc import Iterator, Mapping
from contextlib import suppress
from pathlib import Path

from fastapi_lint.contract.framing import Channel, Ended, Json, Late, pair

AGENT = Path(__file__).with_name("_target_agent.py")

_TOKEN = "FASTAPI_LINT_RUN"  # noqa: S105 - the name of a variable
_ANSWERS_AT_ONCE = 10.0
_CONNECTS = 30.0
_DUMP = 5.0
"""Seconds that a process may take to write down where its threads stand, or to end."""


class Remote:
    """One process that answers orders. `parent` is the process that it was forked from."""

    def __init__(self, channel: Channel, pid: int, run: Run, parent: Remote | None = None) -> None:
        self.channel, self.pid, self.run, self.parent = channel, pid, run, parent
        self.alive = True

    def ask(self, order: Json, within: float = _ANSWERS_AT_ONCE) -> Json:
        """The answer to an order; raises Ended or Late."""
        self.channel.send(order)
        return self.channel.receive(within)[0]

    def fork(self) -> Remote:
        """A copy of the process that goes on from here."""
        ours, theirs = pair()
        try:
            self.channel.send({"order": "fork"}, pass_fd=theirs.fileno())
            answer, _ = self.channel.receive(_ANSWERS_AT_ONCE)
        finally:
            theirs.close()
        child = Remote(ours, answer["pid"], self.run, self)
        self.run.remotes.append(child)
        return child

    def kill(self) -> None:
        """Ends the process and its group; of the first one, whatever descends from it."""
        self.alive = False
        below = list(descendants(self.pid)) if self.parent is None else []  # before it notices that nobody listens
