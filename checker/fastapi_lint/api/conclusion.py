"""From everything found to what is reported: suppressions, baseline, changed lines, wanted paths, counts."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from pathlib import Path

from msgspec.structs import replace

from fastapi_lint.api.analysis import Analysis
from fastapi_lint.api.repair import Repair
from fastapi_lint.api.reported import Reported, accepting, changed_lines_for, doubts_about, reported, text_of
from fastapi_lint.api.request import Checked, Request
from fastapi_lint.api.share import Share
from fastapi_lint.api.sources import Sources
from fastapi_lint.catalog.rule import Catalog
from fastapi_lint.config import OWN_FILE, SHARED_FILE, Config
from fastapi_lint.engine.evidence import Evidence
from fastapi_lint.model.diagnostic import Diagnostic, Severity, Skipped
from fastapi_lint.model.location import path_of
from fastapi_lint.model.report import Explanation, Part, Report, Summary
from fastapi_lint.source.discover import Discovery


def conclude(
    request: Request,
    book: Catalog,
    config: Config,
    discovery: Discovery,
    analysis: Analysis,
    repaired: Repair,
    seconds: float,
) -> Checked:
    """The report on what was found and repaired; `seconds` is the wall time so far."""
    reports, base = request.reports(config.root), request.shown_from
    found = reported(request, book, config, analysis, changed_lines_for(request, config))
    offered = {d: replace(n, fix=None) if n.fix in repaired.refused else n for d, n in found.shown.items()}
    shown = {d: _relative(numbered, config.root, base) for d, numbered in offered.items()}
    diagnostics = tuple(sorted(shown.values(), key=lambda d: d.sort_key))
    counts = _summary(diagnostics, discovery, analysis, repaired, found, reports)
    report = Report(
        config.profile,
        diagnostics,
        counts,
        in_order((*analysis.skipped, *repaired.problems, *doubts_about(request, config))),
        analysis.crashes,
        Sources(lambda path: text_of(analysis, Path(os.path.relpath(base / path, config.root)).as_posix())),
        {r: explanation(book, r) for r in {d.rule for d in diagnostics}},
        fail_on=request.fail_on,
        strict=request.strict,
        may_be_empty=request.allow_none or request.shard is not None,
        shard=str(request.shard or ""),
        part=_part(request.shard, book, config, analysis, found) if request.shard is not None else None,
        folder=_folder(config.root, base),
        seconds=seconds,
    )
    by_files = request.changed_since is None and request.typed is None
    writes = bool(repaired.texts) or request.fix or request.unsafe_fixes
    asked_again = by_files and not writes and not request.no_cache
    inputs = _inputs(request, config, discovery, analysis) if asked_again else ()
    evidence = _evidence(analysis, discovery) if inputs else None
    return Checked(
        report,
        inputs,
        repaired.patches,
        report.exit_code,
        analysis,
        config.root,
        shown,
        evidence,
        found.accepted,
        config.baseline,
    )


def in_order(skipped: Iterable[Skipped]) -> tuple[Skipped, ...]:
    """What was not evaluated, each once and in an order that does not depend on who found out first."""
    return tuple(sorted(dict.fromkeys(skipped), key=lambda one: (one.subject, one.reason)))


def _part(share: Share, book: Catalog, config: Config, analysis: Analysis, found: Reported) -> Part:
    from fastapi_lint.api.presenting.overview import part_of

    own = (d for d in dict.fromkeys((*analysis.diagnostics, *found.shown)) if share.holds(d.location.path))
    return part_of(config.root, config.profile, book, analysis, own)


def _folder(root: Path, base: Path) -> str:
    return root.relative_to(base).as_posix() if root != base and root.is_relative_to(base) else ""


def _shown_path(path: str, root: Path, base: Path) -> str:
    if root == base or not path:
        return path
    return Path(os.path.relpath(root / path, base)).as_posix()


def _relative(found: Diagnostic, root: Path, base: Path) -> Diagnostic:
    return replace(found, location=replace(found.location, path=_shown_path(found.location.path, root, base)))


def _summary(
    diagnostics: tuple[Diagnostic, ...],
    discovery: Discovery,
    analysis: Analysis,
    repaired: Repair,
    found: Reported,
    reports: Callable[[str], bool],
) -> Summary:
    def count(severity: Severity) -> int:
        return sum(d.severity is severity for d in diagnostics)

    return Summary(
        files=sum(reports(f.path) for f in discovery.files if f.path not in analysis.scanned.problems),
        routes=sum(reports(r.module.path) for r in analysis.scanned.project.routes),
        errors=count(Severity.ERROR),
        warnings=count(Severity.WARNING),
        infos=count(Severity.INFO),
        fixable=sum(d.fix is not None for d in diagnostics),
        fixed=repaired.count,
        suppressed=found.suppressed,
        baselined=len(found.accepted),
    )


def explanation(book: Catalog, name: str) -> Explanation:
    """What reporters print beside the findings of a rule."""
    rule = book.rules[name]
    return Explanation(
        rule.id, rule.summary, rule.why, rule.directive.line, rule.directive.instead, _help(rule.references)
    )


def _help(references: tuple[str, ...]) -> str:
    return references[0] if references else ""


def _evidence(analysis: Analysis, discovery: Discovery) -> Evidence:
    """What a later run compares changed Python files with; a file that could not be read is in none of the lists."""
    scanned = analysis.scanned
    inputs = {path: given for path, given in scanned.inputs.items() if path not in scanned.problems}
    lines: dict[str, list[int]] = {given.file.file: [] for given in inputs.values() if given.wanted}
    for found in analysis.diagnostics:
        if (given := inputs.get(found.location.path)) is not None:
            lines.setdefault(given.file.file, []).append(found.location.line)
    fixable = {given.file.file for d in analysis.diagnostics if d.fix and (given := inputs.get(path_of(d.fix.at)))}
    with_comments = {inputs[path].file.file for path in scanned.suppressing if path in inputs}
    unread = [given.file.file for given in inputs.values() if given.file.file not in {*lines, *with_comments}]
    return Evidence(lines, fixable, unread, discovery.folders, analysis.ruff)


def _inputs(request: Request, config: Config, discovery: Discovery, analysis: Analysis) -> tuple[str, ...]:
    """Every file and folder whose state decided the answer, and the places where configuration was looked for."""
    from fastapi_lint.catalog.folder import modules_folder, rules_folder

    looked = [
        folder / name for folder in (config.root, *config.root.parents) for name in (OWN_FILE, SHARED_FILE, ".git")
    ]
    own = [*rules_folder().rglob("*.yaml"), *modules_folder().rglob("*.py"), rules_folder(), modules_folder()]
    given = [p for p in (request.config, accepting(request, config), config.file) if p is not None]
    return (
        *(f.file for f in discovery.files),
        *discovery.folders,
        *discovery.ignore_files,
        *discovery.manifests,
        *analysis.reading.inputs,
        *(str(p.resolve()) for p in given),
        *map(str, looked),
        *map(str, own),
    )
