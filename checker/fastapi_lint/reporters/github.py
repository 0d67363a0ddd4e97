"""Workflow commands: GitHub shows them as annotations on the changed lines."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from fastapi_lint.model.diagnostic import Diagnostic, Severity
from fastapi_lint.model.fix import Edit
from fastapi_lint.model.report import Report
from fastapi_lint.reporters.closing import closing, failure
from fastapi_lint.reporters.details import details
from fastapi_lint.reporters.visible import visible

_COMMANDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "notice"}
MOST_SHOWN = 10
"""Errors, and as many warnings and notices, of one step: https://github.com/orgs/community/discussions/26680."""


def render(report: Report, edits: Mapping[str, Sequence[Edit]] = {}) -> str:  # noqa: ARG001
    """One command per finding, per skipped subject and per crash, then the closing line."""
    lines = [_annotation(diagnostic) for diagnostic in report.diagnostics]
    for skipped in report.skipped:
        text = f"{visible(skipped.subject)}: {visible(skipped.reason)}"
        lines.append(_command("warning", {"title": "fastapi-lint: not evaluated"}, text))
    for crash in report.crashes:
        properties = {"file": visible(crash.path), "title": f"fastapi-lint: {visible(crash.rule)} crashed"}
        lines.append(_command("error", properties, failure(crash)))
    return "\n".join([*lines, *_beyond(lines), closing(report)]) + "\n"


def _beyond(lines: Sequence[str]) -> Iterator[str]:
    """A sentence about what GitHub leaves out: it shows the first ten of each kind of a step."""
    kinds = Counter(line.partition(" ")[0] for line in lines)
    if any(number > MOST_SHOWN for number in kinds.values()):
        yield f"GitHub marks the lines of the first {MOST_SHOWN} of each kind; all {len(lines)} stand in this log."


def _annotation(diagnostic: Diagnostic) -> str:
    at = diagnostic.location
    end = max(at.end_line, at.line)
    properties = {
        "file": visible(at.path),
        "line": str(at.line or ""),
        "endLine": str(end or ""),
        # GitHub refuses columns of a range that spans lines; like the end line, the end column is the last one inside.
        "col": str(at.column or "") if end == at.line else "",
        "endColumn": str(max(at.end_column - 1, at.column)) if end == at.line and at.column and at.end_column else "",
        "title": visible(diagnostic.rule),
    }
    below = [f"{label.capitalize()}: {text}" for label, text in details(diagnostic)]
    return _command(_COMMANDS[diagnostic.severity], properties, "\n".join([visible(diagnostic.message), *below]))


def _command(name: str, properties: Mapping[str, str], text: str) -> str:
    """`::name key=value,…::text`; properties without a value are left out."""
    shown = ",".join(f"{key}={_property(value)}" for key, value in properties.items() if value)
    return f"::{name} {shown}::{_data(text)}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
