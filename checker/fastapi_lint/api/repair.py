"""Repairing a project: the fixes of all findings, applied until nothing is left to fix."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from fastapi_lint.api.analysis import Analysis
from fastapi_lint.model.diagnostic import Diagnostic, Skipped
from fastapi_lint.model.fix import Edit, Fix, Safety
from fastapi_lint.model.location import path_of
from fastapi_lint.model.record import Record, field

if TYPE_CHECKING:
    from fastapi_lint.engine.fixing.patch import Patch
    from fastapi_lint.engine.fixing.plan import Finder
    from fastapi_lint.source.scan import Input


Wanted: TypeAlias = Callable[[Analysis, Mapping[str, str]], Collection[Diagnostic]]
"""(what was found, path -> text of the files repaired so far) -> the findings to repair."""


class Repair(Record, eq=True):
    """The changed texts by path, how many fixes made them, each change as a patch, and what could not be fixed and why.

    Fixes that could not be written do not count. `refused` are those that would be unsafe where they were asked for.
    """

    texts: dict[str, str] = field(default_factory=dict)
    count: int = 0
    patches: tuple[Patch, ...] = ()
    problems: tuple[Skipped, ...] = ()
    refused: frozenset[Fix] = frozenset()


def repair(
    analysis: Analysis,
    again: Callable[[Mapping[str, str] | None], Analysis],
    *,
    unsafe: bool,
    write: bool,
    wanted: Wanted,
    named: Callable[[str], str] = lambda path: path,
) -> Repair:
    """Applies the fixes of wanted findings; `again` analyses the project with changed texts, `named` names files."""
    from fastapi_lint.engine.fixing.converge import Pending, fix_to_fixed_point

    start, counts = _delegated(analysis, wanted(analysis, {}), unsafe=unsafe)

    def pending(texts: Mapping[str, str]) -> dict[str, Pending]:
        current = again({**start, **texts}) if start or texts else analysis
        asked: dict[str, list[Fix]] = {}
        for found in wanted(current, {**start, **texts}):
            if found.fix is None or found in current.delegated:
                continue
            if unsafe or found.fix.safety is Safety.SAFE:
                asked.setdefault(path_of(found.fix.at), []).append(found.fix)
        return {
            path: Pending(text, tuple(fixes), finder())
            for path, fixes in asked.items()
            if isinstance(text := current.scanned.inputs[path].read(), str)
        }

    fixed = fix_to_fixed_point(pending)
    texts = {**start, **fixed.texts}
    before = {path: text for path in texts if isinstance(text := analysis.scanned.inputs[path].read(), str)}
    patches, unwritten = ([], _write(analysis, texts, before)) if write else _patched(analysis, texts, named)
    problems = [Skipped(path, why) for path, why in sorted(fixed.problems.items())]
    kept = {skipped.subject for skipped in unwritten}
    count = sum(counts.get(p, 0) + len(fixed.applied.get(p, ())) for p in {*counts, *fixed.applied} if p not in kept)
    refused = frozenset(fix for fixes in fixed.refused.values() for fix in fixes)
    return Repair(texts, count, tuple(patches), (*problems, *unwritten), refused)


def _delegated(
    analysis: Analysis, wanted: Collection[Diagnostic], *, unsafe: bool
) -> tuple[dict[str, str], dict[str, int]]:
    """The texts after the edits that ruff offers for findings of ours, and how many findings that mends in each."""
    from fastapi_lint.engine.fixing.edits import with_edits

    offered: dict[str, list[tuple[Edit, ...]]] = {}
    for found, (edits, safety) in analysis.delegated.items():
        if found in wanted and (unsafe or safety is Safety.SAFE):
            offered.setdefault(found.location.path, []).append(edits)
    texts, counts = {}, {}
    for path, groups in offered.items():
        text = analysis.scanned.inputs[path].read()
        changed, used = with_edits(text, groups) if isinstance(text, str) else (None, 0)
        if changed is not None and changed != text:
            texts[path] = changed
            counts[path] = used
    return texts, counts


def finder() -> Finder:
    """Says which libcst nodes anchors stand for."""
    from fastapi_lint.source.concrete.nodes import nodes_of

    return nodes_of


def _write(analysis: Analysis, texts: Mapping[str, str], originals: Mapping[str, str]) -> list[Skipped]:
    """Writes each file in one step; a file that refuses is named and keeps its text."""
    from fastapi_lint.engine.fixing.write import CannotWrite, write_atomically

    refused = []
    for path, text in texts.items():
        try:
            write_atomically(Path(analysis.scanned.inputs[path].file.file), text, before=originals[path])
        except CannotWrite as error:
            refused.append(Skipped(path, str(error)))
    return refused


def _patched(
    analysis: Analysis, texts: Mapping[str, str], named: Callable[[str], str]
) -> tuple[list[Patch], list[Skipped]]:
    """Each change as a patch; a file that is gone, or whose encoding has no room for the new text, is named."""
    patches, refused = [], []
    for path in sorted(texts):
        try:
            patches.append(_patch(analysis.scanned.inputs[path], texts[path], named(path)))
        except (OSError, UnicodeError) as error:
            refused.append(Skipped(path, f"its repair cannot be shown as a patch: {error}."))
    return patches, refused


def _patch(given: Input, text: str, name: str) -> Patch:
    """The change of one file in its own bytes; what is typed has none yet, and counts as UTF-8."""
    from fastapi_lint.engine.fixing.patch import Patch, unified_diff
    from fastapi_lint.engine.fixing.write import encoded, encoding_of

    if given.text is not None:
        return Patch(unified_diff(name, _utf8(given.text), _utf8(text)))
    before = Path(given.file.file).read_bytes()
    return Patch(unified_diff(name, before, encoded(text, before)), encoding_of(before))


def _utf8(text: str) -> bytes:
    return text.encode("utf-8", "surrogatepass")


def edits_of(analysis: Analysis, found: Diagnostic) -> tuple[Edit, ...]:
    """The text edits that a finding's fix comes to, empty when there is none or it is refused."""
    if found in analysis.delegated:
        return analysis.delegated[found][0]
    if found.fix is None:
        return ()
    from fastapi_lint.engine.fixing.edits import edits_for

    text = analysis.scanned.inputs[path_of(found.fix.at)].read()
    return edits_for(text, found.fix, finder()) if isinstance(text, str) else ()


class OfferedEdits(Mapping[str, tuple[Edit, ...]]):
    """The edits that repair findings, by fingerprint; worked out when a format asks, as most formats show none."""

    def __init__(self, analysis: Analysis, fixable: Mapping[str, Diagnostic]) -> None:
        self._analysis = analysis
        self._fixable = fixable
        self._known: dict[str, tuple[Edit, ...]] = {}

    def __getitem__(self, fingerprint: str) -> tuple[Edit, ...]:
        if fingerprint not in self._known:
            self._known[fingerprint] = edits_of(self._analysis, self._fixable[fingerprint])
        return self._known[fingerprint]

    def __iter__(self) -> Iterator[str]:
        return iter(self._fixable)

    def __len__(self) -> int:
        return len(self._fixable)
