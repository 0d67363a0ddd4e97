"""`why FILE:LINE`: everything that is known about one line."""

from __future__ import annotations

import os
from collections.abc import Generator, Iterator
from pathlib import Path

from fastapi_lint.api.checking import check_project
from fastapi_lint.api.request import Checked, Request
from fastapi_lint.facts.web import Route
from fastapi_lint.model.diagnostic import Diagnostic
from fastapi_lint.model.errors import TargetError
from fastapi_lint.source.lines import split_lines
from fastapi_lint.source.scan import find_places


def account_of(path: str, line: int) -> str:
    """What is reported, suppressed or understood at a line, in words."""
    file = Path(path)
    if not file.is_file():
        raise TargetError(f"`{path}` is not a file.")
    lines = len(split_lines(file.read_bytes().decode("utf-8", "replace"))) if file.suffix == ".py" else line
    if not 1 <= line <= max(lines, 1):
        raise TargetError(f"`{path}` has no line {line}; its last one is {lines}.")
    checked = check_project(Request(paths=(file,), no_cache=True))
    root = checked.root
    relative = Path(os.path.relpath(file.resolve(), root)).as_posix()
    return "\n".join(_account(checked, relative, line)) + "\n"


def _account(checked: Checked, path: str, line: int) -> Iterator[str]:
    scanned = checked.analysis.scanned
    given = scanned.inputs.get(path)
    if given is None:
        yield from _of_project_file(checked, path, line)
        return
    role = given.file.role.value
    yield f"{path}:{line} ({role} file)"
    if path in scanned.problems:
        yield f"  not read: {scanned.problems[path].reason}"
        return
    reported = yield from _found(checked, path, line)
    if not reported and role != "application":
        yield f"  Most rules look at application files only; this one counts as {role}."
    yield from _routes(checked, path, line)


def _of_project_file(checked: Checked, path: str, line: int) -> Iterator[str]:
    """A file that is no Python: only active rules about project files look at it."""
    reading = checked.analysis.reading
    trouble = next((t for t in reading.troubles if t.path == path), None)
    if trouble is not None:
        yield f"{path}: not read: {trouble.reason}"
    elif path not in reading.read:
        yield f"{path} is not checked: it is excluded or ignored, or no active rule looks at such files."
    else:
        yield f"{path}:{line} (project file)"
        yield from _found(checked, path, line)


def _found(checked: Checked, path: str, line: int) -> Generator[str, None, bool]:
    """What is reported and left out at a line; returns whether anything is reported."""
    reported = [d for d in checked.shown if _covers(d, path, line)]
    for found in reported:
        yield from _reported(found)
    shown = {(d.rule, d.location, d.message) for d in checked.shown}
    for found in checked.analysis.diagnostics:
        if _covers(found, path, line) and (found.rule, found.location, found.message) not in shown:
            yield f"  left out (suppressed, ignored or in the baseline): {found.rule}: {found.message}"
    if not reported:
        yield "  nothing is reported here."
    return bool(reported)


def _covers(found: Diagnostic, path: str, line: int) -> bool:
    place = found.location
    return place.path == path and place.line <= line <= max(place.line, place.end_line)


def _reported(found: Diagnostic) -> Iterator[str]:
    yield f"  {found.severity.value} {found.rule}: {found.message}"
    if found.instead:
        yield f"    instead: {found.instead}"
    if found.chain:
        yield f"    reached by: {' -> '.join(found.chain)}"
    yield f"    `fastapi-lint explain {found.rule}` tells more."


def _routes(checked: Checked, path: str, line: int) -> Iterator[str]:
    """What was understood of a route that is declared at the line."""
    scanned = checked.analysis.scanned
    routes = [r for r in scanned.project.routes if r.module.path == path]
    places = find_places(scanned, [a for r in routes for a in (r.at, r.function.at)])
    for route in routes:
        if places[route.at].line <= line <= places[route.function.at].line:
            yield from _understood(route)


def _understood(route: Route) -> Iterator[str]:
    yield f"  route {route.name}, handled by `{route.function.name}`"
    if not route.paths:
        yield "    its full path is not known: its router is not mounted, or a prefix cannot be resolved"
    for param in route.params:
        yield f"    parameter `{param.param.name}` is read from: {param.source}"
    names = dict.fromkeys(f"`{d.target}` ({d.level})" for d in route.dependencies if d.target)
    if names:
        yield f"    depends on: {', '.join(names)}"
    if not route.complete:
        yield "    some dependency could not be resolved, so rules about what is missing stay silent"
