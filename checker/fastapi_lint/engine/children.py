"""Other processes that take parts of the work, forked where that is safe and begun anew elsewhere."""

from __future__ import annotations

import os
import pickle
import sys
import warnings
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Protocol, TypeAlias

from fastapi_lint.engine.deep import deep

if TYPE_CHECKING:
    from multiprocessing.connection import Connection


class Child(Protocol):
    """Another process that works on some items."""

    def results(self) -> dict[int, Any]:
        """What it found by item number, nothing when it died before; what the function raised is raised here."""
        ...


def can_fork() -> bool:
    """Whether another process can begin with all that this one has in memory."""
    return hasattr(os, "fork") and sys.platform != "darwin"  # forking beside system libraries' threads is unsafe there


class Forked:
    """Begins with all that this process has in memory. Forked by hand: multiprocessing takes 15 ms to import.

    OSError when the system has no room for another process.
    """

    def __init__(self, function: Callable[[Any], Any], items: Sequence[Any], work: Iterable[Sequence[int]]) -> None:
        self._reader, writer = os.pipe()
        try:
            with warnings.catch_warnings():
                # Python 3.12+ warns of forking beside threads; the only other thread waits for this one.
                warnings.simplefilter("ignore", DeprecationWarning)
                self._process = os.fork()
        except OSError:
            os.close(self._reader)
            os.close(writer)
            raise
        if not self._process:
            try:
                with os.fdopen(writer, "wb") as stream:
                    stream.write(_answer(function, items, work))
                os._exit(0)  # nothing of the parent's is ours to clean up
            finally:
                os._exit(1)
        os.close(writer)

    def results(self) -> dict[int, Any]:
        """As `Child` says."""
        with os.fdopen(self._reader, "rb") as stream:
            answer = stream.read()
        _, status = os.waitpid(self._process, 0)
        return {} if status else _found(answer)


class Spawned:
    """Begins with an empty memory, where processes cannot be forked."""

    def __init__(self, function: Callable[[Any], Any], items: Sequence[Any], work: Iterable[Sequence[int]]) -> None:
        import multiprocessing

        context = multiprocessing.get_context("spawn")
        self._reader, writer = context.Pipe(duplex=False)
        given = (function, {n: items[n] for part in work for n in part}, work, writer)
        self._process = context.Process(target=_work, args=given, daemon=True)
        self._process.start()
        writer.close()

    def results(self) -> dict[int, Any]:
        """As `Child` says."""
        try:
            answer = self._reader.recv_bytes()
        except (EOFError, OSError):
            return {}
        finally:
            self._reader.close()
            self._process.join()
        return _found(answer)


_Items: TypeAlias = Sequence[Any] | Mapping[int, Any]
"""Items by number."""


def _answer(function: Callable[[Any], Any], items: _Items, work: Iterable[Sequence[int]]) -> bytes:
    """Each part is packed as soon as it is done: packing is work too, and counts before the next part is taken."""

    def packed() -> bytes:
        found = [(part, pickle.dumps([function(items[n]) for n in part], protocol=5)) for part in work]
        return pickle.dumps((found, None), protocol=5)

    try:
        return deep(packed)
    except BaseException as error:  # noqa: BLE001 - handed over to the process that asked
        return pickle.dumps((None, error))


def _found(answer: bytes) -> dict[int, Any]:
    parts, error = pickle.loads(answer)
    if error is not None:
        raise error
    return {n: result for numbers, data in parts for n, result in zip(numbers, pickle.loads(data), strict=True)}


def _work(function: Callable[[Any], Any], items: _Items, work: Iterable[Sequence[int]], writer: Connection) -> None:
    writer.send_bytes(_answer(function, items, work))
    writer.close()
