"""JUnit XML: one suite per file, one case per finding."""

from __future__ import annotations

from collections.abc import Container, Mapping, Sequence
from itertools import groupby
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from fastapi_lint.model.diagnostic import Diagnostic, Severity
from fastapi_lint.model.fix import Edit
from fastapi_lint.model.report import Report
from fastapi_lint.model.running import SERVICE, Row, Verdict
from fastapi_lint.reporters.closing import closing, failure, nothing_evaluated
from fastapi_lint.reporters.details import details
from fastapi_lint.reporters.visible import place, subject, visible, visible_lines


def render(report: Report, edits: Mapping[str, Sequence[Edit]] = {}) -> str:  # noqa: ARG001
    """XML in which errors and warnings fail, infos pass with output, gaps are skipped or errors."""
    root = Element("testsuites", name="fastapi-lint")
    rows = report.running.matrix if report.running is not None else ()
    inside = {rule for row in rows for rule in row.verdicts}
    subjects = {row.subject for row in rows}
    homes = {d: d.location.operation if d.location.operation in subjects else SERVICE for d in report.diagnostics}
    for row in rows:
        _row(root, row, [d for d, home in homes.items() if home == row.subject], {d.rule for d in homes})
    rest = [d for d in report.diagnostics if d.rule not in inside]
    for path, diagnostics in groupby(rest, key=lambda d: subject(d.location)):
        suite = SubElement(root, "testsuite", name=path)
        for diagnostic in diagnostics:
            _finding(suite, path, diagnostic)
    _run(root, report)
    _count(root)
    indent(root)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{tostring(root, encoding="unicode")}\n'


def _row(root: Element, row: Row, own: Sequence[Diagnostic], reported: Container[str]) -> None:
    """An operation as a suite with a case for each rule that applies to it; `own` are the findings shown there."""
    suite = SubElement(root, "testsuite", name=visible(row.subject))
    for rule, verdict in row.verdicts.items():
        found = [d for d in own if d.rule == rule]
        for diagnostic in found:
            _finding(suite, row.subject, diagnostic)
        if not found and verdict is not Verdict.NOT_APPLICABLE:
            _cell(_case(suite, visible(row.subject), visible(rule)), verdict, shown=rule in reported)


def _cell(case: Element, verdict: Verdict, *, shown: bool) -> None:
    if verdict is Verdict.VIOLATED and shown:
        SubElement(case, "failure", message="violated; what they have in common is reported at one place")
    elif verdict is Verdict.VIOLATED:
        SubElement(case, "skipped", message="violated, but suppressed or known to the baseline")
    elif verdict is Verdict.NOT_EVALUATED:
        SubElement(case, "skipped", message=verdict)


def _finding(suite: Element, path: str, diagnostic: Diagnostic) -> None:
    case = _case(suite, visible(path), f"{visible(diagnostic.rule)} at {place(diagnostic.location)}")
    below = [f"{label}: {text}" for label, text in details(diagnostic)]
    text = "\n".join([f"{place(diagnostic.location)}: {visible(diagnostic.message)}", *below])
    if diagnostic.severity is Severity.INFO:
        SubElement(case, "system-out").text = text
        return
    outcome = SubElement(case, "failure", message=visible(diagnostic.message), type=diagnostic.severity)
    outcome.text = text


def _run(root: Element, report: Report) -> None:
    """The suite of the run itself: without it a clean run would be an empty file, which build servers refuse."""
    suite = SubElement(root, "testsuite", name="fastapi-lint")
    run = _case(suite, "fastapi-lint", "run")
    if not report.summary.files and not report.shard:
        SubElement(run, "error", message=nothing_evaluated(report), type="not-evaluated")
    SubElement(run, "system-out").text = closing(report)
    for skipped in report.skipped:
        case = _case(suite, "fastapi-lint", f"not evaluated: {visible(skipped.subject)}")
        SubElement(case, "skipped", message=visible(skipped.reason))
    for crash in report.crashes:
        case = _case(suite, "fastapi-lint", f"{visible(crash.rule)} crashed on {visible(crash.path)}")
        error = SubElement(case, "error", message=failure(crash), type="rule-crashed")
        error.text = visible_lines(crash.traceback)


def _case(suite: Element, classname: str, name: str) -> Element:
    return SubElement(suite, "testcase", classname=classname, name=name, time="0")


def _count(root: Element) -> None:
    suites = root.findall("testsuite")
    for element in (root, *suites):
        element.set("tests", str(len(element.findall(".//testcase"))))
        element.set("failures", str(len(element.findall(".//failure"))))
        element.set("errors", str(len(element.findall(".//error"))))
    for suite in suites:  # Jenkins knows no such attribute of the whole
        suite.set("skipped", str(len(suite.findall(".//skipped"))))
