"""The real projects that are measured, and where their checkouts lie."""

from __future__ import annotations

import csv
import sys
from collections.abc import Container, Sequence
from dataclasses import dataclass
from pathlib import Path

LISTED = Path(__file__).with_name("projects.tsv")
HELD_OUT = Path(__file__).with_name("projects-holdout.tsv")
"""Projects that no rule had been developed on when they were labelled, each with the profiles that it resembles."""


class MissingCheckouts(Exception):
    """The folder lacks some of the projects; the message says how to get them."""


@dataclass(frozen=True, slots=True)
class Checkout:
    """One project: its name in every table here, `owner/name` of its repository, the commit, and its folder.

    The holdout was drawn in rounds, each on projects that nobody had looked at before.
    """

    name: str
    repository: str
    commit: str
    folder: Path
    profiles: tuple[str, ...] = ()
    round: int = 1


def checkouts(folder: Path, listed: Path = LISTED, rounds: Container[int] = (1,)) -> tuple[Checkout, ...]:
    """Every listed project below the folder, by folder name; MissingCheckouts names those that are not there."""
    found = [
        Checkout(
            row["project"],
            row["repository"],
            row["commit"],
            (folder / row["project"]).resolve(),
            tuple(filter(None, row.get("profiles", "").split(","))),
            int(row.get("round", 1)),
        )
        for row in _rows(listed)
        if int(row.get("round", 1)) in rounds
    ]
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


def commits(listed: Path = LISTED) -> dict[str, str]:
    """The commit of every project by name."""
    return {row["project"]: row["commit"] for row in _rows(listed)}


def _rows(listed: Path) -> list[dict[str, str]]:
    with listed.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream, delimiter="\t"))
