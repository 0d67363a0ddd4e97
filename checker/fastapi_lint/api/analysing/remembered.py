"""The facts that earlier runs have kept in a folder."""

from __future__ import annotations

import sys
from pathlib import Path

from fastapi_lint import __version__
from fastapi_lint.engine.store import Store, restricted_loads
from fastapi_lint.source.memory import MODULES


def remembered(cache: Path, *, looks_again: bool = False) -> Remembered:
    """The facts that earlier runs have kept in a folder; `looks_again` when several passes will ask for them."""
    return Remembered(cache, facts_version(), looks_again=looks_again)


def facts_version() -> str:
    """Facts that were made under another version are none."""
    return f"{__version__} {sys.version_info} {_state_of_our_code()}"


def _state_of_our_code() -> int:
    """When the code that makes facts last changed, ns: whoever works on it must not meet facts of its past."""
    package = Path(__file__).parents[2]
    return max(f.stat().st_mtime_ns for part in ("source", "facts", "model") for f in (package / part).rglob("*.py"))


class Remembered(Store):
    """The fact cache of a folder, which builds the classes of facts only, and each value once if `looks_again`."""

    def __init__(self, folder: Path, fingerprint: str, *, looks_again: bool) -> None:
        super().__init__(folder, fingerprint)
        self._built: dict[bytes, object] | None = {} if looks_again else None

    def load(self, data: bytes) -> object:
        """A value out of the cache; raises UnpicklingError for anything that is no fact."""
        if self._built is None:
            return restricted_loads(data, MODULES)
        if data not in self._built:
            self._built[data] = restricted_loads(data, MODULES)
        return self._built[data]

    def let_go(self, data: bytes) -> None:
        """Forgets the value that was built of this."""
        if self._built is not None:
            self._built.pop(data, None)
