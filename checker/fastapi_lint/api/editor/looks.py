"""What is found in a file while it is typed: first by a look at the files near it, then by one at the whole project.

The first look is what a keystroke waits for. What it cannot know it takes from the last look at the whole project:
findings that only distant files bring about stay where they were, and those that distant files took back stay away.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

from msgspec.structs import replace

from fastapi_lint.api.analysis import Analysis
from fastapi_lint.api.editor.live import Live
from fastapi_lint.api.editor.moving import moved
from fastapi_lint.api.hooks.introduced import UNFINISHED
from fastapi_lint.api.reported import reported
from fastapi_lint.api.request import Request
from fastapi_lint.engine.baseline import with_fingerprints
from fastapi_lint.model.diagnostic import Diagnostic
from fastapi_lint.model.record import Record
from fastapi_lint.source.lines import bare_lines, split_lines


class Known(Record):
    """Findings in a text, before suppressions: what a near look and one at everything said of it."""

    text: str
    near: tuple[Diagnostic, ...]
    whole: tuple[Diagnostic, ...]


class Look(Record):
    """One file as it was judged. `near` are the findings of the near look, `shown` what a reader is told.

    `shown` maps each finding as the analysis holds it to the one with its fingerprint. `known` is what the last look
    at the whole project left behind, None before there was one. `is_broken` when the text is no Python. `is_settled`
    when nothing more is to come.
    """

    path: str
    text: str
    analysis: Analysis
    near: tuple[Diagnostic, ...]
    shown: Mapping[Diagnostic, Diagnostic]
    known: Known | None = None
    is_broken: bool = False
    is_settled: bool = False


def first_look(
    live: Live,
    path: str,
    texts: Mapping[str, str],
    baseline: Path | None,
    known: Known | None,
    go_on: Callable[[], None] = lambda: None,
) -> Look:
    """The file with its own text in `texts`, as far as the files near it tell; raises Superseded."""
    text = texts[path]
    analysis = live.near(path, texts, go_on)
    near = _in_file(analysis.diagnostics, path, text)
    is_broken = path in analysis.scanned.problems
    likely = near if is_broken else _likely(live, near, text, known)
    shown = told(live, analysis, path, likely, baseline)
    if known is None or is_broken:  # what a comment suppresses may be something that only distant files bring about
        shown = {found: as_told for found, as_told in shown.items() if found.rule != "unused-suppression"}
    return Look(path, text, analysis, near, shown, known, is_broken, is_broken)


def second_look(
    live: Live,
    firsts: Mapping[str, Look],
    others: Mapping[str, str],
    texts: Mapping[str, str],
    baseline: Path | None,
    go_on: Callable[[], None],
) -> dict[str, Look]:
    """The files of the first looks and project files (path -> text), as the whole project tells; raises Superseded."""
    analysis = live.whole({*firsts, *others}, texts, go_on)
    found: dict[str, Look] = {}
    for path, first in firsts.items():
        delegated = first.analysis.delegated
        from_ruff = [d for d in first.analysis.diagnostics if d.enforced_by == "ruff" and d.location.path == path]
        skipped = (*analysis.skipped, *first.analysis.skipped)
        joined = replace(analysis, delegated=delegated, skipped=skipped, delegates=first.analysis.delegates)
        whole = _in_file([*analysis.diagnostics, *from_ruff], path, first.text)
        shown = told(live, joined, path, whole, baseline)
        found[path] = replace(
            first, analysis=joined, shown=shown, known=Known(first.text, first.near, whole), is_settled=True
        )
    for path, text in others.items():
        whole = _in_file(analysis.diagnostics, path, text)
        found[path] = Look(path, text, analysis, (), told(live, analysis, path, whole, baseline), is_settled=True)
    return found


def _likely(live: Live, near: Iterable[Diagnostic], text: str, known: Known | None) -> tuple[Diagnostic, ...]:
    """What of a near look will probably stand, and what distant files said before."""
    borne_out = {d.fingerprint for d in known.whole} if known is not None else set()
    seen = {d.fingerprint for d in known.near} if known is not None else set()

    def stands(found: Diagnostic) -> bool:
        if found.rule in live.certain or found.enforced_by == "ruff" or found.fingerprint in borne_out:
            return True
        return found.fingerprint not in seen and found.rule not in UNFINISHED

    kept = [d for d in near if stands(d)]
    here = {d.fingerprint for d in kept}
    far = () if known is None else _carried([d for d in known.whole if d.fingerprint not in seen], known.text, text)
    return tuple(sorted([*kept, *(d for d in far if d.fingerprint not in here)], key=lambda d: d.sort_key))


def _carried(found: Iterable[Diagnostic], before: str, after: str) -> list[Diagnostic]:
    """Findings of a former text at their places in a later one; their fixes were made for the former."""
    old, new = split_lines(before), split_lines(after)
    places = [(d, moved(d.location, old, new)) for d in found]
    return [replace(d, location=place, fix=None) for d, place in places if place is not None]


def _in_file(found: Iterable[Diagnostic], path: str, text: str) -> tuple[Diagnostic, ...]:
    """Those of one file, with their fingerprints."""
    lines = bare_lines(text)
    return with_fingerprints([d for d in found if d.location.path == path], {path: lines})


def told(
    live: Live, analysis: Analysis, path: str, found: Iterable[Diagnostic], baseline: Path | None
) -> Mapping[Diagnostic, Diagnostic]:
    """What is left after suppressions, ignores and the baseline: the finding as analysed -> as told."""
    named = tuple(p for p in analysis.scanned.suppressing if p == path)
    plain = tuple(replace(d, fingerprint="") for d in found)  # as the delegates' edits know them
    narrowed = replace(analysis, diagnostics=plain, scanned=replace(analysis.scanned, suppressing=named))
    request = Request(baseline=baseline, no_cache=True)
    kept = reported(request, live.book, live.config, narrowed, None).shown
    return {found: as_told for found, as_told in kept.items() if found.location.path == path}
