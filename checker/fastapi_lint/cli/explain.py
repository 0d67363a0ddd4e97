"""`fastapi-lint explain`: the whole text of a rule."""

from __future__ import annotations

import click

from fastapi_lint.cli import completing


@click.command()
@click.argument("rule", metavar="RULE", shell_complete=completing.rules)
def explain(rule: str) -> None:
    """Show why RULE exists, what to write instead, its limits, parameters and examples."""
    from fastapi_lint.api.book import explanation

    click.echo(explanation(rule))
