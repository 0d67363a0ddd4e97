"""`fastapi-lint why`: what is known and reported about one line."""

from __future__ import annotations

import click

from fastapi_lint.model.errors import UsageError


@click.command()
@click.argument("place", metavar="FILE:LINE")
def why(place: str) -> None:
    """Show what is reported at FILE:LINE, what is suppressed or left out there, and what was understood."""
    from fastapi_lint.api.account import account_of

    path, _, line = place.rpartition(":")
    if not path or not line.isdigit():
        raise UsageError(f"`{place}` is not FILE:LINE; write for instance `app/main.py:12`.")
    click.echo(account_of(path, int(line)))
