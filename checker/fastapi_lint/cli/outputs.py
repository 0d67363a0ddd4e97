"""Where the report of a command goes: to the terminal or a file, and in further formats to further files."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from fastapi_lint.model.errors import UsageError
from fastapi_lint.model.record import Record

if TYPE_CHECKING:
    from fastapi_lint.api.request import Checked
    from fastapi_lint.model.fix import Edit
    from fastapi_lint.model.overview import Overview
    from fastapi_lint.model.report import Report


class Outcome(Record):
    """A report with the edits of its fixes by fingerprint, and what gives the overview that one format shows."""

    report: Report
    edits: Mapping[str, Sequence[Edit]]
    overview: Callable[[], Overview]


def outcome_of(checked: Checked, history: Path | None = None) -> Outcome:
    """The outcome of a run that a check or a service has seen."""

    def around() -> Overview:
        from fastapi_lint.api.presenting.overview import overview

        return overview(checked, history)

    return Outcome(checked.report, checked.edits(), around)


def _reports(
    _context: click.Context, _parameter: click.Parameter, values: tuple[str, ...]
) -> tuple[tuple[str, Path], ...]:
    from fastapi_lint.reporters.registry import reporter

    found = []
    for value in values:
        name, equals, file = value.partition("=")
        if not (equals and file):
            raise UsageError(f"--report: `{value}` names no file; write for instance `sarif=lint.sarif`.")
        reporter(name)
        found.append((name, Path(file)))
    return tuple(found)


REPORTS = click.option(
    "--report",
    "reports",
    multiple=True,
    callback=_reports,
    metavar="FORMAT=FILE",
    help="Write the report in a further format to a file; may be repeated.",
)


RELATIVE_TO = click.option(
    "--relative-to",
    type=click.Path(path_type=Path, exists=True, file_okay=False),
    metavar="FOLDER",
    help="Report paths relative to this folder instead of the one around.",
)


def write_reports(outcome: Outcome, wanted: Iterable[tuple[str, Path]]) -> None:
    """Writes what `--report` asks for."""
    for name, file in wanted:
        write(rendered(outcome, name, to_terminal=False), file)


def rendered(outcome: Outcome, name: str, *, to_terminal: bool) -> str:
    """The report in a format."""
    from fastapi_lint.reporters.registry import reporter

    module, report = reporter(name), outcome.report
    if name == "html":
        return str(module.render(report, outcome.edits, outcome.overview()))
    if name != "text":
        return str(module.render(report, outcome.edits))
    terminal = to_terminal and sys.stdout.isatty()
    width = shutil.get_terminal_size((100, 24)).columns
    color = terminal and "NO_COLOR" not in os.environ
    return str(module.render(report, terminal=terminal, width=width, color=color))


def encoded(output: str | bytes) -> bytes:
    """What is written of a report; a patch is bytes already, those of the files that it changes."""
    return output if isinstance(output, bytes) else output.encode("utf-8", "backslashreplace")


def write(output: str | bytes, file: Path | None) -> None:
    """Writes a report to a file, or to standard output."""
    data = encoded(output)
    if file is not None:
        try:
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(data)
        except OSError as error:
            raise UsageError(f"`{file}` cannot be written: {error.strerror}.") from None
        return
    sys.stdout.flush()
    try:
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()
    except BrokenPipeError:
        raise  # a reader that has seen enough is no error
    except OSError as error:
        sys.stdout = open(os.devnull, "w", encoding="utf-8")  # noqa: PTH123, SIM115 - until the process ends
        raise UsageError(f"the report cannot be written to standard output: {error.strerror}.") from None
