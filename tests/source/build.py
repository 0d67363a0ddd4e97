"""A project made of files, read through the same functions as a user's."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TypeVar

from fastapi_lint.engine.pool import run
from fastapi_lint.facts.code import Function, Module, Role
from fastapi_lint.facts.expression import Expr
from fastapi_lint.facts.web import Dependency, Route, RouteParam
from fastapi_lint.source.discover import discover
from fastapi_lint.source.scan import Scan, scan

T = TypeVar("T")
R = TypeVar("R")


def in_process(function: Callable[[T], R], items: Sequence[T], weight: Callable[[T], int]) -> list[R]:
    """The mapper of a run with one process."""
    return run(function, items, weight, 1)


def write(folder: Path, files: Mapping[str, str | bytes]) -> None:
    """Writes files below the folder, text as UTF-8 with its newlines as they are."""
    for name, content in files.items():
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content.encode() if isinstance(content, str) else content)


def project(
    folder: Path,
    files: Mapping[str, str | bytes],
    *,
    full: bool = False,
    roles: frozenset[Role] = frozenset(Role),
) -> Scan:
    """What is known about a project of these files."""
    write(folder, files)
    return scan(folder, discover(folder), in_process, roles, full=full)


def module(folder: Path, code: str | bytes) -> Module:
    """The facts of one file in which everything is read."""
    scanned = project(folder, {"app.py": code}, full=True)
    assert not scanned.problems
    return scanned.project.modules["app.py"]


def function(folder: Path, code: str) -> Function:
    """The facts of the function `f` in a file."""
    found = module(folder, code).function("f")
    assert found is not None
    return found


def expression(folder: Path, code: str) -> Expr:
    """The fact that stands for one expression."""
    value = module(folder, f"x = {code}\n").top.assigns[-1].value
    assert value is not None
    return value


def paths(scanned: Scan) -> dict[str, tuple[str, ...]]:
    """Handler name -> full paths."""
    return {r.function.name: r.paths for r in scanned.project.routes}


def route(scanned: Scan, handler: str) -> Route:
    """The one route of this handler."""
    (found,) = (r for r in scanned.project.routes if r.function.name == handler)
    return found


def params(scanned: Scan, handler: str) -> dict[str, RouteParam]:
    """Parameter name -> how the one route of this handler reads it."""
    return {p.param.name: p for p in route(scanned, handler).params}


def dependencies(scanned: Scan, handler: str) -> list[tuple[str, str]]:
    """(level, dotted name) of the dependencies of the one route of this handler."""
    return [(d.level, d.target) for d in route(scanned, handler).dependencies]


def dependency(scanned: Scan, handler: str, target: str) -> Dependency:
    """The one dependency of a route with this dotted name."""
    (found,) = (d for d in route(scanned, handler).dependencies if d.target == target)
    return found
