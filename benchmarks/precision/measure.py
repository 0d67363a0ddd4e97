"""What the labels say about the findings: shares of true ones, and what has no partner."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from benchmarks.precision.findings import Found
from benchmarks.precision.labels import Label, Place

ERROR_LEVEL = 0.95
ALL_LEVELS = 0.90
ONE_RULE = 0.80
ENOUGH_FOR_A_RULE = 5
"""Labels below which a rule's share says too little to judge the rule alone."""


@dataclass(frozen=True, slots=True)
class Share:
    """Places found, those of them with a label, and those labelled true."""

    found: int
    labelled: int
    true: int

    @property
    def value(self) -> float | None:
        """The share of true ones among the labelled, None without labels."""
        return self.true / self.labelled if self.labelled else None


@dataclass(frozen=True, slots=True)
class Measure:
    """`lost` are true labels that no finding matches any more, `mended` the false ones; `unlabelled` counts places."""

    rules: dict[str, Share]
    severities: dict[str, Share]
    total: Share
    lost: tuple[Label, ...]
    mended: tuple[Label, ...]
    unlabelled: dict[str, int]


def measure(found: Iterable[Found], labels: Iterable[Label]) -> Measure:
    """Joins findings and labels by place; findings of one rule on one line count once."""
    places: dict[Place, Found] = {f.place: f for f in found}
    known = {label.place: label for label in labels}
    stale = [label for place, label in sorted(known.items()) if place not in places]
    unlabelled = Counter(f.rule for place, f in places.items() if place not in known)
    return Measure(
        {rule: _share(places, known, rule=rule) for rule in sorted({f.rule for f in places.values()})},
        {level: _share(places, known, severity=level) for level in ("error", "warning", "info")},
        _share(places, known),
        tuple(label for label in stale if label.true),
        tuple(label for label in stale if not label.true),
        dict(sorted(unlabelled.items())),
    )


def shortfalls(measured: Measure) -> list[str]:
    """Every goal that is missed, in words."""
    missed = []
    for name, share, goal in (
        ("error level", measured.severities["error"], ERROR_LEVEL),
        ("all levels", measured.total, ALL_LEVELS),
    ):
        if share.value is None:
            missed.append(f"{name}: no finding has a label")
        elif share.value < goal:
            missed.append(f"{name}: {share.value:.1%} true, the goal is {goal:.0%}")
    for rule, share in measured.rules.items():
        if share.labelled >= ENOUGH_FOR_A_RULE and share.value is not None and share.value < ONE_RULE:
            missed.append(f"{rule}: {share.value:.1%} true, a rule below {ONE_RULE:.0%} leaves `recommended`")
    return missed


def _share(places: dict[Place, Found], known: dict[Place, Label], rule: str = "", severity: str = "") -> Share:
    chosen = [p for p, f in places.items() if rule in ("", f.rule) and severity in ("", f.severity)]
    labelled = [known[p] for p in chosen if p in known]
    return Share(len(chosen), len(labelled), sum(label.true for label in labelled))
