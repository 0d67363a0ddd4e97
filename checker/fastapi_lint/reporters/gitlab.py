"""GitLab's code quality report: a subset of Code Climate's JSON."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from hashlib import sha256

from fastapi_lint.model.diagnostic import Severity
from fastapi_lint.model.fix import Edit
from fastapi_lint.model.report import Report
from fastapi_lint.reporters.closing import failure
from fastapi_lint.reporters.document import document
from fastapi_lint.reporters.visible import prose, subject, visible

_SEVERITIES = {Severity.ERROR: "critical", Severity.WARNING: "major", Severity.INFO: "info"}


def render(report: Report, edits: Mapping[str, Sequence[Edit]] = {}) -> str:  # noqa: ARG001
    """One issue per finding; what was skipped or crashed is an issue too, for the format has no other place for it."""
    return document(_distinct([*_findings(report), *_gaps(report)]))


def _findings(report: Report) -> Iterator[dict[str, object]]:
    for d in report.diagnostics:
        text = f"{visible(d.message)}; instead: {prose(d.instead)}" if d.instead else visible(d.message)
        yield _issue(d.rule, text, _SEVERITIES[d.severity], subject(d.location), d.location.line, d.fingerprint)


def _gaps(report: Report) -> Iterator[dict[str, object]]:
    for skipped in report.skipped:
        yield _issue("not-evaluated", f"Not evaluated: {visible(skipped.reason)}", "info", visible(skipped.subject))
    for crash in report.crashes:
        text = f"The rule {visible(crash.rule)} crashed: {failure(crash)}"
        yield _issue("rule-crashed", text, "blocker", visible(crash.path))


def _issue(rule: str, text: str, severity: str, path: str, line: int = 0, fingerprint: str = "") -> dict[str, object]:
    return {
        "description": text,
        "check_name": visible(rule),
        "fingerprint": fingerprint or sha256(f"{rule}\n{path}\n{text}".encode()).hexdigest()[:16],
        "severity": severity,
        "location": {"path": path, "lines": {"begin": max(line, 1)}},
    }


def _distinct(issues: list[dict[str, object]]) -> list[dict[str, object]]:
    """GitLab shows one issue per fingerprint, so repeated ones are numbered in the order of the report."""
    seen: Counter[object] = Counter()
    for issue in issues:
        fingerprint = issue["fingerprint"]
        seen[fingerprint] += 1
        if seen[fingerprint] > 1:
            issue["fingerprint"] = f"{fingerprint}-{seen[fingerprint]}"
    return issues
