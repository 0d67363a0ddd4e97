"""`fastapi-lint check`: finds defects, reports them, repairs what can be repaired."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
from msgspec.structs import replace

from fastapi_lint.cli import completing
from fastapi_lint.cli.outputs import RELATIVE_TO, REPORTS, encoded, outcome_of, rendered, write, write_reports
from fastapi_lint.model.diagnostic import Severity
from fastapi_lint.model.errors import UsageError
from fastapi_lint.reporters.registry import FORMATS, reporter

if TYPE_CHECKING:
    from fastapi_lint.api.request import Checked, Request


def names(_: click.Context, __: click.Parameter, value: tuple[str, ...]) -> tuple[str, ...]:
    """Comma-separated and repeated values as one tuple."""
    return tuple(part.strip() for item in value for part in item.split(",") if part.strip())


PROFILE = click.option(
    "--profile",
    shell_complete=completing.profiles,
    metavar="NAME",
    help="Rulebook profile; overrides the configuration.",
)
SELECT = click.option(
    "--select",
    shell_complete=completing.rules,
    multiple=True,
    callback=names,
    metavar="RULE,…",
    help="Only these rules or categories.",
)
IGNORE = click.option(
    "--ignore",
    shell_complete=completing.rules,
    multiple=True,
    callback=names,
    metavar="RULE,…",
    help="Not these rules or categories.",
)
FAIL_ON = click.option(
    "--fail-on",
    type=click.Choice(["error", "warning", "info"]),
    default="info",
    callback=lambda _, __, level: Severity(level),
    help="Exit with 1 for findings of this severity or a graver one; by default for every finding.",
)


@click.command()
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path))
@click.option("--fix", is_flag=True, help="Apply safe fixes.")
@click.option("--unsafe-fixes", is_flag=True, help="Apply fixes that may change behaviour too.")
@click.option("--diff", is_flag=True, help="Show what --fix would change; change nothing.")
@PROFILE
@SELECT
@IGNORE
@click.option(
    "--output-format",
    shell_complete=completing.formats,
    metavar="FORMAT",
    help=f"One of {', '.join(FORMATS)}; by default text, and agent in the shell of a coding agent.",
)
@click.option("--output-file", type=click.Path(path_type=Path), help="Write the report there.")
@REPORTS
@RELATIVE_TO
@click.option("--config", type=click.Path(path_type=Path), help="Configuration file to use.")
@click.option("--baseline", type=click.Path(path_type=Path), help="Report only what this baseline does not know.")
@click.option("--no-baseline", is_flag=True, help="Report what a baseline accepts too; overrides the configuration.")
@click.option("--changed-since", metavar="REV", help="Only findings on lines changed since a git revision.")
@click.option("--shard", metavar="I/N", help="Only findings in the I-th of N shares of the files; see `merge`.")
@FAIL_ON
@click.option("--allow-none", is_flag=True, help="Exit with 0 when PATHS hold nothing to check, as in a hook.")
@click.option("--statistics", is_flag=True, help="Count findings by rule instead of listing them; also as json.")
@click.option("--history", type=click.Path(path_type=Path), help="Add a line with this run's counts to that file.")
@click.option(
    "--stdin-filename",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="The file whose unsaved text `-` reads from standard input.",
)
@click.option("--watch", is_flag=True, help="Check again whenever a file changes, until interrupted.")
@click.option("--strict", is_flag=True, help="Exit with 4 when something could not be evaluated.")
@click.option("--full", is_flag=True, help="Read every file with libcst: slower, and must find the same.")
@click.option("--no-delegates", is_flag=True, help="Leave out the rules that ruff checks.")
@click.option("--no-cache", is_flag=True, help="Neither read nor write the cache.")
@click.option("--jobs", type=click.IntRange(min=1), help="Processes; by default one per processor.")
@click.pass_context
def check(context: click.Context, /, paths: tuple[Path, ...], **options: Any) -> int:
    """Check Python files and folders; without PATHS, the project around this folder.

    The whole project is read, so that what spans files is seen; only findings in PATHS are reported. `-` reads one
    file from standard input.
    """
    from fastapi_lint.api.checking import check_project
    from fastapi_lint.api.request import Request
    from fastapi_lint.api.share import share
    from fastapi_lint.cli.app import HELD
    from fastapi_lint.cli.audience import is_agent
    from fastapi_lint.cli.progress import progress
    from fastapi_lint.cli.typed import typed
    from fastapi_lint.cli.watching import require_watchable, watch

    output_format, output_file = options.pop("output_format"), options.pop("output_file")
    output_format = output_format or ("agent" if output_file is None and is_agent(os.environ) else "text")
    reporter(output_format)
    is_watched = options.pop("watch")
    if is_watched:
        require_watchable(options, output_file)
    file = options.pop("stdin_filename")
    text = typed(paths, file, options)
    statistics, history, reports = options.pop("statistics"), options.pop("history"), options.pop("reports")
    _require_whole(history, options)
    diff, is_news = options["diff"], False
    shard = options.pop("shard")
    options["shard"] = share(shard) if shard is not None else None
    request = Request(paths=(file,) if file else paths, typed=text, **options)
    if is_watched:
        watch(
            lambda: check_project(request),
            lambda checked: write(rendered(outcome_of(checked), output_format, to_terminal=True), None),
        )
    with progress() as tell:
        checked = check_project(replace(request, tell=tell))
    HELD.append(checked)
    if history is not None:
        _remember(history, checked)  # before the report, whose trend ends with this run
    outcome = outcome_of(checked, history)
    write_reports(outcome, reports)
    if diff:
        output: str | bytes = b"".join(patch.data for patch in checked.patches)
    elif statistics:
        output = _counts(checked, output_format)
    elif output_format == "agent" and not request.no_cache:
        output, is_news = _since_last_time(request, checked)
    else:
        output = rendered(outcome, output_format, to_terminal=output_file is None)
    code = checked.exit_code
    write(output, output_file)
    if is_news or history is not None or reports or output_format in {"markdown", "html"}:
        return code  # what is new is so only once, a recorded answer writes no file, and these two name the commit
    _keep(context, checked, output, code, output_file, shows_edits=diff or output_format != "text")
    return code


def _since_last_time(request: Request, checked: Checked) -> tuple[str, bool]:
    """The report for an agent, and whether it says what changed since the last equal call."""
    from fastapi_lint.api.checking import CACHE
    from fastapi_lint.api.kept.told import remember, told_before
    from fastapi_lint.reporters.agent import render

    cache = Path.cwd() / CACHE
    if checked.report.crashes or checked.report.skipped:  # what was not evaluated is not fixed
        return render(checked.report), False
    before = told_before(cache, request)
    remember(cache, request, checked)
    now = {d.fingerprint for d in checked.report.diagnostics}
    return render(checked.report, before=before), before is not None and before.keys() != now


def _counts(checked: Checked, output_format: str) -> str:
    from fastapi_lint.views.statistics import FORMATS, render

    if output_format not in (*FORMATS, "agent"):  # which nobody has to ask for
        raise UsageError(f"--statistics: counts are written as {' or '.join(FORMATS)}, not as {output_format}.")
    return render(checked.report, output_format)


def _require_whole(history: Path | None, options: Mapping[str, Any]) -> None:
    """A part of a project beside runs of all of it would look like progress."""
    for name, is_given in (("--shard", options["shard"]), ("--changed-since", options["changed_since"])):
        if history is not None and is_given:
            raise UsageError(f"--history: a run with {name} sees a part of the project; leave one of the two out.")


def _remember(file: Path, checked: Checked) -> None:
    from fastapi_lint.api.history import add_run

    for number in add_run(file, checked):
        click.echo(f"{file}:{number}: this line is no run of a check; it is left as it is.", err=True)


def _keep(
    context: click.Context, checked: Checked, output: str | bytes, code: int, file: Path | None, *, shows_edits: bool
) -> None:
    """Keeps the answer for an equal call, when files alone decided it."""
    from fastapi_lint.engine.equivalent import keep
    from fastapi_lint.engine.replay import record

    place = getattr(context.obj, "replay_as", None)
    if place is None or file is not None or not checked.inputs:
        return
    folder, key, started = place
    kept = record(folder, key, started, checked.inputs, encoded(output), code)
    if kept and checked.evidence is not None:
        keep(folder, key, checked.evidence, shows_edits=shows_edits)
