"""How a project sorts its imports: the settings of its ruff that decide whether a block counts as sorted."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from fastapi_lint.model.toml import inline

_FILES = (("ruff.toml", ()), (".ruff.toml", ()), ("pyproject.toml", ("tool", "ruff")))


def sorting_options(root: Path) -> Iterator[str]:
    """Options for ruff, which is otherwise asked without the project's own configuration.

    Lines of another length wrap elsewhere, and `lint.isort` changes groups and order.
    """
    settings = _settings(root)
    lint = settings.get("lint")
    isort = lint.get("isort") if isinstance(lint, dict) else settings.get("isort")
    for key, value in (("line-length", settings.get("line-length")), ("src", settings.get("src"))):
        if value is not None:
            yield from ("--config", f"{key}={inline(value)}")
    if isinstance(isort, dict):
        yield from ("--config", f"lint.isort={inline(isort)}")


def _settings(root: Path) -> dict[str, Any]:
    """The first ruff configuration in the order in which ruff looks; empty when it cannot be read."""
    import tomllib

    for name, keys in _FILES:
        try:
            table: Any = tomllib.loads((root / name).read_text("utf-8"))
            for key in keys:
                table = table[key]
        except (OSError, ValueError, KeyError, TypeError):
            continue
        return table if isinstance(table, dict) else {}
    return {}
