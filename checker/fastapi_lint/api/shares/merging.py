"""One report out of those of all shares: what the run without `--shard` would have written."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path

from msgspec.structs import asdict, replace

from fastapi_lint.api.conclusion import in_order
from fastapi_lint.api.share import Share, share
from fastapi_lint.api.shares.rereading import NEXT_STEP, Reread, reread
from fastapi_lint.catalog.compiled import catalog
from fastapi_lint.catalog.home import cache_home
from fastapi_lint.model.diagnostic import Severity
from fastapi_lint.model.errors import UsageError
from fastapi_lint.model.report import Part, Report, Summary
from fastapi_lint.model.standing import joined


def merge(paths: Sequence[Path], fail_on: Severity, *, strict: bool = False) -> Reread:
    """Joins the JSON reports of all shares of one run; the exit code is that of the whole.

    UsageError for a file that is no such report, a share that is missing or given twice, and reports that differ in
    profile or version.
    """
    book = catalog(cache_home())
    shares = {path: reread(path, _text(path), book) for path in paths}
    reports = {path: one.report for path, one in shares.items()}
    _require_all_shares(reports)
    _require_one_run(reports)
    in_turn = sorted(reports.values(), key=lambda report: share(report.shard).number)
    whole = replace(_joined(in_turn), fail_on=fail_on, strict=strict)
    return Reread(whole, {name: edits for one in shares.values() for name, edits in one.edits.items()})


def _text(path: Path) -> str:
    try:
        data = path.read_bytes()
    except OSError as error:
        raise UsageError(f"{path}: cannot be read: {error.strerror}.") from None
    return data.decode(json.detect_encoding(data), "surrogateescape")  # PowerShell redirects as UTF-16


def _require_all_shares(reports: Mapping[Path, Report]) -> None:
    """What is missing was not evaluated, and must not look as if it had been."""
    given: dict[str, Path] = {}
    for path, report in reports.items():
        if not report.shard:
            raise UsageError(f"{path}: was written without `--shard`, so there is nothing to merge it with.")
        _require_share(path, report.shard)
        if report.shard in given:
            raise UsageError(f"{path}: is share {report.shard}, and so is {given[report.shard]}.")
        given[report.shard] = path
    count, *others = {share(name).count for name in given}
    if others:
        raise UsageError(f"the reports are shares of different runs: {', '.join(given)}.")
    missing = [str(one) for n in range(count) if str(one := Share(n + 1, count)) not in given]
    if missing:
        raise UsageError(f"the report of share {', '.join(missing)} is missing; pass the reports of all shares.")


def _require_share(path: Path, name: str) -> None:
    try:
        share(name)
    except UsageError:
        raise UsageError(f"{path}: says that it is share `{name}`, which is none; {NEXT_STEP}.") from None


def _require_one_run(reports: Mapping[Path, Report]) -> None:
    (first, one), *others = reports.items()
    for path, other in others:
        if one.profile != other.profile:
            raise UsageError(f"{path}: its profile is not that of {first}; merge reports of one run.")
        if _origin(one) != _origin(other):
            raise UsageError(f"{path}: its project or commit is not that of {first}; merge reports of one run.")


def _origin(report: Report) -> tuple[str, str]:
    return (report.part.project, report.part.revision) if report.part is not None else ("", "")


def _joined(reports: Sequence[Report]) -> Report:
    """Every share tells of everything that it could not evaluate, most of which the others could not either."""
    found = [diagnostic for report in reports for diagnostic in report.diagnostics]
    counts = [asdict(report.summary) for report in reports]
    return replace(
        reports[0],
        diagnostics=tuple(sorted(found, key=lambda diagnostic: diagnostic.sort_key)),
        summary=Summary(**{name: sum(one[name] for one in counts) for name in counts[0]}),
        skipped=in_order(skipped for report in reports for skipped in report.skipped),
        crashes=tuple(dict.fromkeys(crash for report in reports for crash in report.crashes)),
        explanations={name: words for report in reports for name, words in report.explanations.items()},
        shard="",
        part=_whole([report.part for report in reports if report.part is not None]),
    )


def _whole(parts: Sequence[Part]) -> Part | None:
    return replace(parts[0], standing=joined([part.standing for part in parts])) if parts else None
