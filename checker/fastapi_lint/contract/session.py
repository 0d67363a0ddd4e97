"""A loaded service: what it says of itself, and fresh copies of it that answer calls."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path

from fastapi_lint.contract.framing import Ended, Json, Late, packed
from fastapi_lint.contract.launching.workspace import mirror
from fastapi_lint.contract.remote import Remote, spawn, start
from fastapi_lint.model.record import Record

_GIB = 1 << 30
LIMITS = {"RLIMIT_AS": 8 * _GIB, "RLIMIT_CPU": 300, "RLIMIT_FSIZE": _GIB // 4, "RLIMIT_NOFILE": 1024, "RLIMIT_CORE": 0}
KEPT_BODY = 1 << 20
BOOTING = "stacks-boot"
"""The file in which an import that hangs tells where."""
FAILING = "/fastapi-lint/failure"
"""A route that every copy has and that always fails."""
_NO_PYTHON = "`{}` is no Python of 3.9 or newer"
_SLOW = "its startup takes longer than {:g} s"
_GRACE = 1.0
"""Seconds by which an answer may be later than the agent's own deadline."""


class Launch(Record, eq=True):
    """What to start: `app` is `module:attr`; `paths` are folders to import from; times are seconds.

    With a `seed`, what the service takes from chance (`random`, `secrets`, uuids) is the same in every run. Without
    `fork`, each copy of the service is a process of its own that imports it again.
    """

    python: Path
    root: Path
    paths: tuple[Path, ...]
    app: str
    factory: bool = False
    environment: Mapping[str, str] = {}
    remote: bool = False
    timeout: float = 5.0
    boot: float = 60.0
    seed: int | None = None
    fork: bool = hasattr(os, "fork")


class NotStarted(Exception):
    """The service does not come up. `frames` lead to where it failed, the innermost last."""

    def __init__(self, reason: str, frames: Sequence[Json] = (), output: str = "") -> None:
        super().__init__(reason)
        self.reason, self.frames, self.output = reason, tuple(frames), output


@dataclass
class Group:
    """One fresh copy of the service; calls that belong together share it."""

    remote: Remote
    stacks: Path
    timeout: float
    ending: str = ""

    def call(self, calls: Sequence[tuple[Json, bytes]], *, together: bool = False) -> list[tuple[Json, bytes]]:
        """The answers in order; after a hang or an exit the last one says so, and there are no more."""
        order, body = packed([({"timeout": self.timeout, **c}, b) for c, b in calls], together=together)
        answers: list[tuple[Json, bytes]] = []
        try:
            self.remote.channel.send(order, body)
            for following in range(len(calls) - 1, -1, -1):
                answer, content = self.remote.channel.receive(self.timeout + _GRACE, following)
                answers.append((answer, content))
                if "hangs" in answer:
                    self.remote.kill()
                    self.ending = "hang"
                    break
        except Late:
            text = self.remote.where_it_hangs(self.stacks)
            self.remote.kill()
            self.ending = "hang"
            answers.append(({"hangs": frames_of(text)}, b""))
        except Ended:
            status = self.remote.status()
            self.ending = "exit"
            answers.append(({"exits": status}, b""))
        return answers

    def close(self) -> None:
        """Ends the copy."""
        self.remote.kill()


@dataclass
class Service:
    """A process that has imported the service. `spawned` makes one more of them; copies are such, or `forked`."""

    remote: Remote
    launch: Launch
    folder: Path
    told: Json
    spawned: Callable[[], Remote] | None = None
    forked: bool = True
    numbers: Iterator[int] = field(default_factory=count)

    @property
    def document(self) -> Json | None:
        """The OpenAPI document."""
        found = self.told.get("document")
        return found if isinstance(found, dict) else None

    @property
    def has_threads(self) -> bool:
        """Whether its import has started threads, which a forked copy has not got."""
        return bool(self.told.get("effects", {}).get("all_threads"))

    def group(self) -> Group:
        """A fresh copy whose lifespan has begun; raises NotStarted."""
        number = next(self.numbers)
        stacks = self.folder / f"stacks-{number}"
        remote = self._another()
        try:
            order = {
                "order": "serve",
                "stacks": str(stacks),
                "kept_body": KEPT_BODY,
                "timeout": self.launch.timeout,
                "boot": self.launch.boot,
                "seed": f"{self.launch.seed or 0}/{number}",  # no two copies draw the same uuids
            }
            answer = remote.ask(order, self.launch.boot + _GRACE)
        except Late:
            frames = frames_of(remote.where_it_hangs(stacks))
            remote.kill()
            raise NotStarted(_SLOW.format(self.launch.boot), frames) from None
        except Ended:
            raise NotStarted(f"its process ends during startup{_ended(remote.status())}") from None
        if error := answer.get("error"):
            remote.kill()
            told = _SLOW.format(self.launch.boot) if "hangs" in error else f"its startup fails with {_told(error)}"
            raise NotStarted(told, error["frames"], answer.get("output", ""))
        return Group(remote, stacks, self.launch.timeout)

    def _another(self) -> Remote:
        try:
            return self.remote.fork() if self.forked or self.spawned is None else self.spawned()
        except (Ended, Late):
            raise NotStarted("its process ends, or answers nothing, when another copy is made of it") from None


def boot(
    python: Path,
    folder: Path,
    environment: Mapping[str, str],
    *,
    remote: bool,
    seeded: bool = False,
    fork: bool = True,
    preload: Sequence[str] = (),
) -> Remote:
    """An interpreter of the target with nothing loaded; raises NotStarted."""
    try:
        first = (start if fork else spawn)(python, folder, environment)
    except OSError as error:
        raise NotStarted(f"`{python}` cannot be run: {error.strerror}") from None
    except Ended:
        raise NotStarted(_NO_PYTHON.format(python)) from None
    order = {
        "order": "start",
        "folder": str(folder),
        "remote": remote,
        "limits": LIMITS,
        "seeded": seeded,
        "stacks": BOOTING,
        "preload": list(preload),
    }
    try:
        first.ask(order, 60.0)
    except (Ended, Late):
        first.run.end()
        raise NotStarted(_NO_PYTHON.format(python)) from None
    return first


def load(remote: Remote, launch: Launch, folder: Path) -> Service:
    """The service, imported in this process; raises NotStarted."""
    return Service(remote, launch, folder, _told_by(remote, launch, folder))


def _told_by(remote: Remote, launch: Launch, folder: Path) -> Json:
    """What a process says of the service that it has imported."""
    mirror(launch.root, folder / "work")
    paths = [str(p) for p in launch.paths]
    remote.ask(
        {"order": "enter", "work": str(folder / "work"), "paths": paths, "environment": dict(launch.environment)}
    )
    try:
        order = {"order": "load", "app": launch.app, "factory": launch.factory, "failing": FAILING}
        told = remote.ask(order, launch.boot)
    except Late:
        frames = frames_of(remote.where_it_hangs(folder / BOOTING))
        remote.kill()
        raise NotStarted(f"importing it takes longer than {launch.boot:g} s", frames) from None
    except Ended:
        raise NotStarted(f"its process ends while it is imported{_ended(remote.status())}") from None
    if step := told.get("failed"):
        raise NotStarted(_STEPS[step].format(_told(told["error"])), told["error"]["frames"], told.get("output", ""))
    if error := told.get("document_error"):
        reason = f"building its OpenAPI document fails with {_told(error)}"
        raise NotStarted(reason, error["frames"], told.get("output", ""))
    if (version := _version(told.get("fastapi", ""))) and version < (0, 100):
        raise NotStarted(f"it runs on FastAPI {told['fastapi']}, and 0.100 is the oldest that can be judged")
    return told


@contextmanager
def loaded(launch: Launch, folder: Path) -> Iterator[Service]:
    """The service in a process of its own; every process of the run has ended afterwards. Raises NotStarted."""
    started: list[Remote] = []

    def begun() -> Remote:
        seeded = launch.seed is not None
        started.append(
            boot(launch.python, folder, launch.environment, remote=launch.remote, seeded=seeded, fork=launch.fork)
        )
        return started[-1]

    def another() -> Remote:
        remote = begun()
        _told_by(remote, launch, folder)
        return remote

    try:
        service = load(begun(), launch, folder)
        service.spawned, service.forked = another, launch.fork
        yield service
    finally:
        for remote in started:
            remote.run.end()


_STEPS = {
    "import": "importing it fails with {}",
    "attribute": "it is not there: {}",
    "factory": "its factory fails with {}",
}


def _told(error: Json) -> str:
    message = " ".join(str(error["message"]).split())
    return f"{error['type']}: {message}" if message else str(error["type"])


def _ended(status: int | None) -> str:
    if status is None:
        return ""
    return f" with signal {-status}" if status < 0 else f" with exit code {status}"


def _version(text: str) -> tuple[int, ...]:
    numbers = text.split(".")[:2]
    return tuple(int(n) for n in numbers) if all(n.isdigit() for n in numbers) else ()


def frames_of(dump: str) -> list[Json]:
    """The frames that a dump of all threads shows, the innermost last; of the thread that is deepest in."""
    threads: list[list[Json]] = [[]]
    for line in dump.splitlines():
        text = line.strip()
        if text.startswith('File "'):
            file, _, rest = text[6:].partition('", line ')
            number, _, function = rest.partition(" in ")
            if number.isdigit():  # the last line may be cut
                threads[-1].insert(0, {"file": file, "line": int(number), "function": function})
        else:
            threads.append([])
    return max(threads, key=len)
