"""`fastapi-lint new`: a project that follows a guideline from its first commit."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import click

from fastapi_lint.cli import completing
from fastapi_lint.model.errors import UsageError


@click.command()
@click.argument("name")
@click.option(
    "--profile",
    shell_complete=completing.profiles,
    required=True,
    metavar="PROFILE",
    help="The guideline that the project follows.",
)
@click.option(
    "--with",
    "choices",
    multiple=True,
    metavar="KEY=VALUE",
    help="title, description, port, or package where a profile has one; repeatable.",
)
@click.option(
    "--into",
    default=Path(),
    type=click.Path(path_type=Path, exists=True, file_okay=False),
    help="The folder around the project; this one by default.",
)
def new(name: str, profile: str, choices: tuple[str, ...], into: Path) -> None:
    """Start a project called NAME from the reference service of a profile.

    It is a whole service with tests, image and pipeline, and `check` and `contract` find nothing in it.

    \b
    fastapi-lint new parcel-tracker --profile single-process
    fastapi-lint new parcel-tracker --profile single-process --with title="Parcel tracker" --with port=9000
    """
    from fastapi_lint.api.starting.creating import create

    created = create(name, profile, into, _pairs(choices))
    click.echo(f"{created.files} files in {created.folder}. Next:\n")
    click.echo("\n".join(f"  {command}" for command in created.commands))


def _pairs(choices: Iterable[str]) -> dict[str, str]:
    pairs: dict[str, str] = {}
    for choice in choices:
        key, equals, value = choice.partition("=")
        if not equals or not value:
            raise UsageError(f"--with: `{choice}` is no KEY=VALUE.")
        if key in pairs:
            raise UsageError(f"--with {key} is given twice; keep one of them.")
        pairs[key] = value
    return pairs
