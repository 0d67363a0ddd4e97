"""One changed file in a project that was checked before, beside `import libcst` alone."""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path

from benchmarks.speed.bench import Bench
from benchmarks.speed.imports import imported
from benchmarks.speed.pairs import in_turn, middle, ratio
from benchmarks.speed.process import NotMeasured, cost
from benchmarks.speed.table import Line
from benchmarks.speed.tools import IMPORT_LIBCST, checker
from benchmarks.speed.warm import SETTLE, warmed
from fastapi_lint.facts.code import Role
from fastapi_lint.source.discover import role_of

SIZE = 40_000
_ROUTE = re.compile(r"^@(\w+)\.(?:get|post|put|patch|delete)\(", re.MULTILINE)


def one_file(bench: Bench) -> Iterator[Line]:
    """Two lines: after a statement that says nothing to any rule was touched, and after a route was added."""
    folder, file, router, more = _chosen(bench)
    original = file.read_text(encoding="utf-8")
    try:
        file.write_text(_grown(original, more), encoding="utf-8")
        yield from _lines(bench, folder, file, router)
    finally:
        file.write_text(original, encoding="utf-8")


def _lines(bench: Bench, folder: Path, file: Path, router: str) -> Iterator[Line]:
    warmed(folder, file.relative_to(folder).as_posix())
    changes: tuple[tuple[str, float, Callable[[int], str]], ...] = (
        ("an unread statement touched", 0.8, lambda n: f'\n"touched {n}"\n'),
        ("a route changed", 1.8, lambda n: _route(router, n)),
    )
    for name, goal, text in changes:
        yield _line(bench, folder, file, (f"one {file.stat().st_size // 1000} KB file, {name}", goal), text)


def _line(bench: Bench, folder: Path, file: Path, about: tuple[str, float], text: Callable[[int], str]) -> Line:
    name, goal = about
    original, numbers = file.read_text(encoding="utf-8"), count()
    path = file.relative_to(folder).as_posix()

    def change() -> None:
        file.write_text(original + text(next(numbers)), encoding="utf-8")
        time.sleep(SETTLE)

    def changed() -> float:
        change()
        return cost(checker(path), folder).cpu

    try:
        changed()
        series = in_turn(bench.runs, changed, lambda: cost(IMPORT_LIBCST, folder).cpu)
        change()
        uses = "libcst" in imported(("check", path), folder)
    finally:
        file.write_text(original, encoding="utf-8")
    took = f"{1000 * middle(series, 0):.0f} ms / {1000 * middle(series, 1):.0f} ms"
    note = f"{took}, libcst {'was' if uses else 'was not'} imported"
    return Line(f"{name}: CPU / `import libcst`", goal, ratio(series), note)


def _chosen(bench: Bench) -> tuple[Path, Path, str, list[Path]]:
    """The project folder, its file with routes that is nearest to 40 KB, a router there, and the files to grow it by.

    No file with routes in the projects has the size, so that the nearest one takes in others, the largest first.
    """
    found = [
        (abs(file.stat().st_size - SIZE), project.folder, file, match[1])
        for project in bench.projects
        for file in project.files
        if role_of(file.relative_to(project.folder).as_posix()) is Role.APPLICATION
        and (match := _ROUTE.search(file.read_text(encoding="utf-8", errors="replace")))
    ]
    if not found:
        raise NotMeasured("no application file declares a route")
    _, folder, file, router = min(found)
    others = (other for _, _, other, _ in found if other != file)
    return folder, file, router, sorted(others, key=lambda other: -other.stat().st_size)


def _grown(text: str, more: list[Path]) -> str:
    for file in more:
        added = file.read_text(encoding="utf-8")
        if len(text) + len(added) <= SIZE:
            text += "\n\n" + added.replace("from __future__ import annotations\n", "")
    return text


def _route(router: str, number: int) -> str:
    return (
        f'\n\n@{router}.get("/touched/{number}")\ndef touched() -> dict[str, int]:\n    return {{"number": {number}}}\n'
    )
