"""What the navigation of the site names, and which pages there are."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

from tests.site.building import CONFIGURATION, DOCS

_LISTED = re.compile(r"\]\(([^)]+)\)")
LIST = "SUMMARY.md"


def named(docs: Path = DOCS, configuration: Path = CONFIGURATION) -> list[str]:
    """Paths below docs/, in the order of the navigation; the lists of folders are followed."""
    nav = tomllib.loads(configuration.read_text("utf-8"))["project"]["nav"]
    return [page for entry in _entries(nav) for page in _followed(docs, entry)]


def existing(docs: Path = DOCS) -> set[str]:
    """Paths of all pages below docs/."""
    return {file.relative_to(docs).as_posix() for file in docs.rglob("*.md") if file.name != LIST}


def _entries(nav: object) -> Iterator[str]:
    match nav:
        case str():
            yield nav
        case dict():
            yield from (entry for value in nav.values() for entry in _entries(value))
        case list():
            yield from (entry for value in nav for entry in _entries(value))


def _followed(docs: Path, entry: str) -> Iterator[str]:
    if not entry.endswith("/"):
        yield entry
        return
    folder = docs / entry
    for target in _LISTED.findall((folder / LIST).read_text("utf-8")):
        yield (folder / target).resolve().relative_to(docs.resolve()).as_posix()
