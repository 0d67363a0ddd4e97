"""Runs a pure function over many items, in as many processes as pay for themselves."""

from __future__ import annotations

import gc
import os
import pickle
import sys
import threading
import warnings
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, Protocol, TypeVar, cast

if TYPE_CHECKING:
    from multiprocessing.connection import Connection

T = TypeVar("T")
R = TypeVar("R")

WORTH_A_PROCESS = 250_000
"""Bytes of stale source below which one process is faster: starting workers costs about as much."""

_STACK = 256 * 1024 * 1024
"""Bytes of stack for parsing: libcst's parser recurses in native code, 2,000 nested brackets need some 30 MiB."""


_RECURSION = 40_000
"""Python frames that fit on that stack: the walk over a tree recurses as deep as the code is nested."""


def deep(function: Callable[[], R]) -> R:
    """Calls a function on a thread with a large stack; what it raises is raised here."""
    outcome: list[R] = []
    failure: list[BaseException] = []

    def run() -> None:
        limit = sys.getrecursionlimit()
        sys.setrecursionlimit(max(limit, _RECURSION))
        collects = gc.isenabled()
        gc.disable()  # trees and facts have no cycles; searching them for some costs a fifth of the run
        try:
            outcome.append(function())
        except BaseException as error:  # noqa: BLE001 - handed over to the calling thread
            failure.append(error)
        finally:
            if collects:
                gc.enable()
            sys.setrecursionlimit(limit)

    previous = threading.stack_size(_STACK)
    try:
        thread = threading.Thread(target=run, daemon=True)  # an interrupted run ends at once
        thread.start()
    finally:
        threading.stack_size(previous)
    thread.join()
    if failure:
        raise failure[0]
    return outcome[0]


def aside(function: Callable[[], R]) -> Callable[[], R]:
    """Begins a call that waits for something else; the answer waits for its end, and raises what it raised."""
    outcome: list[R] = []
    failure: list[BaseException] = []

    def work() -> None:
        try:
            outcome.append(function())
        except BaseException as error:  # noqa: BLE001 - handed over to whoever asks for the answer
            failure.append(error)

    thread = threading.Thread(target=work, daemon=True)
    thread.start()

    def answer() -> R:
        thread.join()
        if failure:
            raise failure[0]
        return outcome[0]

    return answer


def run(function: Callable[[T], R], items: Sequence[T], weight: Callable[[T], int], jobs: int | None = None) -> list[R]:
    """The results in the order of the items. `weight` is an item's size in bytes; `jobs` None means all processors."""
    weights = [weight(item) for item in items]
    count = workers(jobs) if sum(weights) >= WORTH_A_PROCESS else 1
    if count < 2:
        return deep(lambda: [function(item) for item in items])
    return _shared(function, items, _shares(weights, count))


def workers(jobs: int | None) -> int:
    """How many processes may work: as many as asked for, else as there are processors for us, at most 8."""
    if jobs is not None:
        return min(jobs, 8)
    return min(len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1, 8)


def can_fork() -> bool:
    """Whether another process can begin with all that this one has in memory."""
    return hasattr(os, "fork") and sys.platform != "darwin"  # forking beside system libraries' threads is unsafe there


def _shares(weights: Sequence[int], count: int) -> list[list[int]]:
    """Item numbers for each process, the heaviest first to whoever has least; the first share is our own."""
    loads = [0.0] * count
    shares: list[list[int]] = [[] for _ in range(count)]
    for number in sorted(range(len(weights)), key=lambda n: -weights[n]):
        least = loads.index(min(loads))
        shares[least].append(number)
        loads[least] += weights[number] * (1 if least else _OWN_PACE)
    return shares


_OWN_PACE = 0.9
"""This process takes somewhat more: what the others found has to be packed, sent and unpacked."""


def _shared(function: Callable[[T], R], items: Sequence[T], shares: Sequence[Sequence[int]]) -> list[R]:
    """Works on the first share here while other processes work on theirs; nobody's share is lost with its process."""
    own, *others = shares
    begun: type[_Forked | _Spawned] = _Forked if can_fork() else _Spawned
    children: list[_Child] = [begun(function, [items[n] for n in share]) for share in others]
    results: dict[int, R] = dict(zip(own, deep(lambda: [function(items[n]) for n in own]), strict=True))
    for share, child in zip(others, children, strict=True):
        found = child.results()
        if found is None:
            found = deep(lambda share=share: [function(items[n]) for n in share])  # type: ignore[misc]
        results.update(zip(share, found, strict=True))
    return [results[n] for n in range(len(items))]


class _Child(Protocol):
    """Another process that works on some items."""

    def results(self) -> list[Any] | None:
        """What it found, None when it ended before it could say; what the function raised is raised here."""
        ...


class _Forked:
    """Begins with all that this process has in memory. Forked by hand: multiprocessing takes 15 ms to import."""

    def __init__(self, function: Callable[[Any], Any], items: Sequence[Any]) -> None:
        self._reader, writer = os.pipe()
        with warnings.catch_warnings():
            # Python 3.12+ warns of forking beside threads; the only other thread waits for this one.
            warnings.simplefilter("ignore", DeprecationWarning)
            self._process = os.fork()
        if not self._process:
            try:
                with os.fdopen(writer, "wb") as stream:
                    stream.write(_answer(function, items))
                os._exit(0)  # nothing of the parent's is ours to clean up
            finally:
                os._exit(1)
        os.close(writer)

    def results(self) -> list[Any] | None:
        with os.fdopen(self._reader, "rb") as stream:
            answer = stream.read()
        _, status = os.waitpid(self._process, 0)
        return None if status else _found(answer)


class _Spawned:
    """Begins with an empty memory, where processes cannot be forked."""

    def __init__(self, function: Callable[[Any], Any], items: Sequence[Any]) -> None:
        import multiprocessing

        context = multiprocessing.get_context("spawn")
        self._reader, writer = context.Pipe(duplex=False)
        self._process = context.Process(target=_work, args=(function, items, writer), daemon=True)
        self._process.start()
        writer.close()

    def results(self) -> list[Any] | None:
        try:
            answer = self._reader.recv_bytes()
        except (EOFError, OSError):
            return None
        finally:
            self._reader.close()
            self._process.join()
        return _found(answer)


def _found(answer: bytes) -> list[Any]:
    found, error = pickle.loads(answer)
    if error is not None:
        raise error
    return cast("list[Any]", found)


def _answer(function: Callable[[Any], Any], items: Sequence[Any]) -> bytes:
    try:
        return deep(lambda: pickle.dumps(([function(item) for item in items], None), protocol=5))
    except BaseException as error:  # noqa: BLE001 - handed over to the process that asked
        return pickle.dumps((None, error))


def _work(function: Callable[[Any], Any], items: Sequence[Any], writer: Connection) -> None:
    writer.send_bytes(_answer(function, items))
    writer.close()
