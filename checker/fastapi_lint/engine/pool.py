"""Runs a pure function over many items, in as many processes as pay for themselves."""

from __future__ import annotations

import gc
import os
import sys
import threading
import warnings
from collections.abc import Callable, Sequence
from typing import Any, TypeVar

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


def run(function: Callable[[T], R], items: Sequence[T], weight: Callable[[T], int], jobs: int | None = None) -> list[R]:
    """The results in the order of the items. `weight` is an item's size in bytes; `jobs` None means all processors."""
    workers = min(jobs or len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1, 8)
    total = sum(weight(i) for i in items)
    if workers < 2 or total < WORTH_A_PROCESS:
        return deep(lambda: [function(i) for i in items])
    return _in_processes(function, items, weight, workers)


_work: tuple[Callable[[Any], Any], Sequence[Any]] | None = None
"""What forked workers inherit, so that nothing has to be pickled on the way to them."""


def _in_processes(function: Callable[[T], R], items: Sequence[T], weight: Callable[[T], int], workers: int) -> list[R]:
    import multiprocessing

    global _work  # noqa: PLW0603 - the one thing that a forked child can read without a pipe
    order = sorted(range(len(items)), key=lambda n: -weight(items[n]))
    count = workers * 8
    chunks = [order[start::count] for start in range(count) if order[start::count]]
    method = "fork" if "fork" in multiprocessing.get_all_start_methods() else "spawn"
    results: list[Any] = [None] * len(items)
    _work = (function, items)
    try:
        with warnings.catch_warnings():
            # Python 3.12+ warns of forking beside threads; the only other thread waits for this one.
            warnings.simplefilter("ignore", DeprecationWarning)
            pool = multiprocessing.get_context(method).Pool(workers, _receive, (None if method == "fork" else _work,))
        with pool:
            for numbers, answers in pool.imap_unordered(_chunk, chunks):
                for number, answer in zip(numbers, answers, strict=True):
                    results[number] = answer
    finally:
        _work = None
    return results


def _receive(work: tuple[Callable[[Any], Any], Sequence[Any]] | None) -> None:
    """Gives a spawned worker what a forked one has inherited."""
    global _work  # noqa: PLW0603
    _work = work or _work


def _chunk(numbers: list[int]) -> tuple[list[int], list[Any]]:
    function, items = _work or (None, ())
    return numbers, deep(lambda: [function(items[n]) for n in numbers]) if function is not None else []
