"""Runs a pure function over many items, in as many processes as pay for themselves."""

from __future__ import annotations

import gc
import os
import sys
import threading
from collections.abc import Callable, Sequence
from typing import Any, TypeVar

T = TypeVar("T")
R = TypeVar("R")

WORTH_A_PROCESS = 1_000_000
"""Bytes of stale source below which one process is faster: starting workers costs about as much."""

_STACK = 256 * 1024 * 1024
"""Bytes of stack for parsing: libcst's parser recurses in native code, 2,000 nested brackets need some 30 MiB."""


def deep(function: Callable[[], R]) -> R:
    """Calls a function on a thread with a large stack; what it raises is raised here."""
    outcome: list[R] = []
    failure: list[BaseException] = []

    def run() -> None:
        sys.setrecursionlimit(max(sys.getrecursionlimit(), 40_000))
        gc.disable()  # trees and facts have no cycles; searching them for some costs a tenth of the run
        try:
            outcome.append(function())
        except BaseException as error:  # noqa: BLE001 - handed over to the calling thread
            failure.append(error)
        finally:
            gc.enable()

    previous = threading.stack_size(_STACK)
    try:
        thread = threading.Thread(target=run)
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


def _in_processes(function: Callable[[T], R], items: Sequence[T], weight: Callable[[T], int], workers: int) -> list[R]:
    import multiprocessing

    order = sorted(range(len(items)), key=lambda n: -weight(items[n]))
    count = workers * 8
    chunks = [order[start::count] for start in range(count) if order[start::count]]
    context = multiprocessing.get_context("fork" if "fork" in multiprocessing.get_all_start_methods() else "spawn")
    results: list[Any] = [None] * len(items)
    with context.Pool(workers) as pool:
        jobs = [(function, chunk, [items[n] for n in chunk]) for chunk in chunks]
        for numbers, answers in pool.imap_unordered(_chunk, jobs):
            for number, answer in zip(numbers, answers, strict=True):
                results[number] = answer
    return results


def _chunk(job: tuple[Callable[[Any], Any], list[int], list[Any]]) -> tuple[list[int], list[Any]]:
    function, numbers, items = job
    return numbers, deep(lambda: [function(i) for i in items])
