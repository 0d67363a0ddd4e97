"""Where the report of a command goes: to the terminal or a file, and in further formats to further files."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from fastapi_lint.model.errors import UsageError

if TYPE_CHECKING:
    from fastapi_lint.model.fix import Edit
    from fastapi_lint.model.report import Report


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


def write_reports(report: Report, edits: Mapping[str, Sequence[Edit]], wanted: Iterable[tuple[str, Path]]) -> None:
    """Writes what `--report` asks for."""
    for name, file in wanted:
        write(rendered(report, edits, name, to_terminal=False), file)


def rendered(report: Report, edits: Mapping[str, Sequence[Edit]], name: str, *, to_terminal: bool) -> str:
    """The report in a format."""
    from fastapi_lint.reporters.registry import reporter

    module = reporter(name)
    if name != "text":
        return str(module.render(report, edits))
    terminal = to_terminal and sys.stdout.isatty()
    width = shutil.get_terminal_size((100, 24)).columns
    color = terminal and "NO_COLOR" not in os.environ
    return str(module.render(report, terminal=terminal, width=width, color=color))


def write(output: str, file: Path | None) -> None:
    """Writes a report to a file, or to standard output."""
    if file is not None:
        try:
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(output, encoding="utf-8", errors="backslashreplace")
        except OSError as error:
            raise UsageError(f"`{file}` cannot be written: {error.strerror}.") from None
        return
    sys.stdout.flush()
    data = output.encode("utf-8", "backslashreplace")
    try:
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()
    except BrokenPipeError:
        raise  # a reader that has seen enough is no error
    except OSError as error:
        sys.stdout = open(os.devnull, "w", encoding="utf-8")  # noqa: PTH123, SIM115 - until the process ends
        raise UsageError(f"the report cannot be written to standard output: {error.strerror}.") from None
