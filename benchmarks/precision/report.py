"""The figures of precision as text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from benchmarks.precision.labels import Label
from benchmarks.precision.measure import Measure, Share


def report(measured: Measure) -> str:
    """Per rule and level: found, labelled, true, share; then labels and findings without a partner."""
    return "\n".join(_lines(measured))


def _lines(measured: Measure) -> Iterator[str]:
    yield f"{'rule':<40} {'found':>6} {'labelled':>8} {'true':>6} {'share':>7}"
    yield from (_row(rule, share) for rule, share in measured.rules.items())
    yield ""
    yield from (_row(f"level {level}", share) for level, share in measured.severities.items())
    yield _row("all levels", measured.total)
    yield from _stale(
        "true labels that no finding matches any more (lost, unless the rule was narrowed)", measured.lost
    )
    yield from _stale("false labels that no finding matches any more (mended)", measured.mended)
    yield ""
    yield f"findings without a label: {sum(measured.unlabelled.values())}"
    yield from (f"  {count:>5}  {rule}" for rule, count in measured.unlabelled.items())


def _row(name: str, share: Share) -> str:
    value = "" if share.value is None else f"{share.value:.1%}"
    return f"{name:<40} {share.found:>6} {share.labelled:>8} {share.true:>6} {value:>7}"


def _stale(title: str, labels: Iterable[Label]) -> Iterator[str]:
    listed = [f"  {lb.rule}  {lb.project}/{lb.path}:{lb.line}  {lb.reason}" for lb in labels]
    yield ""
    yield f"{title}: {len(listed)}"
    yield from listed
