"""Which versions of FastAPI, pydantic and Python a project asks for, read from the manifests beside its code."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from fastapi_lint.facts.files.requirement_ranges import newest_major

NAMES = ("fastapi", "pydantic", "sqlalchemy", "sqlmodel", "starlette")
_LINE = re.compile(r"^\s*([A-Za-z0-9][\w.-]*)\s*(?:\[[^\]]*\])?\s*([^;#]*)")

_NAMED = "|".join(NAMES)
_LOCKED = re.compile(
    rf'^ *"(?P<pipenv>{_NAMED})": {{[^{{}}]*"version": "==(?P<held>[^"]+)"'
    rf'|^name = "(?P<poetry>{_NAMED})"\r?\nversion = "(?P<kept>[^"]+)"',
    re.MULTILINE,
)
"""A distribution with its version as Pipfile.lock writes it, and as those of Poetry, uv and PDM do."""


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
            folder, leads = _served(file, root)
            known = found.setdefault(folder, {})
            known.update({n: s for n, s in specs.items() if leads or _says_more(n, s, known.get(n, ""))})
    return Required(found, tuple(broken))


def _served(file: Path, root: Path) -> tuple[str, bool]:
    """The folder whose code needs what a file names, and whether it says so rather than fills what others leave open.

    `requirements/base.txt` stands beside that code.
    """
    folder = file.parent.relative_to(root)
    is_listed = folder.name == "requirements" and file.suffix in (".txt", ".in")
    served = folder.parent if is_listed else folder
    return "" if served == Path() else served.as_posix(), not is_listed and file.suffix != ".lock"


def _says_more(name: str, held: str, specifier: str) -> bool:
    """Whether what is installed decides: where the manifest leaves all open, or admits pydantic 2 and does not mean it.

    A range that a manifest promises to others is no narrower for what is installed here.
    """
    return specifier in ("", "*") or (name == "pydantic" and not newest_major(specifier) and newest_major(held) == 1)


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
