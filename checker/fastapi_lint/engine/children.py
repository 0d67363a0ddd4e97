"""Other processes that take parts of the work, forked where that is safe and begun anew elsewhere."""

from __future__ import annotations

import os
import pickle
import sys
import warnings
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from functools import partial
from threading import Thread
from typing import TYPE_CHECKING, Any, Protocol, TypeAlias

from fastapi_lint.engine.deep import deep

if TYPE_CHECKING:
    from multiprocessing.connection import Connection


class Child(Protocol):
    """Another process that works on some items; what the function raised there is raised here."""

    def news(self) -> dict[int, Any]:
        """What has come in since the last call, by item number."""
        ...

    def rest(self) -> dict[int, Any]:
        """What else it finds before it ends or dies."""
        ...


def can_fork() -> bool:
    """Whether another process can begin with all that this one has in memory."""
    return hasattr(os, "fork") and sys.platform != "darwin"  # forking beside system libraries' threads is unsafe there


class Forked:
    """Begins with all that this process has in memory. Forked by hand: multiprocessing takes 15 ms to import.

    OSError when the system has no room for another process.
    """

    def __init__(self, function: Callable[[Any], Any], items: Sequence[Any], work: Iterable[Sequence[int]]) -> None:
        self._file = _file_in_memory()
        self._read = 0
        self._working, working = os.pipe()
        try:
            with warnings.catch_warnings():
                # Python 3.12+ warns of forking beside threads; the only other thread waits for this one.
                warnings.simplefilter("ignore", DeprecationWarning)
                self._process = os.fork()
        except OSError:
            for opened in (self._file, self._working, working):
                os.close(opened)
            raise
        if not self._process:
            try:
                _work(function, items, work, partial(_append, self._file))
                os.close(working)
                os._exit(0)  # nothing of the parent's is ours to clean up
            finally:
                os._exit(1)
        os.close(working)

    def news(self) -> dict[int, Any]:
        """As `Child` says."""
        found: dict[int, Any] = {}
        while len(head := os.pread(self._file, _HEAD, self._read)) == _HEAD:
            size = int.from_bytes(head, "big")
            data = os.pread(self._file, size, self._read + _HEAD)
            if len(data) < size:
                break  # not all of it is written yet
            self._read += _HEAD + size
            found |= _unpacked(pickle.loads(data))
        return found

    def rest(self) -> dict[int, Any]:
        """As `Child` says."""
        os.read(self._working, 1)  # nothing is written: it ends when the other process does, or has done its work
        try:
            return self.news()
        finally:
            os.close(self._working)
            os.close(self._file)
            Thread(target=os.waitpid, args=(self._process, 0), daemon=True).start()  # it takes 3 ms to leave


class Spawned:
    """Begins with an empty memory, where processes cannot be forked."""

    def __init__(self, function: Callable[[Any], Any], items: Sequence[Any], work: Iterable[Sequence[int]]) -> None:
        import multiprocessing

        context = multiprocessing.get_context("spawn")
        self._reader, writer = context.Pipe(duplex=False)
        given = (function, {n: items[n] for part in work for n in part}, work, writer)
        self._process = context.Process(target=_begin, args=given, daemon=True)
        self._process.start()
        writer.close()

    def news(self) -> dict[int, Any]:
        """As `Child` says."""
        found: dict[int, Any] = {}
        with suppress(EOFError, OSError):
            while self._reader.poll():
                found |= _unpacked(self._reader.recv())
        return found

    def rest(self) -> dict[int, Any]:
        """As `Child` says."""
        found: dict[int, Any] = {}
        with self._reader, suppress(EOFError, OSError):
            while True:
                found |= _unpacked(self._reader.recv())
        self._process.join()
        return found


_Items: TypeAlias = Sequence[Any] | Mapping[int, Any]
"""Items by number."""

_HEAD = 8
"""Bytes before each message that say how long it is."""


def _file_in_memory() -> int:
    """An open file that two processes share: whoever writes into it waits for nobody, as he would with a pipe."""
    if hasattr(os, "memfd_create"):
        return os.memfd_create("results")
    from tempfile import TemporaryFile

    with TemporaryFile() as file:
        return os.dup(file.fileno())


def _append(file: int, message: object) -> None:
    data = pickle.dumps(message, protocol=5)
    with open(file, "ab", closefd=False) as stream:
        stream.write(len(data).to_bytes(_HEAD, "big") + data)


def _begin(function: Callable[[Any], Any], items: _Items, work: Iterable[Sequence[int]], writer: Connection) -> None:
    with writer:
        _work(function, items, work, writer.send)


def _work(
    function: Callable[[Any], Any], items: _Items, work: Iterable[Sequence[int]], send: Callable[[object], None]
) -> None:
    """Sends each part as soon as it is done, and what the function raised.

    Packing is work too, and counts before the next part is taken.
    """

    def answer() -> None:
        for part in work:
            send((part, [function(items[n]) for n in part]))

    try:
        deep(answer)
    except BaseException as error:  # noqa: BLE001 - handed over to the process that asked
        send(error)


def _unpacked(message: tuple[Sequence[int], Sequence[Any]] | BaseException) -> dict[int, Any]:
    if isinstance(message, BaseException):
        raise message
    return dict(zip(*message, strict=True))
