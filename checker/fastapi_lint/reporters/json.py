"""The report for programs; `report.schema.json` beside this file describes it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from msgspec.structs import asdict

from fastapi_lint import __version__
from fastapi_lint.model.diagnostic import Diagnostic, Skipped
from fastapi_lint.model.fix import Edit
from fastapi_lint.model.report import Part, Report
from fastapi_lint.model.running import Running
from fastapi_lint.reporters.document import document

SCHEMA = 1


def render(report: Report, edits: Mapping[str, Sequence[Edit]] = {}) -> str:
    """JSON of schema 1. What is unknown is null; `edits` are keyed by fingerprint."""
    return document(
        {
            "schema": SCHEMA,
            "tool": {"name": "fastapi-lint", "version": __version__},
            "profile": report.profile,
            **({"folder": report.folder} if report.folder else {}),
            **({"shard": report.shard} if report.shard else {}),
            **({"part": _part(report.part)} if report.shard and report.part is not None else {}),
            "summary": asdict(report.summary),
            "diagnostics": [_diagnostic(d, report, edits.get(d.fingerprint, ())) for d in report.diagnostics],
            "skipped": [_skipped(skipped, report) for skipped in report.skipped],
            "errors": [asdict(crash) for crash in report.crashes],
            **({"service": _service(report.running)} if report.running is not None else {}),
        }
    )


def _part(part: Part) -> dict[str, object]:
    return {"project": part.project, "revision": part.revision, "standing": asdict(part.standing)}


def _service(running: Running) -> dict[str, object]:
    matrix = {row.subject: dict(row.verdicts) for row in running.matrix}
    told: dict[str, object] = {"calls": running.calls, "run_hash": running.run_hash, "seed": running.seed}
    return {**told, "matrix": matrix, **({"noise": dict(running.noise)} if running.noise else {})}


def _diagnostic(diagnostic: Diagnostic, report: Report, edits: Sequence[Edit]) -> dict[str, object]:
    at, explanation = diagnostic.location, report.explanations.get(diagnostic.rule)
    return {
        "rule": diagnostic.rule,
        "category": diagnostic.category,
        "severity": diagnostic.severity,
        "confidence": diagnostic.confidence,
        "enforced_by": diagnostic.enforced_by,
        "statements": diagnostic.statements,
        "message": diagnostic.message,
        "path": at.path or None,
        "line": at.line or None,
        "column": at.column or None,
        "end_line": at.end_line or None,
        "end_column": at.end_column or None,
        "operation": at.operation or None,
        "pointer": at.pointer or None,
        "fix": diagnostic.fix and {"safety": diagnostic.fix.safety, "edits": [asdict(edit) for edit in edits]},
        "help_uri": (explanation and explanation.help_uri) or None,
        "fingerprint": diagnostic.fingerprint,
        **({"chain": diagnostic.chain} if diagnostic.chain else {}),
        **({"repeat": diagnostic.repeat} if diagnostic.repeat else {}),
        **({"also": diagnostic.also} if diagnostic.also else {}),
    }


def _skipped(skipped: Skipped, report: Report) -> dict[str, object]:
    """A rule that was not evaluated is named as one; a file, a tool or anything else is a `check`."""
    kind = "rule" if skipped.subject in report.explanations else "check"
    return {kind: skipped.subject, "reason": skipped.reason}
