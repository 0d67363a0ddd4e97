"""`fastapi-lint init`: takes the rulebook into a project that is there already."""

from __future__ import annotations

import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import click

from fastapi_lint.cli import completing
from fastapi_lint.cli.check import names
from fastapi_lint.model.errors import UsageError, nearest

if TYPE_CHECKING:
    from fastapi_lint.api.adopting.planning import Plan


@click.command()
@click.argument("folder", required=False, default=Path(), type=click.Path(path_type=Path, exists=True, file_okay=False))
@click.option("--yes", is_flag=True, help="Write without asking.")
@click.option("--dry-run", is_flag=True, help="Only show what would be written.")
@click.option(
    "--profile",
    shell_complete=completing.profiles,
    metavar="NAME",
    help="Adopt this profile; by default the one that fits best.",
)
@click.option(
    "--without", multiple=True, callback=names, metavar="PART,…", help="Leave out baseline, pre-commit or ci."
)
@click.option("--source", metavar="URL@REVISION", help="Where pre-commit and CI install fastapi-lint from.")
def init(
    folder: Path, profile: str | None, source: str | None, without: tuple[str, ...], *, yes: bool, dry_run: bool
) -> None:
    """Adopt the rulebook in the project around FOLDER: settings, accepted findings, a hook for pre-commit, CI.

    \b
    It reads the project and runs nothing of it. The profile that it proposes comes with its figures: how many of the
    rules that apply the project keeps already. What it would write is shown first; on a terminal it asks, elsewhere it
    writes only with --yes. Files of yours keep what stands in them, and a second run changes nothing.
    """
    from fastapi_lint.api.adopting.origin import origin
    from fastapi_lint.api.adopting.planning import PARTS, plan
    from fastapi_lint.api.adopting.telling import text
    from fastapi_lint.cli.progress import progress

    for part in without:
        if part not in PARTS:
            hint = nearest(part, PARTS) or f"; there are {', '.join(PARTS)}."
            raise UsageError(f"--without: no part is called `{part}`{hint}")
    with TemporaryDirectory() as cache:
        with progress() as tell:
            planned = plan(folder, profile, origin(source), without, Path(cache), tell)
        click.echo(text(planned), nl=False)
        if not planned.count:
            return
        files = "1 file" if planned.count == 1 else f"{planned.count} files"
        if dry_run:
            click.echo(f"Nothing is written; without --dry-run that would be {files}.")
        elif yes or _is_wanted(files):
            _write(planned, Path(cache))


def _is_wanted(files: str) -> bool:
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        click.echo(f"Nothing is written, as nobody can be asked here; --yes writes the {files}.")
        return False
    if click.confirm(f"Write {files}?"):
        return True
    click.echo("Nothing is written.")
    return False


def _write(planned: Plan, cache: Path) -> None:
    from fastapi_lint.api.adopting.carrying_out import adopt
    from fastapi_lint.api.adopting.files import HOOKS
    from fastapi_lint.api.adopting.telling import relative
    from fastapi_lint.reporters.closing import counted

    accepted = adopt(planned, cache)
    for change in planned.changes:
        click.echo(f"wrote {relative(planned.around.repository / change.path)}")
    if planned.baseline is not None:
        click.echo(f"wrote {relative(planned.baseline)}, which accepts {counted(accepted, 'finding')}")
    click.echo("\nCommit these files; `fastapi-lint check` reports what is new from now on.")
    if any(change.path == HOOKS for change in planned.changes) and not planned.around.calls_hook:
        click.echo("`pip install pre-commit && pre-commit install` makes git call the hook.")
    click.echo("`fastapi-lint sync` writes the rules for coding agents.")
