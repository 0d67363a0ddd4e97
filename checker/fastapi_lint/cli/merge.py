"""`fastapi-lint merge`: the reports of a matrix as one."""

from __future__ import annotations

from pathlib import Path

import click

from fastapi_lint.cli.check import FAIL_ON, write
from fastapi_lint.model.diagnostic import Severity


@click.command()
@click.argument("reports", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="REPORT…")
@click.option("--output-file", type=click.Path(path_type=Path), help="Write the report there.")
@FAIL_ON
@click.option("--strict", is_flag=True, help="Exit with 4 when something could not be evaluated.")
def merge(reports: tuple[Path, ...], output_file: Path | None, fail_on: Severity, *, strict: bool) -> int:
    """Join the JSON reports of all shares into the one that `check` writes without --shard.

    Only `seconds` differs: it is the sum. A missing share is an error, as what it would tell was not evaluated.

    \b
    fastapi-lint check --shard 1/2 --output-format json --output-file 1.json
    fastapi-lint check --shard 2/2 --output-format json --output-file 2.json
    fastapi-lint merge 1.json 2.json
    """
    from fastapi_lint.api.merging import merge as merged

    whole = merged(reports, fail_on, strict=strict)
    write(whole.text, output_file)
    return whole.exit_code
