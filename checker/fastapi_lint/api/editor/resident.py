"""The facts of a project's files, held in memory: an editor asks for the same ones at every keystroke."""

from __future__ import annotations

from pathlib import Path

from fastapi_lint.api.analysing.remembered import Remembered, facts_version


class Resident(Remembered):
    """Starts with what earlier runs have kept in a folder, completes it there once, and then lives in memory."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder, facts_version(), looks_again=True)
        self._held: dict[str, tuple[bytes, bytes]] = {}
        self._is_kept = False

    def get(self, path: str, key: bytes) -> bytes | None:
        """As the folder says; what it said once is not read again."""
        held = self._held.get(path)
        if held is not None and held[0] == key:
            return held[1]
        value = None if self._is_kept else super().get(path, key)
        if value is not None:
            self._hold(path, key, value)
        return value

    def put(self, path: str, key: bytes, value: bytes) -> None:
        """Holds a value in place of the one under the same path."""
        self._hold(path, key, value)
        if not self._is_kept:
            super().put(path, key, value)

    def flush(self) -> None:
        """Writes the folder's index the first time: whoever runs later writes what changes from then on."""
        if not self._is_kept:
            super().flush()
            self._is_kept = True

    def _hold(self, path: str, key: bytes, value: bytes) -> None:
        if path in self._held:
            self.let_go(self._held[path][1])
        self._held[path] = (key, value)
