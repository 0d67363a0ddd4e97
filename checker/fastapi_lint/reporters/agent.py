"""The report for coding agents: each rule's text once, then its places."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence

from fastapi_lint.model.diagnostic import Diagnostic
from fastapi_lint.model.fix import Edit
from fastapi_lint.model.report import Explanation, Report
from fastapi_lint.reporters.closing import failure, gaps
from fastapi_lint.reporters.details import applied_by, details, shared
from fastapi_lint.reporters.visible import place, prose, visible

_SENTENCE_END = re.compile(r"(?<=[.!?])(?<!e\.g\.)(?<!i\.e\.)\s+(?=[A-Z`])")


_MOST_FIXED = 20
"""Fixed findings that are named; the others are counted."""


def render(
    report: Report,
    edits: Mapping[str, Sequence[Edit]] = {},  # noqa: ARG001
    before: Mapping[str, str] | None = None,
) -> str:
    """Rules from grave to slight, then by id; the last line always has the same shape.

    `before` maps fingerprints to rule and place of what the last run told. When something changed since, what is new
    is marked with `+`, rules whose findings were all told are not explained again, and what is gone is listed.
    """
    now = {d.fingerprint for d in report.diagnostics}
    fixed = [text for fingerprint, text in (before or {}).items() if fingerprint not in now]
    fresh = now - before.keys() if before is not None else frozenset[str]()
    known = now - fresh if fixed or fresh else frozenset[str]()
    lines: list[str] = []
    for group in _by_rule(report):
        if all(d.fingerprint in known for d in group):
            lines += _told(group)
        else:
            lines += _rule(group, report.explanations.get(group[0].rule), fresh)
    lines += [f"fixed: {visible(text)}" for text in fixed[:_MOST_FIXED]]
    lines += [f"not evaluated: {gap}" for gap in gaps(report)]
    lines += [f"crashed: {visible(c.rule)} on {visible(c.path)}: {failure(c)}" for c in report.crashes]
    since = f"; since the last run {len(fixed)} fixed, {len(fresh)} new" if fixed or fresh else ""
    return "\n".join([*lines, _closing(report) + since]) + "\n"


def _by_rule(report: Report) -> list[list[Diagnostic]]:
    groups: dict[str, list[Diagnostic]] = {}
    for diagnostic in report.diagnostics:
        groups.setdefault(diagnostic.rule, []).append(diagnostic)
    return sorted(groups.values(), key=lambda group: (_gravest(group).severity.rank, group[0].rule))


def _gravest(group: Sequence[Diagnostic]) -> Diagnostic:
    return min(group, key=lambda diagnostic: diagnostic.severity.rank)


def _told(group: Sequence[Diagnostic]) -> Iterator[str]:
    yield f"{visible(group[0].rule)} ({_gravest(group).severity}), told before"
    yield from (f"  - {place(d.location)} {visible(d.message)}" for d in group)


def _rule(group: Sequence[Diagnostic], words: Explanation | None, fresh: Collection[str]) -> Iterator[str]:
    instead = shared([d.instead for d in group]) or (words.instead if words else "")
    fix = shared([applied_by(d.fix) if d.fix else "" for d in group])
    head = f"{visible(group[0].rule)} ({_gravest(group).severity})"
    yield f"{head}: {prose(words.line)}" if words and words.line else head
    once = {"instead": prose(instead), "why": _first_sentence(words.why) if words else "", "fix": fix}
    yield from (f"  {label}: {text}" for label, text in once.items() if text)
    for diagnostic in group:
        mark = "+" if diagnostic.fingerprint in fresh else "-"
        yield f"  {mark} {place(diagnostic.location)} {visible(diagnostic.message)}"
        yield from (f"    {label}: {text}" for label, text in details(diagnostic) if once.get(label) != text)


def _first_sentence(text: str) -> str:
    return _SENTENCE_END.split(prose(text), maxsplit=1)[0]


def _closing(report: Report) -> str:
    summary = report.summary
    total = summary.errors + summary.warnings + summary.infos
    kinds = f"{summary.errors} errors, {summary.warnings} warnings, {summary.infos} infos"
    crashed = f"; {len(report.crashes)} crashed" if report.crashes else ""
    return f"fastapi-lint: {total} findings ({kinds}) in {summary.files} files; {len(report.skipped)} skipped{crashed}"
