"""What runs know of the statements of a guideline, in a form in which several can be put together."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from fastapi_lint.model.record import Record, field


class Standing(Record, eq=True):
    """`violations` counts the findings that break a statement, by its sid. `open` says why nobody can judge one.

    `idle` says of a rule (`rule-id`, `rule-id#part` for one part) why it had nothing to judge.
    """

    violations: Mapping[str, int] = field(default_factory=dict)
    open: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    idle: Mapping[str, str] = field(default_factory=dict)


def joined(standings: Sequence[Standing]) -> Standing:
    """What several runs know together, each of which looked at a part: a rule was idle when it was so in every part."""
    violations: Counter[str] = Counter()
    reasons: dict[str, dict[str, None]] = {}
    for one in standings:
        violations.update(one.violations)
        for sid, why in one.open.items():
            reasons.setdefault(sid, {}).update(dict.fromkeys(why))
    first = standings[0].idle
    return Standing(
        dict(violations),
        {sid: tuple(why) for sid, why in reasons.items()},
        {name: why for name, why in first.items() if all(name in one.idle for one in standings)},
    )
