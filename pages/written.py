"""Everything in documents that the code decides, by its path in the repository."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

from pages import config_schema
from pages.commands import commands_page
from pages.picture import PICTURES, drawn
from pages.recorded import ROOT, has_recordings, refreshed
from pages.settings import configuration_page
from pages.volatile import unless_settled

GENERATED = ("rules", "categories", "guidelines")


def makers() -> dict[str, Callable[[], str]]:
    """Path -> what makes the text that the file has to have today."""
    found: dict[str, Callable[[], str]] = {
        "docs/commands.md": commands_page,
        "docs/configuration.md": configuration_page,
        config_schema.PATH: config_schema.schema_text,
        **{picture.path: partial(drawn, picture) for picture in PICTURES},
    }
    for file in documents():
        text = file.read_text("utf-8")
        if has_recordings(text):
            found[file.relative_to(ROOT).as_posix()] = partial(refreshed, text)
    return found


def documents() -> Iterator[Path]:
    """The documents that people write: those at the root, and the pages of docs/ that no rulebook generates."""
    yield from (ROOT / "README.md", ROOT / "CONTRIBUTING.md")
    docs = ROOT / "docs"
    yield from (file for file in sorted(docs.rglob("*.md")) if file.relative_to(docs).parts[0] not in GENERATED)


def write() -> None:
    """Brings the repository's files up to date; what is volatile alone is no reason to touch one."""
    for path, make in makers().items():
        file = ROOT / path
        kept = file.read_text("utf-8") if file.is_file() else ""
        file.write_text(unless_settled(kept, make()), encoding="utf-8")
