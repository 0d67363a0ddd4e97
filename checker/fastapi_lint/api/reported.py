"""Which of everything found is reported: what no comment, setting, baseline, changed line or wanted path keeps out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from difflib import SequenceMatcher
from fnmatch import fnmatch
from pathlib import Path

from fastapi_lint.api.analysing.wording import diagnostic
from fastapi_lint.api.analysis import Analysis
from fastapi_lint.api.project_files import comments_of
from fastapi_lint.api.request import Request
from fastapi_lint.api.sources import Sources
from fastapi_lint.catalog.rule import Catalog
from fastapi_lint.config import Config
from fastapi_lint.engine import baseline
from fastapi_lint.engine.changed import only_changed
from fastapi_lint.engine.suppress import apply, suppressions
from fastapi_lint.model.diagnostic import Diagnostic, Skipped
from fastapi_lint.model.finding import Finding
from fastapi_lint.model.location import Location
from fastapi_lint.model.record import Record
from fastapi_lint.source.lines import split_lines

ChangedLines = Mapping[str, Sequence[range]]
"""Path relative to the root -> numbers of its changed lines."""


class Reported(Record, eq=True):
    """`shown` gives each reported finding of the analysis with its fingerprint, `accepted` are known to the baseline.

    Paths are relative to the project's root.
    """

    shown: Mapping[Diagnostic, Diagnostic]
    accepted: tuple[Diagnostic, ...]
    suppressed: int


def reported(
    request: Request, book: Catalog, config: Config, analysis: Analysis, changed: ChangedLines | None
) -> Reported:
    """Leaves out what is not asked for; `changed` None means that every line counts."""
    within, reports = request.within(config.root), request.reports(config.root)
    comments = {
        p: suppressions(t)
        for p in analysis.scanned.suppressing
        if isinstance(t := analysis.scanned.inputs[p].read(), str)
    } | comments_of(analysis.reading)

    def make(rule_id: str, place: Location, /, **values: str) -> Diagnostic:
        return diagnostic(book.rules[rule_id], place, Finding(place, values))

    kept = apply(analysis.diagnostics, comments, make, _evaluated(request, analysis), book)
    found = [d for d in kept.kept if within(d.location.path) and not _is_ignored(d, config)]
    numbered = baseline.with_fingerprints(found, Sources(lambda path: text_of(analysis, path)))
    original = dict(zip(numbered, found, strict=True))
    known: tuple[Diagnostic, ...] = ()
    if (file := accepting(request, config)) is not None:
        split = baseline.split(numbered, baseline.load(file, config.root))
        numbered, known = split.new, split.known
    if changed is not None:
        numbered = only_changed(numbered, changed)
    return Reported(
        {original[d]: d for d in numbered if reports(d.location.path)},
        tuple(d for d in known if reports(d.location.path)),
        sum(1 for d in kept.suppressed if reports(d.location.path)),
    )


def accepting(request: Request, config: Config) -> Path | None:
    """The baseline that counts: the command line's, else the configuration's."""
    if request.no_baseline:
        return None
    return request.baseline or config.baseline


def changed_lines_for(request: Request, config: Config) -> ChangedLines | None:
    """What changed since the revision that is asked for; None when none is. UsageError from git."""
    if request.changed_since is None:
        return None
    from fastapi_lint.delegate.changed import changed_lines

    return changed_lines(config.root, request.changed_since)


def doubts_about(request: Request, config: Config) -> tuple[Skipped, ...]:
    """What to know about the lines that count as changed."""
    if request.changed_since is None:
        return ()
    from fastapi_lint.delegate.changed import doubt_about

    reason = doubt_about(config.root, request.changed_since)
    return (Skipped(f"--changed-since {request.changed_since}", reason, outside=True),) if reason else ()


def carried(lines: Sequence[range], before: str, after: str) -> tuple[range, ...]:
    """Changed lines of a text as line numbers of the text that a repair made of it; what it wrote counts as changed."""
    old, new = split_lines(before), split_lines(after)
    changed = {number for span in lines for number in range(span.start, min(span.stop, len(old) + 1))}
    found: list[range] = []
    for tag, start, _, new_start, new_end in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag != "equal":
            found.append(range(new_start + 1, new_end + 1))
            continue
        moved = new_start - start
        numbers = (n for n in range(new_start + 1, new_end + 1) if n - moved in changed)
        found += (range(n, n + 1) for n in numbers)
    return tuple(found)


def text_of(analysis: Analysis, path: str) -> str | None:
    """The text of a file that was looked at."""
    given = analysis.scanned.inputs.get(path)
    text = given.read() if given is not None else analysis.reading.read.get(path)
    return text if isinstance(text, str) else None


def _evaluated(request: Request, analysis: Analysis) -> frozenset[str]:
    """The rules that can leave a suppression unused: those that really ran, none when they were picked by hand."""
    if request.select:
        return frozenset()
    ruff_ran = not request.no_delegates and not any(s.subject == "ruff rules" for s in analysis.skipped)
    return frozenset(r.id for r in analysis.rules.values() if ruff_ran or r.enforced_by != "ruff")


def _is_ignored(found: Diagnostic, config: Config) -> bool:
    return any(
        found.rule in rules and fnmatch(found.location.path, glob) for glob, rules in config.per_file_ignores.items()
    )
