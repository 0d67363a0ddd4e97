"""`fastapi-lint baseline`: accept today's findings, so that only new ones are reported."""

from __future__ import annotations

from pathlib import Path

import click

DEFAULT = Path(".fastapi-lint-baseline.json")


@click.command()
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path))
@click.option("--file", type=click.Path(path_type=Path), default=DEFAULT, show_default=True, help="Where to write it.")
@click.option("--prune", is_flag=True, help="Only drop entries that are no longer found.")
def baseline(paths: tuple[Path, ...], file: Path, *, prune: bool) -> None:
    """Write today's findings to a baseline; `check` then reports only what is not in it."""
    from fastapi_lint.api.accepting import prune_baseline, write_baseline

    if prune:
        dropped, kept = prune_baseline(paths, file)
        click.echo(f"{file}: {dropped} entries dropped, {kept} kept.")
    else:
        count = write_baseline(paths, file)
        click.echo(f"{file}: {count} findings accepted; `fastapi-lint check --baseline {file}` reports only new ones.")
