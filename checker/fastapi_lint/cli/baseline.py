"""`fastapi-lint baseline`: accept today's findings, so that only new ones are reported."""

from __future__ import annotations

from pathlib import Path

import click

DEFAULT = Path(".fastapi-lint-baseline.json")


@click.command()
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path))
@click.option("--file", type=click.Path(path_type=Path), default=DEFAULT, show_default=True, help="Where to write it.")
@click.option("--prune", is_flag=True, help="Only drop entries that are no longer found, and count.")
def baseline(paths: tuple[Path, ...], file: Path, *, prune: bool) -> None:
    """Write today's findings to a baseline; `check` then reports only what is not in it."""
    from fastapi_lint.api.accepting import prune_baseline, write_baseline

    if prune:
        from fastapi_lint.reporters.visible import visible_lines
        from fastapi_lint.views.burndown import Burndown, render

        pruned = prune_baseline(paths, file)
        gone, left = (tuple((e.rule, e.path) for e in entries) for entries in (pruned.dropped, pruned.left))
        click.echo(visible_lines(render(Burndown(gone, left))))
        unseen = f", {pruned.unseen} of them not looked at this time" if pruned.unseen else ""
        click.echo(f"{file}: {len(gone)} {'entry' if len(gone) == 1 else 'entries'} dropped, {len(left)} left{unseen}.")
    else:
        count = write_baseline(paths, file)
        click.echo(f"{file}: {count} findings accepted; `fastapi-lint check --baseline {file}` reports only new ones.")
