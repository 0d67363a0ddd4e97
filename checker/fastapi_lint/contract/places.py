"""From what the target says of its code to files and lines of the project."""

from __future__ import annotations

import filecmp
import os
import re
from collections.abc import Callable, Collection, Iterable, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import TypeAlias

from fastapi_lint.contract.framing import Json
from fastapi_lint.facts.contract.exchange import Raised
from fastapi_lint.facts.contract.openapi import ServedRoute
from fastapi_lint.model.location import Location

HandlerPlace: TypeAlias = Callable[[str, str, str], Location | None]
"""(file relative to the root, function, method) -> the place of the route as the source index knows it."""

_FOREIGN = re.compile(r"(^|/)(site-packages|dist-packages|\.venv|venv|node_modules)/")
_INSTALLED = re.compile(r"/(?:site|dist)-packages/")
_CONVERTER = re.compile(r"{([^}:]+):[^}]*}")


class Places:
    """Answers for one project; `root` is absolute and without links.

    `operations` place `GET /path` as the source index knows it, for services that do not tell where their code is.
    `files` are those of the project, of which the service may run installed copies; `apps` are made there which are
    mounted below the paths.
    """

    def __init__(
        self,
        root: Path,
        app: Location,
        handlers: HandlerPlace = lambda *_: None,
        operations: Mapping[str, Location] = MappingProxyType({}),
        files: Collection[str] = (),
        apps: Mapping[str, Location] = MappingProxyType({}),
    ) -> None:
        self.root, self.app, self.handlers, self.operations = root.resolve(), app, handlers, operations
        self.files, self.apps = files, apps
        self._known: dict[str, str] = {}

    def relative(self, file: str) -> str:
        """A file of the project relative to its root, also where a copy of it is installed; "" for every other file."""
        if file not in self._known:
            self._known[file] = "" if file.startswith("<") else self._relative(os.path.realpath(file))  # `<string>`
        return self._known[file]

    def _relative(self, path: str) -> str:
        inside = path.startswith(f"{self.root}{os.sep}")
        found = Path(os.path.relpath(path, self.root)).as_posix() if inside else ""
        if found and not _FOREIGN.search(found):
            return found
        installed = _INSTALLED.split(path)[-1] if _INSTALLED.search(path) else ""
        likely = [f for f in self.files if installed and f"/{f}".endswith(f"/{installed}")]
        return next((f for f in likely if _same(self.root / f, Path(path))), "")

    def innermost(self, frames: Iterable[Json]) -> tuple[Location, str]:
        """The deepest frame in the project's own files with its function; the app when none is."""
        for frame in reversed(list(frames)):
            if path := self.relative(frame["file"]):
                return Location(path, frame["line"], 1, frame["line"]), frame["function"]
        return self.app, ""

    def raised(self, error: Json, handler: Location) -> Raised:
        """An exception with the project's line that it came from; the handler's when nobody tells."""
        frames = error["frames"]
        at, function = self.innermost(frames)
        at = at if function else handler  # of frames that are all in libraries, none is the project's
        deepest = f"{frames[-1]['file']}:{frames[-1]['line']}" if frames else ""
        return Raised(error["type"], error["message"], at, function, deepest)

    def mounted(self, prefix: str) -> Location:
        """Where the app is made that is mounted there; else the service's own."""
        known = [path for path in self.apps if path == prefix or (path and prefix.endswith(path))]
        return self.apps[max(known, key=len)] if known else self.app

    def routes(self, listed: Iterable[Json]) -> tuple[ServedRoute, ...]:
        """The routes in the order in which requests meet them."""
        return tuple(
            ServedRoute(
                plain_path(r["path"]),
                tuple(r["methods"]),
                r["in_schema"],
                self._handler(r),
                bool(_CONVERTER.search(r["path"])),
                r["kind"],
            )
            for r in listed
        )

    def _handler(self, route: Json) -> Location:
        path = self.relative(route["file"]) if route["file"] else ""
        if not path:
            return self.app
        function = route["function"].rpartition(".")[2]
        for method in route["methods"]:
            if (known := self.handlers(path, function, method)) is not None:
                return known
        return Location(path, route["line"], 1, route["line"])


def _same(one: Path, other: Path) -> bool:
    """Whether two files have the same lines, so that a number means the same in both."""
    try:
        return filecmp.cmp(one, other, shallow=False)
    except OSError:
        return False


def plain_path(path: str) -> str:
    """`/files/{name:path}` as documents write it: `/files/{name}`."""
    return _CONVERTER.sub(r"{\1}", path)
