"""Which versions of FastAPI and pydantic a project asks for, read from the manifests beside its code."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

NAMES = ("fastapi", "pydantic", "sqlalchemy", "sqlmodel", "starlette")
_LINE = re.compile(r"^\s*([A-Za-z0-9][\w.-]*)\s*(?:\[[^\]]*\])?\s*([^;#]*)")


def read_requirements(root: Path, manifests: Iterable[str]) -> dict[str, dict[str, str]]:
    """Folder relative to the root -> {distribution: specifier}, from these files. Broken ones say nothing."""
    found: dict[str, dict[str, str]] = {}
    for file in map(Path, manifests):
        specs = dict(_specifiers(file))
        if specs:
            relative = file.parent.relative_to(root).as_posix()
            found.setdefault("" if relative == "." else relative, {}).update(specs)
    return found


def _specifiers(file: Path) -> Iterator[tuple[str, str]]:
    try:
        text = file.read_text("utf-8-sig")
        if file.suffix == ".toml":
            yield from _of_pyproject(tomllib.loads(text))
            return
    except (OSError, ValueError):
        return
    for line in text.splitlines():
        match = _LINE.match(line)
        if match and _normal(match[1]) in NAMES:
            yield _normal(match[1]), match[2].strip().strip("=\"' ") if file.name == "Pipfile" else match[2].strip()


def _of_pyproject(data: Mapping[str, object]) -> Iterator[tuple[str, str]]:
    match data:
        case {"project": {"dependencies": [*lines]}}:
            for line in lines:
                match = _LINE.match(str(line))
                if match and _normal(match[1]) in NAMES:
                    yield _normal(match[1]), match[2].strip()
    match data:
        case {"tool": {"poetry": {"dependencies": dict(table)}}}:
            for name, spec in table.items():
                if _normal(name) in NAMES:
                    yield _normal(name), str(spec.get("version", "") if isinstance(spec, dict) else spec)


def _normal(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()
