"""Reads project files one by one, when they are asked for, and remembers what was read and what could not be."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from functools import cached_property
from pathlib import Path
from typing import Any

from fastapi_lint.facts.files.listing import Listed, ProjectFiles
from fastapi_lint.model.record import Record
from fastapi_lint.project.invalid import Invalid
from fastapi_lint.project.listing import Lister

LARGEST = 4_000_000
"""Bytes; a bigger file is named as not read."""


class Trouble(Record, eq=True):
    """A file that could not be read. `form` is its language, "" when it was not even looked at (size, permission)."""

    path: str
    form: str
    reason: str
    line: int = 1


class Reading:
    """The project files of one run. `read` holds the text of every file that was asked for.

    `folders` were looked into for Python; `ignore_files` are the .gitignore files in them; `is_ours` says of a path
    whether it is judged at all (tests, examples and generated files are not).
    """

    def __init__(
        self, root: Path, folders: Iterable[str], ignore_files: Iterable[str], is_ours: Callable[[str], bool]
    ) -> None:
        self._root = root
        self._ignore_files = tuple(ignore_files)
        self._is_ours = is_ours
        self._lister = Lister(root, folders, lambda path: is_ours(path) and not self.is_ignored(path))
        self.read: dict[str, str] = {}
        self.troubles: list[Trouble] = []
        self.files = ProjectFiles(self._listed, self._fact, self.is_ignored)

    @property
    def inputs(self) -> tuple[str, ...]:
        """Absolute paths of all files and folders that were looked at."""
        named = (os.path.normpath(self._root / path) for path in (*self.read, *(t.path for t in self.troubles)))
        return (*self._lister.looked, *named)

    def is_ignored(self, path: str) -> bool:
        """Whether a .gitignore on the way to the file excludes it."""
        ignored = False
        for prefix, spec in self._specs:
            if path.startswith(prefix):
                result = spec.check_file(path[len(prefix) :])
                ignored = ignored if result.include is None else bool(result.include)
        return ignored

    @cached_property
    def _specs(self) -> list[tuple[str, Any]]:
        from pathspec import GitIgnoreSpec

        found = []
        for file in sorted(self._ignore_files, key=len):
            folder = Path(file).parent.relative_to(self._root).as_posix()
            try:
                lines = Path(file).read_text("utf-8", errors="replace").splitlines()
            except OSError:
                continue
            found.append(("" if folder == "." else f"{folder}/", GitIgnoreSpec.from_lines(lines)))
        return found

    def _listed(self) -> Listed:
        return self._lister.listed()

    def _fact(self, path: str) -> object:
        """The fact of one file, None when it is in trouble."""
        from fastapi_lint.project.kinds import kind_of, read_as  # its parsers: most runs read no project file

        file, kind = self._root / path, kind_of(path)
        if kind is None:
            return None
        try:
            if file.stat().st_size > LARGEST:
                self.troubles.append(Trouble(path, "", f"it is larger than {LARGEST // 1_000_000} MB"))
                return None
            text = file.read_bytes().decode("utf-8-sig")
        except OSError as error:
            self.troubles.append(Trouble(path, "", f"it cannot be read: {error.strerror}"))
            return None
        except UnicodeDecodeError as error:
            self.troubles.append(Trouble(path, "UTF-8", f"byte {error.start} cannot be decoded"))
            return None
        self.read[path] = text
        try:
            return read_as(kind, path, text)
        except Invalid as error:
            if "{{" in text or "{%" in text:
                self.troubles.append(Trouble(path, "", "it is a template"))
                return None
            self.troubles.append(Trouble(path, error.form, error.reason, error.line))
            return None
