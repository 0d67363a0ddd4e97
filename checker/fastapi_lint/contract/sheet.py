"""Who looked at what: every fact that a rule was given, what came of it, and the matrix that follows from that."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from fastapi_lint.contract.recognition import Probe
from fastapi_lint.facts.contract.exchange import Exchange
from fastapi_lint.facts.contract.operation import Operation
from fastapi_lint.model.finding import Finding
from fastapi_lint.model.record import Record
from fastapi_lint.model.running import SERVICE, Row, Verdict

_REFUSED = frozenset({401, 403})
_ABOUT_CREDENTIALS = frozenset({"anonymous", "invalid-token", "foreign-object"})


class _Glance(Record):
    """One rule at one fact. `about` is None when the rule did not ask what the call tries."""

    about: bool | None
    refused: bool
    violated: bool
    idle: bool


@dataclass
class Sheet:
    """Kept while the rules run. `causes` tell by the identity of a finding which fact it came from."""

    glances: dict[tuple[str, str], list[_Glance]] = field(default_factory=dict)
    causes: dict[int, tuple[Finding, object]] = field(default_factory=dict)

    def judged(self, rule: str, fact: Any, judge: Callable[[], Iterable[Finding]]) -> list[Finding]:
        """What a rule finds about a fact."""
        probe = getattr(fact, "probe", None) or getattr(fact, "mode", None)
        if isinstance(probe, Probe):
            probe.ask()
        found = list(judge())
        about = probe.matched if isinstance(probe, Probe) and probe.compared else None
        glance = _Glance(about, _is_refused(fact), any(not f.idle for f in found), any(f.idle for f in found))
        self.glances.setdefault((rule, _subject(fact)), []).append(glance)
        self.causes |= {id(f): (f, fact) for f in found}
        return found

    def met(self, rule: str) -> bool:
        """Whether a rule was given something that it is about."""
        return any(glance.about for (name, _), listed in self.glances.items() if name == rule for glance in listed)

    def matrix(self, rules: Mapping[str, bool], operations: Iterable[str], blind: Blind) -> tuple[Row, ...]:
        """A row for each operation and one for the service; `rules` say of each id whether it needs calls."""
        asking = {rule for (rule, _), listed in self.glances.items() if any(g.about is not None for g in listed)}

        def verdict(rule: str, subject: str) -> Verdict:
            return self._verdict(rule, subject, blind, asks=rule in asking, calls=rules[rule])

        return tuple(Row(s, {rule: verdict(rule, s) for rule in rules}) for s in (*operations, SERVICE))

    def _verdict(self, rule: str, subject: str, blind: Blind, *, asks: bool, calls: bool) -> Verdict:
        glances = self.glances.get((rule, subject), [])
        looked = [g for g in glances if (g.about or not asks) and not g.idle]
        if any(g.violated for g in glances):
            return Verdict.VIOLATED
        if rule in blind.rules or (calls and blind.uncalled) or (rule in blind.modes and subject == SERVICE):
            return Verdict.NOT_EVALUATED
        if any(not g.refused for g in looked):
            return Verdict.HELD
        return Verdict.NOT_EVALUATED if looked or (calls and subject in blind.subjects) else Verdict.NOT_APPLICABLE


class Blind(Record, eq=True):
    """What could not be looked at: rules that crashed or lack what they need, operations, every call.

    `modes` are rules about a way of running the service that was not tried.
    """

    rules: Collection[str] = ()
    subjects: Collection[str] = ()
    uncalled: bool = False
    modes: Collection[str] = ()


def _is_refused(fact: object) -> bool:
    """Whether a call shows nothing of the operation: it was not answered, or its caller was turned away."""
    if not isinstance(fact, Exchange) or str(fact.probe) in _ABOUT_CREDENTIALS:
        return False
    return fact.response is None or fact.status in _REFUSED


def _subject(fact: Any) -> str:
    operation = fact if isinstance(fact, Operation) else getattr(fact, "operation", None)
    if isinstance(operation, Operation):
        return operation.name
    return operation if isinstance(operation, str) and operation else SERVICE
