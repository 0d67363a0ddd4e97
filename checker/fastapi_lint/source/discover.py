"""Which Python files belong to the project, and what each of them is for."""

from __future__ import annotations

import os
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from stat import S_ISREG

from fastapi_lint.facts.code import Role
from fastapi_lint.model.diagnostic import Skipped
from fastapi_lint.model.record import Record
from fastapi_lint.source.ignoring import Ignoring

DEFAULT_EXCLUDES = frozenset({
    ".git", ".hg", ".svn", ".venv", "venv", ".env", "env", "node_modules", "__pycache__", ".tox", ".nox", ".mypy_cache",
    ".ruff_cache", ".pytest_cache", ".fastapi_lint_cache", ".eggs", "build", "dist", "site-packages", "__pypackages__",
    ".ipynb_checkpoints", "_vendor", "vendor", "third_party", ".direnv", ".idea", ".vscode", "buck-out",
})  # fmt: skip
"""Folder names that never hold a project's own code."""

MANIFESTS = ("pyproject.toml", "requirements.txt", "requirements.in", "requirements-base.in", "requires.txt",
             "Pipfile", "setup.cfg", "Pipfile.lock", "poetry.lock", "uv.lock", "pdm.lock")  # fmt: skip
"""Files that name what the code beside them needs; a later one overrides an earlier one, locks only what is open."""

_TEST = re.compile(r"(^|/)(tests?|e2e|conftest\.py|test_[^/]*\.py|[^/]*_tests?\.py|smoketests?\.py)(/|$)")
_MIGRATION = re.compile(r"(^|/)(alembic|migrations?)/|(^|/)versions/[^/]*\d[^/]*\.py$")
_EXAMPLE = re.compile(
    r"(^|/)(examples?|docs_src)/|^(?!(.*/)?(api|apps?|routers?|routes|endpoints|services|schemas|models)/)(.*/)?docs?/"
    r"|^(samples?|tutorials?|demos?|notebooks?|snippets)/"
)
_SCRIPT = re.compile(
    r"(^|/)scripts?/|^(tools?|bin|dev|ci|hack|benchmarks?)/|(^|/)(setup|noxfile|fabfile)\.py$|^tasks\.py$"
)
_GENERATED = re.compile(r"(_pb2(_grpc)?\.py$)|(^|/)(generated|_generated)/|_generated\.py$")


class SourceFile(Record, eq=True):
    """A Python file: `path` relative to the root with `/`, `file` to open it; size in bytes, times in ns."""

    path: str
    file: str
    size: int
    mtime_ns: int
    ctime_ns: int
    role: Role


class Discovery(Record, eq=True):
    """The files found, the folders looked into (for the cache), and what was left out with its reason.

    `links` are further paths of files that are found: (path through a symlink, path of the file itself).
    """

    files: tuple[SourceFile, ...]
    folders: tuple[str, ...]
    ignore_files: tuple[str, ...]
    manifests: tuple[str, ...]
    skipped: tuple[Skipped, ...]
    links: tuple[tuple[str, str], ...] = ()


@dataclass(slots=True)
class _Search:
    exclude: frozenset[str]
    patterns: Ignoring
    roles: Sequence[tuple[re.Pattern[str], Role]]
    files: dict[str, SourceFile]
    folders: list[str]
    ignore_files: list[str]
    manifests: list[str]
    skipped: list[Skipped]
    at: dict[tuple[int, int], str] = field(default_factory=dict)
    linked_files: list[tuple[tuple[int, int], SourceFile]] = field(default_factory=list)
    linked_folders: list[tuple[str, str]] = field(default_factory=list)


def discover(
    root: Path,
    exclude: Sequence[str] | None = None,
    extend_exclude: Sequence[str] = (),
    roles: Sequence[tuple[str, Role]] = (),
) -> Discovery:
    """Every Python file under the root. `exclude` replaces the default folder names; both are gitignore patterns."""
    patterns = Ignoring([*(exclude or ()), *extend_exclude])
    names = DEFAULT_EXCLUDES if exclude is None else frozenset({".git"})
    search = _Search(names, patterns, compiled_roles(roles), {}, [], [], [], [])
    _walk(search, str(root), "", [])
    links = (*_linked_files(search), *_linked_folders(search, root))
    return Discovery(
        files=tuple(search.files[p] for p in sorted(search.files)),
        folders=tuple(search.folders),
        ignore_files=tuple(search.ignore_files),
        manifests=tuple(search.manifests),
        skipped=tuple(search.skipped),
        links=links,
    )


def _walk(search: _Search, folder: str, prefix: str, ignores: list[tuple[str, Ignoring]]) -> None:
    try:
        entries = sorted(os.scandir(folder), key=lambda e: e.name)
    except OSError as error:
        search.skipped.append(Skipped(prefix.rstrip("/") or folder, f"the folder cannot be read: {error.strerror}"))
        return
    names = {e.name for e in entries}
    if prefix and "pyvenv.cfg" in names:
        return
    search.folders.append(folder)
    listed = (
        sorted(name for name in names if name.endswith((".txt", ".in"))) if folder.endswith("/requirements") else ()
    )
    search.manifests.extend(f"{folder}/{name}" for name in (*listed, *(m for m in MANIFESTS if m in names)))
    if ".gitignore" in names and os.path.isfile(f"{folder}/.gitignore"):  # noqa: PTH113 - a str from scandir
        search.ignore_files.append(f"{folder}/.gitignore")
        ignores = [*ignores, (prefix, _ignored_by(f"{folder}/.gitignore"))]
    for entry in entries:
        path = prefix + entry.name
        if entry.is_dir(follow_symlinks=False):
            if _enters(search, entry, path, ignores):
                _walk(search, entry.path, f"{path}/", ignores)
        elif entry.name.endswith(".py"):
            _add(search, entry, path, ignores, in_package="__init__.py" in names)
        elif entry.is_symlink() and entry.is_dir() and _enters(search, entry, path, ignores):
            search.linked_folders.append((path, os.path.realpath(entry.path)))


def _enters(search: _Search, entry: os.DirEntry[str], path: str, ignores: list[tuple[str, Ignoring]]) -> bool:
    if entry.name in search.exclude or entry.name.endswith(".egg-info"):
        return False
    return not _ignored(search, f"{path}/", ignores)


def _add(
    search: _Search, entry: os.DirEntry[str], path: str, ignores: list[tuple[str, Ignoring]], *, in_package: bool
) -> None:
    if _ignored(search, path, ignores):
        return
    try:
        stat = entry.stat()
    except OSError as error:
        search.skipped.append(Skipped(path, f"it cannot be read: {error.strerror}"))
        return
    if not S_ISREG(stat.st_mode):
        search.skipped.append(Skipped(path, "it is not a regular file"))
        return
    role = role_of(path, search.roles, in_package=in_package)
    found = SourceFile(path, entry.path, stat.st_size, stat.st_mtime_ns, stat.st_ctime_ns, role)
    key = (stat.st_dev, stat.st_ino)
    if entry.is_symlink():
        search.linked_files.append((key, found))
    else:
        search.files[path] = found
        search.at.setdefault(key, path)


def _linked_files(search: _Search) -> list[tuple[str, str]]:
    """Links to files that are found; a link to any other file is the file."""
    links = []
    for key, found in search.linked_files:
        known = search.at.setdefault(key, found.path)
        if known == found.path:
            search.files[found.path] = found
        else:
            links.append((found.path, known))
    return links


def _linked_folders(search: _Search, given: Path) -> list[tuple[str, str]]:
    """The paths that files have through links to their folders; what such a link shows from elsewhere is not read."""
    root = os.path.realpath(given) if search.linked_folders else ""
    inside = ((link, f"{os.path.relpath(real, root)}/".removeprefix("./")) for link, real in search.linked_folders)
    return [
        (f"{link}/{path[len(folder) :]}", path)
        for link, folder in inside
        for path in sorted(search.files)
        if path.startswith(folder)
    ]


def _ignored_by(file: str) -> Ignoring:
    with open(file, encoding="utf-8", errors="replace") as stream:  # noqa: PTH123 - a str from scandir
        return Ignoring(stream)


def _ignored(search: _Search, path: str, ignores: list[tuple[str, Ignoring]]) -> bool:
    if search.patterns.says(path):
        return True
    ignored = False
    for prefix, patterns in ignores:
        said = patterns.says(path[len(prefix) :])
        ignored = ignored if said is None else said
    return ignored


def role_of(path: str, roles: Sequence[tuple[re.Pattern[str], Role]] = (), *, in_package: bool = False) -> Role:
    """What a file is for: by the project's own globs first, then by the customary names of files and folders."""
    for pattern, role in roles:
        if pattern.search(path):
            return role
    if in_package and path.endswith("/setup.py"):  # setuptools' own never lies inside an import package
        path = path.removesuffix(".py")
    for pattern, role in (
        (_GENERATED, Role.GENERATED),
        (_TEST, Role.TEST),
        (_MIGRATION, Role.MIGRATION),
        (_EXAMPLE, Role.EXAMPLE),
        (_SCRIPT, Role.SCRIPT),
    ):
        if pattern.search(path):
            return role
    return Role.APPLICATION


def compiled_roles(roles: Sequence[tuple[str, Role]]) -> list[tuple[re.Pattern[str], Role]]:
    """The project's own globs as `role_of` takes them."""
    return [(_glob(glob), role) for glob, role in roles]


def _glob(glob: str) -> re.Pattern[str]:
    from fnmatch import translate

    return re.compile(translate(glob if "*" in glob else f"{glob.rstrip('/')}*"))
