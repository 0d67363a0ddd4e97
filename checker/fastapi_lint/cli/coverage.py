"""`fastapi-lint coverage`: what of a guideline is enforced, and whether a project follows it."""

from __future__ import annotations

from pathlib import Path

import click

from fastapi_lint.cli import completing
from fastapi_lint.model.errors import UsageError


@click.command()
@click.argument("path", required=False, type=click.Path(exists=True, path_type=Path))
@click.option(
    "--guideline",
    shell_complete=completing.guidelines,
    metavar="NAME",
    help="Only this guideline; with PATH, the one to judge by.",
)
@click.option("--output-format", type=click.Choice(["text", "json", "markdown"]), default="text", show_default=True)
@click.option("--running", is_flag=True, help="Count those statements alone that a service shows that runs.")
def coverage(path: Path | None, guideline: str | None, output_format: str, *, running: bool) -> int:
    """Show how every statement of the guidelines is looked after, or how a project stands to them.

    Without PATH: by section, how many statements a rule enforces, which come with the contract runner, which only a
    reviewer can judge, and which nothing enforces; --guideline adds every such statement with its reason.

    With PATH: for each statement of one guideline (by default that of the project's profile) whether it holds, where
    it is violated, or why it is not applicable or was not evaluated. A statement holds only when every rule that it
    names has run, has found something to look at, and has found nothing wrong. Exits with 1 when one is violated.
    """
    if running and path is not None:
        raise UsageError("`--running` counts statements of the guidelines, and so takes no PATH.")
    if path is None:
        from fastapi_lint.api.book import guideline_coverage

        if running and output_format != "text":
            raise UsageError("`--running` is told as text; in the other formats each statement has its `shown_by`.")
        click.echo(guideline_coverage(guideline, output_format, running=running), nl=False)
        return 0
    from fastapi_lint.api.conformance import conformance
    from fastapi_lint.model.overview import State
    from fastapi_lint.views.conformance import render

    found = conformance(path, guideline)
    click.echo(render(found, output_format), nl=False)
    return 1 if any(v.state is State.VIOLATED for v in found.verdicts) else 0
