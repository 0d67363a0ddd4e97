"""Markdown for the summary of a job, a comment or a wiki: the rules, then every place, linked to its commit."""

from __future__ import annotations

import os
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from html import escape

from fastapi_lint.model.diagnostic import Diagnostic
from fastapi_lint.model.fix import Edit
from fastapi_lint.model.report import Report
from fastapi_lint.reporters.closing import closing, counted, failure, found
from fastapi_lint.reporters.permalink import permalinks
from fastapi_lint.reporters.visible import place, visible

_MOST_BYTES = 512 * 1024
"""GitHub drops a summary of more than 1 MiB as a whole."""
_MEANINGFUL = re.compile(r"""[\\`*\[\]<>|~&$@"#]|:(?! )|(?<!\w)_|_(?!\w)|(?<=www)\.""", re.ASCII)
_CODE = re.compile(r"`([^`]+)`")


def render(
    report: Report,
    edits: Mapping[str, Sequence[Edit]] = {},  # noqa: ARG001
    environ: Mapping[str, str] = os.environ,
) -> str:
    """A heading, the closing line, a table of rules, a table of places as long as there is room, and the gaps."""
    parts = [f"## fastapi-lint: {found(report.summary) or 'no findings'}", _marked(closing(report))]
    if report.diagnostics:
        parts += ["\n".join(_rules(report)), "\n".join(_places(report, environ))]
    if report.running is not None:
        parts += ["\n".join(_matrix(report))]
    if report.skipped or report.crashes:
        parts += ["### Not evaluated", "\n".join(_gaps(report))]
    return "\n\n".join(parts) + "\n"


def _rules(report: Report) -> Iterator[str]:
    yield "| rule | severity | findings | what it is |"
    yield "| --- | --- | ---: | --- |"
    counts = Counter(diagnostic.rule for diagnostic in report.diagnostics)
    gravest: dict[str, Diagnostic] = {}
    for diagnostic in sorted(report.diagnostics, key=lambda d: d.severity.rank):
        gravest.setdefault(diagnostic.rule, diagnostic)
    for rule, one in sorted(gravest.items(), key=lambda item: (item[1].severity.rank, -counts[item[0]], item[0])):
        words = report.explanations.get(rule)
        yield f"| {_code(rule)} | {one.severity} | {counts[rule]} | {_marked(words.summary) if words else ''} |"


def _places(report: Report, environ: Mapping[str, str]) -> Iterator[str]:
    yield "| place | severity | finding |"
    yield "| --- | --- | --- |"
    link, room = permalinks(environ), _MOST_BYTES
    for number, diagnostic in enumerate(report.diagnostics):
        name, target = _code(place(diagnostic.location)), link(diagnostic.location)
        at = f'<a href="{escape(target)}">{name}</a>' if target else name
        row = f"| {at} | {diagnostic.severity} | {_marked(diagnostic.message)} ({_code(diagnostic.rule)}) |"
        room -= len(row.encode())
        if room < 0:
            yield f"\n{counted(len(report.diagnostics) - number, 'more finding')} left out here for their length."
            return
        yield row


def _matrix(report: Report) -> Iterator[str]:
    from fastapi_lint.reporters.matrix import matrix_lines

    if report.running is not None:
        yield "### Operations and rules\n"
        yield from (f"- {_plain(line)}" for line in matrix_lines(report.running))


def _gaps(report: Report) -> Iterator[str]:
    for skipped in report.skipped:
        yield f"- {_code(visible(skipped.subject))}: {_marked(visible(skipped.reason))}"
    for crash in report.crashes:
        yield f"- {_code(visible(crash.rule))} crashed on {_code(visible(crash.path))}: {_plain(failure(crash))}"


def _marked(text: str) -> str:
    """Text in which only what stands in backticks is set off."""
    parts = _CODE.split(visible(text))
    return "".join(_code(part) if number % 2 else _plain(part) for number, part in enumerate(parts))


def _code(text: str) -> str:
    return f"<code>{_plain(text)}</code>"


def _plain(text: str) -> str:
    """Text that is no markup anywhere, not even in a table: references to characters never are."""
    return _MEANINGFUL.sub(lambda found: f"&#{ord(found[0])};", visible(text))
