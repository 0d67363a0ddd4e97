"""Calls that outlast the ordinary stack, that wait for something else, or that something else may end."""

from __future__ import annotations

import gc
import sys
import threading
from collections.abc import Callable
from typing import TypeVar

R = TypeVar("R")
T = TypeVar("T")

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


def after(first: Callable[[], None], function: Callable[[T], R]) -> Callable[[T], R]:
    """The function with another call before each of its own."""

    def both(item: T) -> R:
        first()
        return function(item)

    return both
