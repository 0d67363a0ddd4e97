"""The folder that a server was started for, and what lies inside of it."""

from __future__ import annotations

from pathlib import Path

from fastapi_lint.api.checking import configured
from fastapi_lint.api.request import Request
from fastapi_lint.catalog.compiled import catalog
from fastapi_lint.catalog.home import cache_home
from fastapi_lint.config import Config
from fastapi_lint.model.errors import UsageError
from fastapi_lint.model.record import Record


class Outside(UsageError):
    """A path that leads out of the workspace."""


class Workspace(Record, eq=True):
    """`root` is absolute, without links."""

    root: Path

    def inside(self, path: str) -> Path:
        """A path relative to the root or absolute, as it really is; Outside where links or `..` lead out of it."""
        try:
            found = (self.root / path).resolve()
        except (OSError, ValueError, RuntimeError):
            raise Outside(f"`{path}` is no path that can be followed.") from None
        if not found.is_relative_to(self.root):
            raise Outside(f"`{path}` lies outside of the workspace {self.root}.")
        if not found.exists():
            raise UsageError(f"`{path}` does not exist in {self.root}.")
        return found

    def settings(self, start: Path, profile: str | None) -> Config:
        """The settings of the project around a path; Outside where the project begins above the workspace."""
        folder = start if start.is_dir() else start.parent
        config = configured(Request(profile=profile), folder, catalog(cache_home()))
        if not config.root.resolve().is_relative_to(self.root):
            raise Outside(f"the project begins at {config.root}, outside of the workspace; start the server there.")
        return config
