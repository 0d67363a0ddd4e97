"""All files below a project's root by path, and those around it that belong to the same repository."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from fastapi_lint.facts.files.listing import Listed

_HIDDEN = (".vscode", ".devcontainer")
"""Folders that are passed over when Python is looked for, and that hold project files."""

_AROUND = (".github", ".github/workflows", ".gitlab", *_HIDDEN, "docker", "deploy", "docs")
"""Folders beside a parent of the root that are listed when they belong to the same repository."""

_FOREIGN = frozenset({"package.json", "go.mod", "Cargo.toml", "pom.xml", "build.gradle", "composer.json", "Gemfile"})
_OURS = frozenset({"pyproject.toml", "requirements.txt", "setup.py", "setup.cfg", "Pipfile"})


class Lister:
    """`folders` are those that were looked into for Python; `is_ours` says whether a path is worth judging."""

    def __init__(self, root: Path, folders: Iterable[str], is_ours: Callable[[str], bool]) -> None:
        self._root = root
        self._folders = [Path(f).relative_to(root).as_posix() for f in folders]
        self._is_ours = is_ours
        self.looked: list[str] = []

    def listed(self) -> Listed:
        """Everything, with the kinds of files that git does not ignore, in folders of this project."""
        from fastapi_lint.project.kinds import kind_of  # all parsers: most runs list no project file

        paths: list[str] = []
        foreign: list[str] = []
        roots = [""]
        for folder in self._folders:
            prefix = "" if folder == "." else f"{folder}/"
            names = self._names(prefix)
            if prefix and names & _FOREIGN and not names & _OURS:
                foreign.append(prefix)
            elif prefix and names & _OURS:
                roots.append(prefix)
            paths += (prefix + name for name in names)
        for hidden in _HIDDEN:
            for root in roots:
                paths += (f"{root}{hidden}/{name}" for name in self._names(f"{root}{hidden}/"))
        paths += self._around()
        paths = sorted(set(paths))
        kinds = {path: kind for path in paths if (kind := kind_of(path)) is not None}
        strange = tuple(foreign)
        wanted = {p: k for p, k in kinds.items() if not p.startswith(strange) and self._is_ours(p)}
        return Listed(tuple(paths), wanted)

    def _around(self) -> Iterator[str]:
        """Files of the repository above the root; nothing when the root is the repository's or there is none."""
        from fastapi_lint.project.kinds import kind_of

        above = [self._root.parent, *self._root.parent.parents]
        if (self._root / ".git").exists():
            return
        repository = next((n for n, folder in enumerate(above) if (folder / ".git").exists()), None)
        if repository is None:
            return
        for level in range(1, repository + 2):
            for folder in ("", *(f"{name}/" for name in _AROUND)):
                prefix = "../" * level + folder
                yield from (prefix + name for name in self._names(prefix) if kind_of(prefix + name) or name.isupper())

    def _names(self, prefix: str) -> set[str]:
        """The names of the files in a folder; empty when there is no such folder."""
        place = os.path.normpath(self._root / prefix)
        self.looked.append(place)
        try:
            with os.scandir(place) as entries:
                return {entry.name for entry in entries if entry.is_file()}
        except OSError:
            return set()
