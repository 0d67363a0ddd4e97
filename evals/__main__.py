"""`python -m evals list | start TASK FOLDER | score TASK FOLDER`."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path

from evals.scoring import Score, score
from evals.tasks import UnknownTask, start, task, tasks

PROFILES = ("recommended", "principles")


def main(argv: Sequence[str]) -> int:
    """The exit code: 0 done, and for a score that all hidden tests passed; 1 that some did not; 2 wrong arguments."""
    given = _parser().parse_args(argv)
    try:
        return int(given.run(given))
    except UnknownTask as error:
        print(error, file=sys.stderr)
        return 2


def _list(_: argparse.Namespace) -> int:
    for found in tasks().values():
        print(f"{found.id:<24} {found.prompt.partition('. ')[0]}")
    return 0


def _start(given: argparse.Namespace) -> int:
    if given.folder.exists() and any(given.folder.iterdir()):
        print(f"{given.folder} is not empty; name a new folder", file=sys.stderr)
        return 2
    wanted = task(given.task)
    start(wanted, given.folder)
    print(wanted.prompt)
    return 0


def _score(given: argparse.Namespace) -> int:
    if not given.folder.is_dir():
        print(f"{given.folder} is no folder", file=sys.stderr)
        return 2
    transcript = given.transcript.read_text("utf-8", errors="replace") if given.transcript else None
    found = score(task(given.task), given.folder, given.profiles.split(","), transcript)
    print(json.dumps(found.as_plain(), indent=2) if given.json else _text(found))
    return 0 if found.acceptance.passed == found.acceptance.total else 1


def _text(found: Score) -> str:
    accepted = found.acceptance
    lines = [f"{found.task}: {accepted.passed} of {accepted.total} hidden tests passed"]
    lines += [f"  failed: {name}" for name in accepted.failed]
    for profile, counted in found.findings.items():
        said = counted.problem or f"{counted.errors} errors, {counted.warnings} warnings, {counted.infos} infos"
        lines.append(f"  {profile}: {said}")
    read = "" if found.context.read is None else f", {found.context.read:,} of it read"
    lines.append(f"  context: {found.context.always:,} B always, {found.context.on_demand:,} B on demand{read}")
    return "\n".join(lines)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser("python -m evals")
    commands = parser.add_subparsers(required=True)
    listing = commands.add_parser("list", help="the tasks")
    listing.set_defaults(run=_list)
    starting = commands.add_parser("start", help="write the repository of a task and print its prompt")
    starting.set_defaults(run=_start)
    scoring = commands.add_parser("score", help="score the tree that an agent has left behind")
    scoring.set_defaults(run=_score)
    for command in (starting, scoring):
        command.add_argument("task")
        command.add_argument("folder", type=Path)
    scoring.add_argument("--profiles", default=",".join(PROFILES), help="count findings under these")
    scoring.add_argument("--transcript", type=Path, help="what the agent did, as text: names the pages that it read")
    scoring.add_argument("--json", action="store_true")
    return parser


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
