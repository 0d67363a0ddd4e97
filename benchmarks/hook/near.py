"""`python -m benchmarks.hook.near FOLDER`: what the hook's first look sees, beside what the whole project shows.

For files with findings in each project: those that the first look misses, and those that it only suspects.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
from collections.abc import Iterable, Sequence
from pathlib import Path

from benchmarks.projects import checkouts_from
from fastapi_lint.api.analysing.remembered import remembered
from fastapi_lint.api.analysis import Pass, analyse
from fastapi_lint.api.hooks.introduced import UNFINISHED
from fastapi_lint.catalog.compiled import catalog
from fastapi_lint.catalog.home import cache_home
from fastapi_lint.config import Config
from fastapi_lint.engine.selection import active_rules
from fastapi_lint.model.diagnostic import Diagnostic
from fastapi_lint.source.discover import discover

FILES = 30
PROFILES = ("recommended", "principles")

Place = tuple[str, int]
"""Rule and line."""


def compared(folder: Path, profile: str) -> tuple[int, int, int]:
    """(seen by both, missed by the first look, suspected by it alone) over some files of a project."""
    book, config = catalog(cache_home()), Config(root=folder, profile=profile)
    found = discover(folder)
    with tempfile.TemporaryDirectory() as name:
        cache = Path(name)
        whole = analyse(book, config, found, Pass(cache=cache)).diagnostics
        about_code = {rule.id for rule in active_rules(book, config).values() if rule.enforced_by != "project"}
        python = {file.path for file in found.files}
        paths = sorted({d.location.path for d in whole if d.rule in about_code} & python)
        memory, both, missed, alone = remembered(cache, looks_again=True), 0, 0, 0
        for path in paths[:: max(1, len(paths) // FILES)]:
            wanted = Pass(only={path}, near=True, picked=about_code, cache=cache, memory=memory)
            near = analyse(book, config, found, wanted)
            seen, true = _places(near.diagnostics, path, about_code), _places(whole, path, about_code)
            both, missed, alone = both + len(seen & true), missed + len(true - seen), alone + len(seen - true)
    return both, missed, alone


def _places(found: Iterable[Diagnostic], path: str, rules: Iterable[str]) -> set[Place]:
    wanted = set(rules) - UNFINISHED
    return {(d.rule, d.location.line) for d in found if d.location.path == path and d.rule in wanted}


def main(argv: Sequence[str]) -> int:
    """The exit code: 0 compared, 2 wrong arguments."""
    projects = checkouts_from(argv, "benchmarks.hook.near")
    if projects is None:
        return 2
    for project in projects:
        with tempfile.TemporaryDirectory() as name:
            copy = Path(shutil.copytree(project.folder, Path(name).resolve() / project.name, symlinks=True))
            for profile in PROFILES:
                both, missed, alone = compared(copy, profile)
                print(f"{project.name:<32} {profile:<12} {both:>5} seen {missed:>3} missed {alone:>3} suspected alone")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
