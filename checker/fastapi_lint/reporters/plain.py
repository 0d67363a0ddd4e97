"""The text report for pipes, logs and files: no colour, no frames, nothing to wrap."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi_lint.model.diagnostic import Diagnostic
from fastapi_lint.model.report import Report
from fastapi_lint.reporters.closing import closing, failure, gaps
from fastapi_lint.reporters.details import details
from fastapi_lint.reporters.visible import place, visible


def plain(report: Report) -> str:
    """`place: severity rule message` with its details indented, then matrix and gaps, then the closing line."""
    return "\n".join([*_findings(report), *_matrix(report), *_gaps(report), closing(report)]) + "\n"


def _findings(report: Report) -> Iterator[str]:
    for diagnostic in report.diagnostics:
        yield _finding(diagnostic)
        for label, text in details(diagnostic):
            yield f"    {label}: {text}"


def _finding(diagnostic: Diagnostic) -> str:
    rule, message = visible(diagnostic.rule), visible(diagnostic.message)
    return f"{place(diagnostic.location)}: {diagnostic.severity} {rule} {message}"


def _matrix(report: Report) -> Iterator[str]:
    if report.running is not None:
        from fastapi_lint.reporters.matrix import matrix_lines

        yield "operations x rules"
        yield from (f"    {line}" for line in matrix_lines(report.running))


def _gaps(report: Report) -> Iterator[str]:
    yield from (f"skipped {gap}" for gap in gaps(report))
    for crash in report.crashes:
        yield f"crashed {visible(crash.rule)} on {visible(crash.path)}: {failure(crash)}"
