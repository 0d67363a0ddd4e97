"""One report out of those of all shares: what the run without `--shard` would have written."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Literal

from msgspec import ValidationError, convert

from fastapi_lint.api.share import Share, share
from fastapi_lint.model.diagnostic import Severity
from fastapi_lint.model.errors import UsageError
from fastapi_lint.model.record import Record
from fastapi_lint.model.report import Summary
from fastapi_lint.reporters.document import document

_PLACE = ("path", "line", "column", "end_line", "end_column", "pointer", "operation")
_TEXTS = frozenset({"path", "pointer", "operation"})
_NEXT_STEP = "write it with `fastapi-lint check --shard I/N --output-format json`"


class _Shape(Record):
    """What is asked of a report before it is merged."""

    schema: Literal[1]
    tool: dict[str, str]
    profile: str
    summary: dict[str, int | float]
    diagnostics: list[_Finding]
    skipped: list[dict[str, str]]
    errors: list[dict[str, str]]
    shard: str | None = None


class _Finding(Record):
    """What decides the order of findings and the exit code."""

    rule: str
    message: str
    severity: Severity
    path: str | None
    line: int | None
    column: int | None
    end_line: int | None
    end_column: int | None
    pointer: str | None
    operation: str | None


class Merged(Record, eq=True):
    """The merged report as JSON, and what the run ends with: as `check` would have."""

    text: str
    exit_code: int


def merge(paths: Sequence[Path], fail_on: Severity, *, strict: bool = False) -> Merged:
    """Joins the JSON reports of all shares of one run; `seconds` is the sum of theirs.

    UsageError for a file that is no such report, a share that is missing or given twice, and reports that differ in
    profile or version.
    """
    reports = {path: _report(path) for path in paths}
    _require_all_shares(reports)
    _require_one_run(reports)
    whole = _joined(list(reports.values()))
    return Merged(document(whole), _exit_code(whole, fail_on, strict=strict))


def _report(path: Path) -> dict[str, Any]:
    try:
        report = json.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise UsageError(f"{path}: cannot be read: {error.strerror}.") from None
    except (ValueError, RecursionError):
        raise UsageError(f"{path}: is not JSON; {_NEXT_STEP}.") from None
    try:
        read = convert(report, _Shape)
    except ValidationError as error:
        raise UsageError(f"{path}: is no report ({error}); {_NEXT_STEP}.") from None
    if read.summary.keys() != set(Summary.__struct_fields__):
        raise UsageError(f"{path}: its summary lacks counts; {_NEXT_STEP}.")
    return dict(report)


def _require_all_shares(reports: Mapping[Path, dict[str, Any]]) -> None:
    """What is missing was not evaluated, and must not look as if it had been."""
    given: dict[str, Path] = {}
    for path, report in reports.items():
        name = report.get("shard")
        if not isinstance(name, str):
            raise UsageError(f"{path}: was written without `--shard`, so there is nothing to merge it with.")
        if name in given:
            raise UsageError(f"{path}: is share {name}, and so is {given[name]}.")
        given[name] = path
    count, *others = {share(name).count for name in given}
    if others:
        raise UsageError(f"the reports are shares of different runs: {', '.join(given)}.")
    missing = [str(one) for n in range(count) if str(one := Share(n + 1, count)) not in given]
    if missing:
        raise UsageError(f"the report of share {', '.join(missing)} is missing; pass the reports of all shares.")


def _require_one_run(reports: Mapping[Path, dict[str, Any]]) -> None:
    (first, one), *others = reports.items()
    for path, other in others:
        for key in ("tool", "profile"):
            if one[key] != other[key]:
                raise UsageError(f"{path}: its {key} is not that of {first}; merge reports of one run.")


def _joined(reports: Sequence[dict[str, Any]]) -> dict[str, Any]:
    summaries = [report["summary"] for report in reports]
    summary = {key: sum(one[key] for one in summaries) for key in summaries[0]}
    diagnostics = sorted((d for report in reports for d in report["diagnostics"]), key=_order)
    rules = {d["rule"] for d in diagnostics}
    return {
        **{key: value for key, value in reports[0].items() if key != "shard"},
        "summary": summary | {"seconds": round(summary["seconds"], 3)},
        "diagnostics": diagnostics,
        "skipped": _distinct(_skipped(item, rules) for report in reports for item in report["skipped"]),
        "errors": _distinct(item for report in reports for item in report["errors"]),
    }


def _order(diagnostic: Mapping[str, Any]) -> tuple[object, ...]:
    """The order of every report: place, rule, message; what is unknown comes first."""
    place = [diagnostic[key] if diagnostic[key] is not None else "" if key in _TEXTS else 0 for key in _PLACE]
    return (*place, diagnostic["rule"], diagnostic["message"])


def _skipped(item: Mapping[str, str], rules: set[str]) -> dict[str, str]:
    """A rule is named as one when the report has findings of it, which another share may hold."""
    subject = item.get("rule", item.get("check", ""))
    return {"rule" if subject in rules else "check": subject, "reason": item["reason"]}


def _distinct(items: Any) -> list[dict[str, str]]:
    """Every share reads the whole project, and so tells of everything that was not evaluated."""
    return list({tuple(item.items()): item for item in items}.values())


def _exit_code(report: Mapping[str, Any], fail_on: Severity, *, strict: bool) -> int:
    if report["errors"]:
        return 3
    if not report["summary"]["files"]:
        return 4
    if any(Severity(d["severity"]).rank <= fail_on.rank for d in report["diagnostics"]):
        return 1
    return 4 if strict and report["skipped"] else 0
