"""Runs a pure function over many items, in as many processes as pay for themselves."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from typing import TypeVar

from fastapi_lint.engine.children import Child, Forked, Spawned, can_fork
from fastapi_lint.engine.deep import deep
from fastapi_lint.engine.turns import Turns, parts

T = TypeVar("T")
R = TypeVar("R")

WORTH_A_PROCESS = 250_000
"""Bytes of stale source below which one process is faster: starting workers costs about as much."""


def run(
    function: Callable[[T], R],
    items: Sequence[T],
    weight: Callable[[T], int],
    jobs: int | None = None,
    meanwhile: Callable[[], object] = lambda: None,
) -> list[R]:
    """The results in the order of the items. `weight` is an item's size in bytes; `jobs` None means all processors.

    `meanwhile` is called here when the others have begun.
    """
    weights = [weight(item) for item in items]
    count = workers(jobs) if sum(weights) >= WORTH_A_PROCESS else 1
    if count < 2:
        meanwhile()
        return deep(lambda: [function(item) for item in items])
    return _shared(function, items, parts(weights), count, meanwhile)


def workers(jobs: int | None) -> int:
    """How many processes may work: as many as asked for, else as there are processors for us, at most 8."""
    if jobs is not None:
        return min(jobs, 8)
    return min(len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1, 8)


def _shared(
    function: Callable[[T], R],
    items: Sequence[T],
    work: Sequence[list[int]],
    count: int,
    meanwhile: Callable[[], object],
) -> list[R]:
    """Works here beside other processes; what one of them took and did not bring back is done here."""
    if can_fork():
        with Turns(work) as turns:
            children = _forked(function, items, turns, count - 1)
            meanwhile()
            results = deep(lambda: _done(function, items, turns, children))
    else:
        own, *others = (work[n::count] for n in range(count))
        children = [Spawned(function, items, share) for share in others]
        meanwhile()
        results = deep(lambda: _done(function, items, own, children))
    for child in children:
        results |= child.rest()
    lost = [n for n in range(len(items)) if n not in results]
    results |= deep(lambda: _done(function, items, [lost]))
    return [results[n] for n in range(len(items))]


def _done(
    function: Callable[[T], R], items: Sequence[T], work: Iterable[Sequence[int]], children: Sequence[Child] = ()
) -> dict[int, R]:
    """The results of some parts, and what comes in meanwhile: unpacking is work too, to be shared as the rest is."""
    results: dict[int, R] = {}
    for part in work:
        results |= {n: function(items[n]) for n in part}
        for child in children:
            results |= child.news()
    return results


def _forked(function: Callable[[T], R], items: Sequence[T], turns: Turns, count: int) -> list[Child]:
    children: list[Child] = []
    with suppress(OSError):  # no room for another process: those that there are take all turns
        children.extend(Forked(function, items, turns) for _ in range(count))
    return children
