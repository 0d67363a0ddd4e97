"""From what the target says of its code to files and lines of the project."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterable, Mapping
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
_CONVERTER = re.compile(r"{([^}:]+):[^}]*}")


class Places:
    """Answers for one project; `root` is absolute and without links.

    `operations` place `GET /path` as the source index knows it, for services that do not tell where their code is.
    """

    def __init__(
        self,
        root: Path,
        app: Location,
        handlers: HandlerPlace = lambda *_: None,
        operations: Mapping[str, Location] = MappingProxyType({}),
    ) -> None:
        self.root, self.app, self.handlers, self.operations = root.resolve(), app, handlers, operations

    def relative(self, file: str) -> str:
        """A file of the project relative to its root; "" for every other file."""
        if file.startswith("<"):  # code that was made at run time
            return ""
        path = os.path.realpath(file)
        if not path.startswith(f"{self.root}{os.sep}"):
            return ""
        found = Path(os.path.relpath(path, self.root)).as_posix()
        return "" if _FOREIGN.search(found) else found

    def innermost(self, frames: Iterable[Json]) -> tuple[Location, str]:
        """The deepest frame in the project's own files with its function; the app when none is."""
        for frame in reversed(list(frames)):
            if path := self.relative(frame["file"]):
                return Location(path, frame["line"], 1, frame["line"]), frame["function"]
        return self.app, ""

    def raised(self, error: Json, handler: Location) -> Raised:
        """An exception with the project's line that it came from; the handler's when nobody tells."""
        at, function = self.innermost(error["frames"])
        return Raised(error["type"], error["message"], at if error["frames"] else handler, function)

    def routes(self, listed: Iterable[Json]) -> tuple[ServedRoute, ...]:
        """The routes in the order in which requests meet them."""
        return tuple(
            ServedRoute(
                r["order"],
                plain_path(r["path"]),
                tuple(r["methods"]),
                r["in_schema"],
                self._handler(r),
                bool(_CONVERTER.search(r["path"])),
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


def plain_path(path: str) -> str:
    """`/files/{name:path}` as documents write it: `/files/{name}`."""
    return _CONVERTER.sub(r"{\1}", path)
