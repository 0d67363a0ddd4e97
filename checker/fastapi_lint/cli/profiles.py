"""`fastapi-lint profiles` and `fastapi-lint profile diff`: the selections of rules that there are."""

from __future__ import annotations

import click

_FORMAT = click.option("--output-format", type=click.Choice(["text", "json"]), default="text", show_default=True)


@click.command()
@_FORMAT
def profiles(output_format: str) -> None:
    """List the profiles: how many rules each selects, and which guideline it mirrors."""
    from fastapi_lint.api.book import listed_profiles

    click.echo(listed_profiles(output_format), nl=False)


@click.group()
def profile() -> None:
    """Compare profiles; `fastapi-lint profiles` lists them."""


@profile.command()
@click.argument("first", metavar="A")
@click.argument("second", metavar="B")
@_FORMAT
def diff(first: str, second: str, output_format: str) -> None:
    """Show where profiles A and B disagree: rules of one only, other severities, other parameters."""
    from fastapi_lint.api.book import compared_profiles

    click.echo(compared_profiles(first, second, output_format), nl=False)
