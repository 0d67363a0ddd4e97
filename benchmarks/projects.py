"""The real projects that are measured, and where their checkouts lie."""

from __future__ import annotations

import csv
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

LISTED = Path(__file__).with_name("projects.tsv")


class MissingCheckouts(Exception):
    """The folder lacks some of the projects; the message says how to get them."""


@dataclass(frozen=True, slots=True)
class Checkout:
    """One project: its name in every table here, `owner/name` of its repository, the commit, and its folder."""

    name: str
    repository: str
    commit: str
    folder: Path


def checkouts(folder: Path) -> tuple[Checkout, ...]:
    """Every listed project below the folder, by folder name; MissingCheckouts names those that are not there."""
    with LISTED.open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream, delimiter="\t"))
    found = [Checkout(r["project"], r["repository"], r["commit"], (folder / r["project"]).resolve()) for r in rows]
    missing = [c for c in found if not c.folder.is_dir()]
    if missing:
        ways = "\n".join(f"  {c.name}: github.com/{c.repository} at {c.commit}" for c in missing)
        raise MissingCheckouts(f"{folder} lacks {len(missing)} of {len(found)} checkouts:\n{ways}")
    return tuple(found)


def checkouts_from(argv: Sequence[str], command: str) -> tuple[Checkout, ...] | None:
    """The checkouts of the one folder that a command line names; None, with the reason printed, when it is wrong."""
    if len(argv) != 1:
        print(f"usage: python -m {command} FOLDER", file=sys.stderr)
        return None
    try:
        return checkouts(Path(argv[0]))
    except MissingCheckouts as error:
        print(error, file=sys.stderr)
        return None


def commits() -> dict[str, str]:
    """The commit of every project by name."""
    with LISTED.open(encoding="utf-8", newline="") as stream:
        return {r["project"]: r["commit"] for r in csv.DictReader(stream, delimiter="\t")}
