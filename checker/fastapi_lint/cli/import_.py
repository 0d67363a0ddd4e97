"""`fastapi-lint import`: a team's rules in prose, as rules of the rulebook."""

from __future__ import annotations

from pathlib import Path

import click


@click.command("import")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--output-format", type=click.Choice(["text", "json"]), default="text")
def import_(file: Path, output_format: str) -> None:
    """Show which instructions of FILE (AGENTS.md, CLAUDE.md) are rules already, and the configuration for them.

    Known wordings are sure; other sentences are compared by the words that they share with rules. No model is
    asked, and nothing is written.
    """
    from fastapi_lint.api.adopting.importing import imported

    click.echo(imported(file, output_format), nl=False)
