"""Which versions of FastAPI, pydantic and Python a project asks for, read from the manifests beside its code."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

NAMES = ("fastapi", "pydantic", "sqlalchemy", "sqlmodel", "starlette")
_LINE = re.compile(r"^\s*([A-Za-z0-9][\w.-]*)\s*(?:\[[^\]]*\])?\s*([^;#]*)")

_NAMED = "|".join(NAMES)
_LOCKED = re.compile(
    rf'^ *"(?P<pipenv>{_NAMED})": {{[^{{}}]*"version": "==(?P<held>[^"]+)"'
    rf'|^name = "(?P<poetry>{_NAMED})"\r?\nversion = "(?P<kept>[^"]+)"',
    re.MULTILINE,
)
"""A distribution with its version as Pipfile.lock and poetry.lock write it."""


class Required(NamedTuple):
    """Folder relative to the root -> {distribution: specifier}; and the manifests, relative to it, that are no TOML."""

    by_folder: dict[str, dict[str, str]]
    broken: tuple[str, ...]


def read_requirements(root: Path, manifests: Iterable[str]) -> Required:
    """What these files ask for. Those that cannot be read say nothing, and neither do templates of manifests."""
    found: dict[str, dict[str, str]] = {}
    broken: list[str] = []
    for file in map(Path, manifests):
        specs = _specifiers(file)
        if specs is None:
            broken.append(file.relative_to(root).as_posix())
        elif specs:
            relative = file.parent.relative_to(root).as_posix()
            known = found.setdefault("" if relative == "." else relative, {})
            open_ = {n: s for n, s in specs.items() if file.suffix != ".lock" or known.get(n, "") in ("", "*")}
            known.update(open_)
    return Required(found, tuple(broken))


def _specifiers(file: Path) -> dict[str, str] | None:
    try:
        content = file.read_bytes()
    except OSError:
        return {}
    try:
        text = content.decode("utf-8-sig")
        if file.suffix == ".toml":
            data = tomllib.loads(text)
            found = dict(_of_pyproject(data))
            return found | dict(_python(data)) if found else found
        if file.suffix == ".lock":
            return {m["pipenv"] or m["poetry"]: f"=={m['held'] or m['kept']}" for m in _LOCKED.finditer(text)}
    except ValueError:
        is_ours = file.suffix == ".toml" and b"{{" not in content and b"{%" not in content
        return None if is_ours else {}
    return dict(_of_lines(text, is_pipfile=file.name == "Pipfile"))


def _of_lines(text: str, *, is_pipfile: bool) -> Iterator[tuple[str, str]]:
    for line in text.splitlines():
        match = _LINE.match(line)
        if match and _normal(match[1]) in NAMES:
            yield _normal(match[1]), match[2].strip().strip("=\"' ") if is_pipfile else match[2].strip()


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


def _python(data: Mapping[str, object]) -> Iterator[tuple[str, str]]:
    match data:
        case {"project": {"requires-python": str(spec)}} | {
            "tool": {"poetry": {"dependencies": {"python": str(spec)}}}
        }:
            yield "python", spec


def _normal(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()
