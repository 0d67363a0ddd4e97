"""The report for people: grouped by file and framed on a terminal, one plain line per finding elsewhere."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from io import StringIO
from itertools import groupby
from typing import TYPE_CHECKING, Literal

from fastapi_lint.model.diagnostic import Diagnostic, Severity
from fastapi_lint.model.location import Location
from fastapi_lint.model.report import Report
from fastapi_lint.reporters.closing import closing, counted, failure, gaps
from fastapi_lint.reporters.details import details
from fastapi_lint.reporters.frame import FrameLine, frame, hidden_lines
from fastapi_lint.reporters.plain import plain
from fastapi_lint.reporters.visible import place, subject, visible

if TYPE_CHECKING:
    from rich.text import Text

    from fastapi_lint.model.running import Running

_COLOURS = {Severity.ERROR: "red", Severity.WARNING: "yellow", Severity.INFO: "blue"}
_INDENT = 2
_LABEL = 9
_NARROWEST = 30


def render(report: Report, *, terminal: bool, width: int, color: bool) -> str:
    """The whole report. `width` counts cells; colour needs `color` and no `NO_COLOR` in the environment."""
    if not terminal:
        return plain(report)
    from rich.console import Console
    from rich.text import Text

    colours: Literal["standard"] | None = "standard" if color and not os.environ.get("NO_COLOR") else None
    out, width = StringIO(), max(width, _NARROWEST)
    console = Console(file=out, force_terminal=True, color_system=colours, legacy_windows=False, width=width)
    # Soft: the lines are wrapped below, where their indents are known.
    console.print(Text("\n").join(_lines(report, width)), soft_wrap=True)
    return out.getvalue()


def _lines(report: Report, width: int) -> Iterator[Text]:
    for path, group in groupby(report.diagnostics, key=lambda d: subject(d.location)):
        diagnostics = list(group)
        yield _styled((path, "bold"), (f"  {_tally(diagnostics)}", "dim"))
        for diagnostic in diagnostics:
            yield _styled()
            yield from _finding(diagnostic, report.sources.get(diagnostic.location.path, ()), width)
        yield _styled()
    if report.running is not None:
        yield from _matrix(report.running, width)
    yield from _gaps(report, width)
    yield from _wrapped(closing(report), width, style=_verdict_style(report))
    hint = " `fastapi-lint explain RULE` tells why a rule exists." if report.diagnostics else ""
    took = f"Took {report.seconds:.1f} s." if report.seconds else ""
    yield from _wrapped(f"{took}{hint}".strip(), width, style="dim")


def _tally(diagnostics: Sequence[Diagnostic]) -> str:
    kinds = [d.severity for d in diagnostics]
    return ", ".join(counted(kinds.count(kind), kind) for kind in Severity if kind in kinds)


def _finding(diagnostic: Diagnostic, source: Sequence[str], width: int) -> Iterator[Text]:
    at, colour = diagnostic.location, _COLOURS[diagnostic.severity]
    yield _styled(
        (" " * _INDENT, ""),
        (diagnostic.severity, f"bold {colour}"),
        (f"  {visible(diagnostic.rule)}", "bold"),
        (f"  {place(at)}", "dim"),
    )
    yield from _wrapped(visible(diagnostic.message), width, indent=_INDENT)
    framed = list(_framed(source, at, colour, width))
    below = details(diagnostic, arrow=" → ")
    yield from [_styled(), *framed] if framed else []
    yield from [_styled()] if framed and below else []
    for label, text in below:
        yield from _wrapped(text, width, indent=_INDENT + _LABEL, label=label)


def _framed(source: Sequence[str], at: Location, colour: str, width: int) -> Iterator[Text]:
    from rich.cells import cell_len

    digits = len(str(len(source)))
    lines = frame(source, at, width - digits - 7, cell_len)
    for line in lines:
        yield _source_line(line, digits, colour)
        if line.number == at.line and at.column:
            carets = " " * cell_len(line.before) + "^" * max(1, cell_len(line.marked))
            yield _styled((f"{'':{digits + _INDENT + 2}} │ ", "dim"), (carets, f"bold {colour}"))
    hidden = hidden_lines(source, at)
    if hidden:
        yield _styled((f"{'':{digits + _INDENT + 2}} ⋮ {counted(hidden, 'more line')}", "dim"))


def _source_line(line: FrameLine, digits: int, colour: str) -> Text:
    return _styled(
        (" " * _INDENT, ""),
        ("> " if line.inside else "  ", f"bold {colour}"),
        (f"{line.number:>{digits}} │ ", "dim"),
        (line.before, ""),
        (line.marked, colour),
        (line.after, ""),
    )


def _matrix(running: Running, width: int) -> Iterator[Text]:
    from fastapi_lint.reporters.matrix import matrix_lines

    yield _styled(("Operations x rules", "bold"))
    for line in matrix_lines(running):
        yield from _wrapped(line, width, indent=_INDENT)
    yield _styled()


def _gaps(report: Report, width: int) -> Iterator[Text]:
    """What was not evaluated, so that nobody takes it for clean."""
    skipped = list(gaps(report))
    crashed = [f"{visible(c.rule)} on {visible(c.path)}: {failure(c)}" for c in report.crashes]
    for title, colour, told in (("Not evaluated", "yellow", skipped), ("Crashed rules", "red", crashed)):
        if told:
            yield _styled((title, f"bold {colour}"))
        for gap in told:
            yield from _wrapped(gap, width, indent=_INDENT)
        if told:
            yield _styled()


def _verdict_style(report: Report) -> str:
    if report.crashes or report.summary.errors or not report.summary.files:
        return "bold red"
    return "bold yellow" if report.diagnostics or report.skipped else "bold green"


def _wrapped(text: str, width: int, *, indent: int = 0, label: str = "", style: str = "") -> Iterator[Text]:
    """`text` within `width`, its lines indented, the first one after `label`; what stands in backticks is set off."""
    from rich.console import Console
    from rich.text import Text

    body = Text(text, style=style)
    body.highlight_regex(r"`[^`]+`", "cyan")
    first = f"{'':{_INDENT}}{label:{_LABEL}}" if label else " " * indent
    for line in body.wrap(Console(width=width), width - indent):
        line.rstrip()
        yield Text.assemble((first, "dim"), line)
        first = " " * indent


def _styled(*parts: tuple[str, str]) -> Text:
    from rich.text import Text

    return Text.assemble(*parts)
