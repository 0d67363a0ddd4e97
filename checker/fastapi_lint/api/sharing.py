"""In how many processes a project is read and judged."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar

from fastapi_lint.engine.children import can_fork
from fastapi_lint.engine.deep import after
from fastapi_lint.engine.dispatch import Share, Task
from fastapi_lint.engine.pool import run
from fastapi_lint.source.memory import Mapper
from fastapi_lint.source.scan import Scan

T = TypeVar("T")
R = TypeVar("R")


def mapper_for(
    jobs: int | None, go_on: Callable[[], None] | None, meanwhile: Callable[[], object] = lambda: None
) -> Mapper:
    """Works in as many processes as pay for themselves; `go_on` is called before each item.

    `meanwhile` is what this process has to do anyway: while it does, the others begin.
    """

    def mapper(function: Callable[[T], R], items: Sequence[T], weight: Callable[[T], int]) -> list[R]:
        return run(function if go_on is None else after(go_on, function), items, weight, jobs, meanwhile)

    return mapper


def sharing(scanned: Scan, mapper: Mapper) -> Share | None:
    """Lets two processes judge a large project, where a process can be forked with all that it has read."""
    if not can_fork():
        return None
    sizes = {path: scanned.inputs[path].file.size for path in scanned.project.modules}

    def share(judge: Callable[[Task], R], tasks: Sequence[Task]) -> list[R]:
        rules = len(set[int]().union(*(task.rules for task in tasks)))

        def weight(task: Task) -> int:
            """Judging all files by all rules takes about half as long as reading them."""
            size = sum(sizes[path] for path in (sizes if task.paths is None else task.paths))
            return size * len(task.rules) // rules // 2

        return mapper(judge, tasks, weight)

    return share
