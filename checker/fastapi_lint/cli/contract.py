"""`fastapi-lint contract`: starts a service and judges its document and its answers."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from fastapi_lint.cli import completing
from fastapi_lint.cli.check import FAIL_ON, IGNORE, PROFILE, SELECT
from fastapi_lint.cli.outputs import RELATIVE_TO, REPORTS, outcome_of, rendered, write, write_reports
from fastapi_lint.cli.progress import progress
from fastapi_lint.reporters.registry import FORMATS, reporter

if TYPE_CHECKING:
    from fastapi_lint.api.contract import ContractRequest

_FILE = click.Path(path_type=Path)
_OWN = ("python", "env_file", "allow_remote", "timeout", "seed", "no_fork", "url", "fuzz", "modes", "anonymous")
_FILES = ("save", "base")


@click.command()
@click.argument("app", required=False, default="", metavar="[APP]")
@click.option("--python", type=_FILE, help="The interpreter of the service; by default that of its .venv.")
@click.option(
    "--env-file", type=click.Path(exists=True, path_type=Path), help="Environment of the service; never shown."
)
@click.option("--allow-remote", is_flag=True, help="Let the service reach other machines.")
@click.option("--timeout", type=click.FloatRange(min=0.1), help="Seconds that one call may take; 5 by default.")
@click.option("--seed", type=click.IntRange(min=0), help="Make uuids, secrets and random of the service repeatable.")
@click.option("--url", default="", help="Judge a service that runs there already, or whose document is there.")
@click.option(
    "--fuzz", type=click.IntRange(min=0), default=0, metavar="N", help="Add N calls that schemathesis makes up."
)
@click.option("--modes", is_flag=True, help="Also start it without its environment, and with workers; then end it.")
@click.option("--no-fork", is_flag=True, help="Start each copy of the service from scratch; slower.")
@click.option("--anonymous", is_flag=True, help="Judge a service although most of it refuses an unknown caller.")
@click.option("--no-probes", is_flag=True, help="Judge the OpenAPI document alone; call nothing.")
@click.option("--save", type=_FILE, help="Write the OpenAPI document there.")
@click.option("--diff", "base", type=_FILE, metavar="BASE", help="Report what breaks clients of this saved document.")
@click.option("--replay", metavar="FINDING", help="Repeat the one call of a finding: its fingerprint, or a rule.")
@PROFILE
@SELECT
@IGNORE
@click.option(
    "--output-format",
    shell_complete=completing.formats,
    default="text",
    metavar="FORMAT",
    help=f"One of {', '.join(FORMATS)}.",
)
@click.option("--output-file", type=_FILE, help="Write the report there.")
@REPORTS
@RELATIVE_TO
@click.option("--config", type=_FILE, help="Configuration file to use.")
@click.option("--baseline", type=_FILE, help="Report only what this baseline does not know.")
@FAIL_ON
@click.option("--strict", is_flag=True, help="Exit with 4 when something could not be evaluated.")
@click.option("--no-cache", is_flag=True, help="Neither read nor write the cache.")
def contract(
    app: str, output_format: str, output_file: Path | None, reports: tuple[tuple[str, Path], ...], **options: Any
) -> int:
    """Start the service of the project around this folder and judge what it serves.

    APP is `package.module:app`, or `package.module:create_app()` for a factory; without it, the app is found in the
    configuration, in pyproject.toml or in the source. The service runs in its own interpreter, in a temporary folder,
    without your environment, and reaches no other machine.
    """
    from fastapi_lint.api.contract import ContractRequest, check_contract
    from fastapi_lint.api.request import Request

    reporter(output_format)
    own = {name: options.pop(name) for name in (*_OWN, *_FILES)}
    probe, replayed = not options.pop("no_probes"), options.pop("replay")
    with progress() as tell:
        asked = ContractRequest(app=app, probe=probe, common=Request(tell=tell, **options), **own)
        if replayed is not None:
            return _replay(asked, replayed, output_file)
        checked = check_contract(asked)
    outcome = outcome_of(checked)
    write_reports(outcome, reports)
    write(rendered(outcome, output_format, to_terminal=output_file is None), output_file)
    return checked.exit_code


def _replay(asked: ContractRequest, name: str, output_file: Path | None) -> int:
    from fastapi_lint.api.replaying import replay

    found = replay(asked, name)
    write(found.text, output_file)
    return found.exit_code
