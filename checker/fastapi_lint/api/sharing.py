"""In how many processes a project is read and judged."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar

from fastapi_lint.engine.children import can_fork
from fastapi_lint.engine.deep import after
from fastapi_lint.engine.dispatch import Share
from fastapi_lint.engine.pool import run
from fastapi_lint.source.memory import Mapper
from fastapi_lint.source.scan import Scan

T = TypeVar("T")
R = TypeVar("R")


def mapper_for(jobs: int | None, go_on: Callable[[], None] | None) -> Mapper:
    """Works in as many processes as pay for themselves; `go_on` is called before each item."""

    def mapper(function: Callable[[T], R], items: Sequence[T], weight: Callable[[T], int]) -> list[R]:
        return run(function if go_on is None else after(go_on, function), items, weight, jobs)

    return mapper


def sharing(scanned: Scan, mapper: Mapper) -> Share | None:
    """Lets two processes judge a large project, where a process can be forked with all that it has read."""
    if not can_fork():
        return None
    judged = sum(scanned.inputs[path].file.size for path in scanned.project.modules) // 2

    def share(judge: Callable[[Sequence[int]], R], groups: Sequence[Sequence[int]]) -> list[R]:
        rules = sum(map(len, groups))
        return mapper(judge, groups, lambda group: judged * len(group) // rules)

    return share
