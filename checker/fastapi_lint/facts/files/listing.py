"""All files of a project by path; those that are no Python are read when the first rule asks for them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import cached_property
from typing import NamedTuple, TypeVar

F = TypeVar("F")


class Listed(NamedTuple):
    """What lies below a project's root, `/` between parts; paths above it, up to the repository, begin with `../`.

    `kinds` says which class of fact each known file becomes; ignored and foreign files have none.
    """

    paths: tuple[str, ...] = ()
    kinds: dict[str, type] = {}  # noqa: RUF012 - never changed


class ProjectFiles:
    """`listed` looks at the folders, `read` makes the fact of one file (None when it cannot be read)."""

    def __init__(
        self,
        listed: Callable[[], Listed] = Listed,
        read: Callable[[str], object] = lambda _: None,
        is_ignored: Callable[[str], bool] = lambda _: False,
    ) -> None:
        self._list = listed
        self._read = read
        self._is_ignored = is_ignored
        self._facts: dict[str, object] = {}

    @cached_property
    def _listed(self) -> Listed:
        return self._list()

    @property
    def paths(self) -> tuple[str, ...]:
        """Every file, Python and ignored ones included."""
        return self._listed.paths

    @property
    def judged(self) -> tuple[str, ...]:
        """The files that rules are given when they ask for their kind."""
        return tuple(self._listed.kinds)

    @property
    def asked(self) -> tuple[str, ...]:
        """The files that were asked for so far."""
        return tuple(self._facts)

    def ask(self, paths: Iterable[str]) -> None:
        """Reads what another process was asked for, so that it counts as read here too."""
        for path in paths:
            if path not in self._facts:
                self._facts[path] = self._read(path)

    def of(self, kind: type[F]) -> tuple[F, ...]:
        """The facts of all files of one kind below the root, in path order."""
        return tuple(f for f in self.around(kind) if not str(getattr(f, "path", "")).startswith("../"))

    def around(self, kind: type[F]) -> tuple[F, ...]:
        """As `of`, with the files above the root that belong to the same repository."""
        found = (self.file(path, kind) for path, k in self._listed.kinds.items() if k is kind)
        return tuple(fact for fact in found if fact is not None)

    def file(self, path: str, kind: type[F]) -> F | None:
        """The fact of one file, None when it is absent, ignored, broken or of another kind."""
        if path not in self._listed.kinds:
            return None
        if path not in self._facts:
            self._facts[path] = self._read(path)
        fact = self._facts[path]
        return fact if isinstance(fact, kind) else None

    def is_ignored(self, path: str) -> bool:
        """Whether git ignores the file, so that it is no part of what is shared."""
        return self._is_ignored(path)
