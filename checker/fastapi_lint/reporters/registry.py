"""Which output formats there are."""

from __future__ import annotations

from importlib import import_module
from types import ModuleType

from fastapi_lint.model.errors import UsageError, nearest

FORMATS = ("text", "json", "sarif", "github", "gitlab", "junit", "markdown", "html", "agent")


def reporter(name: str) -> ModuleType:
    """The module that renders the format `name`, imported on demand; raises UsageError for an unknown name."""
    if name in FORMATS:
        return import_module(f"fastapi_lint.reporters.{name}")
    hint = nearest(name, FORMATS) or f"; choose one of {', '.join(FORMATS)}."
    raise UsageError(f"No output format is called {name!r}{hint}")
