"""`fastapi-lint baseline`: accept today's findings, so that only new ones are reported."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from fastapi_lint.model.errors import UsageError
from fastapi_lint.reporters.closing import counted

if TYPE_CHECKING:
    from fastapi_lint.api.adopting.accepting import Pruned
    from fastapi_lint.model.diagnostic import Diagnostic


@click.command()
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path))
@click.option(
    "--file",
    type=click.Path(path_type=Path),
    help="Where it is; by default `baseline` of the configuration, else .fastapi-lint-baseline.json.",
)
@click.option("--prune", is_flag=True, help="Only drop entries that are no longer found, and count.")
@click.option("--status", is_flag=True, help="Only count what is gone and what is left; write nothing.")
def baseline(paths: tuple[Path, ...], file: Path | None, *, prune: bool, status: bool) -> int:
    """Write today's findings to a baseline; `check` then reports only what is not in it.

    With PATHS, only findings there are accepted, dropped or counted; what was accepted elsewhere stays. A file that
    cannot be read is never accepted, as nobody knows what is in it: it is named, and the exit code is 1.
    """
    from fastapi_lint.api.adopting.accepting import prune_baseline, write_baseline

    if prune and status:
        raise UsageError("--prune drops what is gone, --status only counts it; leave one of the two out.")
    if prune or status:
        click.echo(_burndown(prune_baseline(paths, file, write=prune), is_written=prune))
        return 0
    accepted = write_baseline(paths, file)
    unseen = f", {accepted.unseen} of them not looked at this time" if accepted.unseen else ""
    option = "" if accepted.is_configured else f" --baseline {accepted.file}"
    count = counted(accepted.count, "finding")
    click.echo(f"{accepted.file}: {count} accepted{unseen}; `fastapi-lint check{option}` reports only new ones.")
    for line in _unread(accepted.unread):
        click.echo(line)
    return int(bool(accepted.unread))


def _unread(found: Sequence[Diagnostic]) -> Iterator[str]:
    from fastapi_lint.reporters.visible import place, visible

    for diagnostic in found:
        yield visible(f"{place(diagnostic.location)}: not accepted: {diagnostic.message}; mend or exclude it.")


def _burndown(pruned: Pruned, *, is_written: bool) -> str:
    from fastapi_lint.reporters.visible import visible_lines
    from fastapi_lint.views.burndown import Burndown, render

    gone, left = (tuple((e.rule, e.path) for e in entries) for entries in (pruned.dropped, pruned.left))
    tables = visible_lines(render(Burndown(gone, left)))
    unseen = f", {pruned.unseen} of them not looked at this time" if pruned.unseen else ""
    verb = "dropped" if is_written else "can be dropped with --prune"
    entries = counted(len(gone), "entry", "entries")
    return f"{tables}\n{pruned.file}: {entries} {verb}, {len(left)} left{unseen}."
