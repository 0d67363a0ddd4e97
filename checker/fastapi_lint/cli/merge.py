"""`fastapi-lint merge`: the reports of a matrix as one."""

from __future__ import annotations

from pathlib import Path

import click

from fastapi_lint.cli import completing
from fastapi_lint.cli.check import FAIL_ON
from fastapi_lint.cli.outputs import REPORTS, Outcome, rendered, write, write_reports
from fastapi_lint.model.diagnostic import Severity
from fastapi_lint.reporters.registry import FORMATS, reporter


@click.command()
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="REPORT…")
@click.option(
    "--output-format",
    shell_complete=completing.formats,
    default="json",
    metavar="FORMAT",
    help=f"One of {', '.join(FORMATS)}.",
)
@click.option("--output-file", type=click.Path(path_type=Path), help="Write the report there.")
@REPORTS
@FAIL_ON
@click.option("--strict", is_flag=True, help="Exit with 4 when something could not be evaluated.")
def merge(
    files: tuple[Path, ...],
    output_format: str,
    output_file: Path | None,
    reports: tuple[tuple[str, Path], ...],
    fail_on: Severity,
    *,
    strict: bool,
) -> int:
    """Join the JSON reports of all shares into the report of one run without --shard, byte for byte.

    A missing share is an error, as what it would tell was not evaluated.

    \b
    fastapi-lint check --shard 1/2 --output-format json --output-file 1.json
    fastapi-lint check --shard 2/2 --output-format json --output-file 2.json
    fastapi-lint merge 1.json 2.json --output-format sarif --output-file lint.sarif
    """
    from fastapi_lint.api.presenting.overview import joined_overview
    from fastapi_lint.api.shares.merging import merge as merged

    reporter(output_format)
    whole = merged(files, fail_on, strict=strict)
    outcome = Outcome(whole.report, whole.edits, lambda: joined_overview(whole.report))
    write_reports(outcome, reports)
    write(rendered(outcome, output_format, to_terminal=output_file is None), output_file)
    return whole.report.exit_code
