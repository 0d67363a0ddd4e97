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
_ANSWERS_AT_ONCE = 30.0
_CONNECTS = 30.0
_DUMP = 5.0
"""Seconds that a process may take to write down where its threads stand, or to end."""


class Remote:
    """One process that answers orders. `parent` is the process that it was forked from."""

    def __init__(self, channel: Channel, pid: int, run: Run, parent: Remote | None = None) -> None:
        self.channel, self.pid, self.run, self.parent = channel, pid, run, parent

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
        except (Ended, Late):
            ours.close()
            raise
        finally:
            theirs.close()
        child = Remote(ours, answer["pid"], self.run, self)
        self.run.remotes.append(child)
        return child

    def kill(self) -> None:
        """Ends the process and its group; of the first one, whatever descends from it."""
        below = list(descendants(self.pid)) if self.parent is None else []  # before it notices that nobody listens
        self.channel.close()
        _kill_group(self.pid)
        for pid in below:
            with suppress(OSError):
                os.kill(pid, signal.SIGKILL)
        if self.parent is None:
            self.run.process.kill()
            with suppress(subprocess.TimeoutExpired):
                self.run.process.wait(_ANSWERS_AT_ONCE)

    def status(self) -> int | None:
        """How it has ended: its exit code, or minus the signal; None when nobody knows."""
        if self.parent is None:
            with suppress(subprocess.TimeoutExpired):
                return self.run.process.wait(_DUMP)
            return None
        with suppress(Exception):  # the service may have broken its interpreter, and so what that answers
            found = self.parent.ask({"order": "reap", "pid": self.pid})["status"]
            return found if isinstance(found, int) else None
        return None

    def where_it_hangs(self, stacks: Path) -> str:
        """Where the threads of a process stand that answers nothing, as its interpreter tells on a signal, or late."""
        if not self.run.spawned:
            with suppress(OSError):
                os.kill(self.pid, signal.SIGUSR1)
        until = time.monotonic() + _DUMP
        text = ""
        while time.monotonic() < until and " in <module>" not in text:  # the outermost frame is written last
            text = stacks.read_text("utf-8", "replace") if stacks.exists() else ""
        return text


class Run:
    """All processes of one run: the first one, started by us, and those that were forked from it.

    A `spawned` one forks nothing: it has come to us through a port, as on platforms that cannot fork.
    """

    def __init__(self, process: subprocess.Popen[bytes], token: str, *, spawned: bool = False) -> None:
        self.process, self.token, self.spawned = process, token, spawned
        self.remotes: list[Remote] = []

    def end(self) -> None:
        """Ends every process of the run, those included that have left their group."""
        for remote in reversed(self.remotes):
            remote.kill()
        for pid in _marked(self.token):
            with suppress(OSError):
                os.kill(pid, signal.SIGKILL)


def start(python: Path, folder: Path, environment: Mapping[str, str]) -> Remote:
    """The first process, in a session of its own; raises OSError when the interpreter cannot be run."""
    ours, theirs = pair()
    token = secrets.token_hex(16)
    try:
        process = _process(python, str(theirs.fileno()), folder, {**environment, _TOKEN: token}, theirs.fileno())
    except OSError:
        ours.close()
        raise
    finally:
        theirs.close()
    return _first(ours, Run(process, token))


def spawn(python: Path, folder: Path, environment: Mapping[str, str]) -> Remote:
    """As `start`, without anything that only some platforms have; raises OSError, or Ended when it does not come."""
    token = secrets.token_hex(16)
    with socket.create_server(("127.0.0.1", 0)) as listener:
        where = f"127.0.0.1:{listener.getsockname()[1]}"
        process = _process(python, where, folder, {**environment, _TOKEN: token})
        run = Run(process, token, spawned=True)
        try:
            return _first(Channel(_visitor(listener, token, process)), run)
        except Ended:
            run.end()
            process.kill()
            process.wait()
            raise


def _visitor(listener: socket.socket, token: str, process: subprocess.Popen[bytes]) -> socket.socket:
    """The connection of our own process; others who knock are sent away."""
    until = time.monotonic() + _CONNECTS
    listener.settimeout(0.1)
    while time.monotonic() < until and process.poll() is None:
        with suppress(TimeoutError):
            sock, _ = listener.accept()
            sock.settimeout(_ANSWERS_AT_ONCE)
            if secrets.compare_digest(sock.recv(len(token), socket.MSG_WAITALL), token.encode()):
                return sock
            sock.close()
    raise Ended


def _process(
    python: Path, where: str, folder: Path, environment: Mapping[str, str], *descriptors: int
) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [str(python), "-B", str(AGENT), where],
        cwd=folder,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        pass_fds=descriptors,
        start_new_session=True,
    )


def _first(channel: Channel, run: Run) -> Remote:
    remote = Remote(channel, run.process.pid, run)
    run.remotes.append(remote)
    return remote


def _kill_group(pid: int) -> None:
    if not hasattr(os, "killpg"):
        return
    with suppress(OSError):
        os.killpg(pid, signal.SIGKILL)
    with suppress(OSError):
        os.kill(pid, signal.SIGKILL)


def descendants(pid: int) -> Iterator[int]:
    """The processes that descend from one, orphans included that it has taken in; none where /proc does not tell."""
    children: dict[int, list[int]] = {}
    for entry in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError, ValueError):
            parent = int(entry.read_bytes().rpartition(b")")[2].split()[1])
            children.setdefault(parent, []).append(int(entry.parent.name))
    waiting = list(children.get(pid, ()))
    while waiting:
        yield (found := waiting.pop())
        waiting += children.get(found, ())


def has_died(pid: int) -> bool:
    """Whether a process has ended and its parent has not looked yet."""
    with suppress(OSError):
        return Path(f"/proc/{pid}/stat").read_bytes().rpartition(b")")[2].split()[0] == b"Z"
    return False


def _marked(token: str) -> Iterator[int]:
    """The processes that have inherited our mark in their environment; none where /proc does not tell."""
    mark = f"{_TOKEN}={token}".encode()
    for entry in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):
            if mark in (entry / "environ").read_bytes():
                yield int(entry.name)


__all__ = ["Late", "Remote", "Run", "descendants", "has_died", "spawn", "start"]
