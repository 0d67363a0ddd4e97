"""Writes a new project that is a copy of a profile's reference service under names of its own."""

from __future__ import annotations

import os
import shutil
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path

from fastapi_lint.api.starting.identity import DOCUMENT, Identity, identity_of, wanted
from fastapi_lint.api.starting.rendering import rendered
from fastapi_lint.catalog.compiled import catalog
from fastapi_lint.catalog.folder import services_folder
from fastapi_lint.model.errors import UsageError, nearest
from fastapi_lint.model.record import Record


class Created(Record, eq=True):
    """Where the project is, how many files it has, and what comes next, one command a line."""

    folder: Path
    files: int
    commands: tuple[str, ...]


def offered() -> tuple[str, ...]:
    """The profiles that have a finished reference service: a folder of that name with a lock and a document."""
    found = (file.parent for file in services_folder().glob("*/uv.lock"))
    return tuple(sorted(folder.name for folder in found if (folder / DOCUMENT).is_file()))


def create(name: str, profile: str, into: Path, choices: Mapping[str, str]) -> Created:
    """Writes the project into a folder of its name. Raises UsageError, and then has written nothing."""
    source = _source(profile)
    old = identity_of(source)
    new = wanted(name, profile, old, choices)
    _refuse_dependency(source, new)
    folder = into / new.name
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise UsageError(f"`{folder}` exists already and is not empty; choose another name, or another --into.")
    params = catalog(None).profiles[profile].params
    files = rendered({path: (source / path).read_bytes() for path in _paths(source)}, old, new, params)
    try:
        _write(into / f".{new.name}.partial", folder, files)
    except OSError as error:
        raise UsageError(f"`{folder}` cannot be written: {error.strerror or error}.") from None
    return Created(folder, len(files), (f"cd {folder}", "uv sync", "uv run pytest"))


def _source(profile: str) -> Path:
    known, have = catalog(None).profiles, offered()
    listed = ", ".join(have)
    if profile in have:
        return services_folder() / profile
    if profile in known:
        raise UsageError(f"the profile `{profile}` has no service to start from; these have one: {listed}.")
    raise UsageError(f"no profile is called `{profile}`{nearest(profile, known) or f'; there are {listed}.'}")


def _refuse_dependency(source: Path, new: Identity) -> None:
    """Raises UsageError for a project that is called as something that it installs."""
    locked = {package["name"] for package in tomllib.loads((source / "uv.lock").read_text("utf-8"))["package"]}
    for name in (new.name, new.package):
        if name.replace("_", "-") in locked:
            better = f"{name}-service".replace("_", "-")
            raise UsageError(f"the service itself depends on `{name}`; choose a name such as `{better}`.")


def _paths(source: Path) -> Iterator[str]:
    """The files of a service but for what it tells git to ignore."""
    from pathspec import GitIgnoreSpec

    ignored = GitIgnoreSpec.from_lines((source / ".gitignore").read_text("utf-8").splitlines())
    for folder, folders, names in os.walk(source):
        place = Path(folder).relative_to(source).as_posix()
        prefix = "" if place == "." else f"{place}/"
        folders[:] = sorted(each for each in folders if not ignored.match_file(f"{prefix}{each}/"))
        yield from (path for name in sorted(names) if not ignored.match_file(path := prefix + name))


def _write(partial: Path, folder: Path, files: Mapping[str, bytes]) -> None:
    """Writes beside the folder first, so that there is a whole project or none."""
    from fastapi_lint.delegate.tidying import tidy

    partial.mkdir()
    try:
        for path, content in files.items():
            place = partial / path
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_bytes(content)
        tidy(partial)
        partial.replace(folder)
    finally:
        shutil.rmtree(partial, ignore_errors=True)
