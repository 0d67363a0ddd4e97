"""How many findings there are of each rule, and how many of them can be repaired."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator

from fastapi_lint.model.diagnostic import Diagnostic, Severity
from fastapi_lint.model.fix import Safety
from fastapi_lint.model.record import Record
from fastapi_lint.model.report import Report

FORMATS = ("text", "json")


class Count(Record, eq=True):
    """The findings of one rule; `safe` of them are repaired by `--fix`, `unsafe` more by `--unsafe-fixes`."""

    rule: str
    category: str
    severity: Severity
    findings: int
    safe: int
    unsafe: int


def counts(report: Report) -> tuple[Count, ...]:
    """One for each rule with findings, most first."""
    by_rule: dict[str, list[Diagnostic]] = {}
    for found in report.diagnostics:
        by_rule.setdefault(found.rule, []).append(found)
    rows = (_count(found) for found in by_rule.values())
    return tuple(sorted(rows, key=lambda row: (-row.findings, row.severity.rank, row.rule)))


def _count(found: list[Diagnostic]) -> Count:
    first, repairs = found[0], Counter(d.fix.safety for d in found if d.fix is not None)
    gravest = min((d.severity for d in found), key=lambda severity: severity.rank)
    return Count(first.rule, first.category, gravest, len(found), repairs[Safety.SAFE], repairs[Safety.UNSAFE])


def render(report: Report, output_format: str) -> str:
    """A table, or JSON for other programs."""
    return as_json(report) if output_format == "json" else text(report)


def text(report: Report) -> str:
    """One row per rule; the fix is how many `--fix` repairs, or (unsafe) `--unsafe-fixes`."""
    rows = [("count", "severity", "fix", "rule"), *map(_cells, counts(report))]
    width = max(len(fix) for _, _, fix, _ in rows)
    lines = [f"{count:>7}  {severity:<8}  {fix:<{width}}  {rule}" for count, severity, fix, rule in rows]
    return "\n".join([*lines, f"{len(report.diagnostics):>7}  in all", *_unevaluated(report)]) + "\n"


def _cells(row: Count) -> tuple[str, str, str, str]:
    kinds = [f"{n} {name}" for n, name in ((row.safe, "safe"), (row.unsafe, "unsafe")) if n]
    return str(row.findings), row.severity.value, ", ".join(kinds), row.rule


def _unevaluated(report: Report) -> Iterator[str]:
    """What the counts leave out must not look like none."""
    number = len(report.skipped) + len(report.crashes)
    if number:
        yield f"{number:>7}  not evaluated; without --statistics each is named"


def as_json(report: Report) -> str:
    """The counts with the totals of the run."""
    data = {
        "schema": 1,
        "profile": report.profile,
        "findings": len(report.diagnostics),
        "skipped": len(report.skipped) + len(report.crashes),
        "rules": [
            {
                "rule": row.rule,
                "category": row.category,
                "severity": row.severity.value,
                "findings": row.findings,
                "fixable": {"safe": row.safe, "unsafe": row.unsafe},
            }
            for row in counts(report)
        ],
    }
    return json.dumps(data, indent=2) + "\n"
