"""Which findings to label next: drawn at random, rule by rule."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from random import Random

from benchmarks.precision.findings import Found
from benchmarks.precision.labels import Place


def sample(found: Iterable[Found], labelled: Collection[Place], per_rule: int, seed: int) -> tuple[Found, ...]:
    """At most `per_rule` findings of each rule that have no label; a rule's draw depends on no other rule."""
    places = {f.place: f for f in found if f.place not in labelled}
    drawn: list[Found] = []
    for rule in sorted({f.rule for f in places.values()}):
        choice = sorted(f for f in places.values() if f.rule == rule)
        random = Random(f"{seed} {rule}")  # noqa: S311 - a draw that others can repeat, no secret
        drawn += sorted(random.sample(choice, min(per_rule, len(choice))))
    return tuple(drawn)


def shown(drawn: Iterable[Found]) -> str:
    """One block per finding: rule, place, message, source line."""
    return "\n".join(f"{f.rule}\t{f.project}\t{f.path}:{f.line}\n\t{f.message}\n\t{f.source}" for f in drawn)
