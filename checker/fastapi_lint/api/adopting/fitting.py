"""How far a project keeps each profile already, and which of them to propose.

Most rules forbid something, and whoever has little code breaks few of them: an empty service "keeps" nine tenths of
every profile. What tells profiles apart is what they ask for beyond `recommended`, so only those rules count for a
proposal, and only those that found something to judge. A reference service keeps all of them, other services three
fifths to four fifths, an empty one half.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping

from msgspec.structs import replace

from fastapi_lint.api.analysis import Analysis, Remembered, analyse
from fastapi_lint.api.conformance import idle
from fastapi_lint.catalog.rule import OBSERVED, Catalog, Rule
from fastapi_lint.config import Config
from fastapi_lint.engine.selection import active_rules
from fastapi_lint.model.diagnostic import Severity
from fastapi_lint.model.record import Record
from fastapi_lint.source.discover import Discovery

COMMON = "recommended"
SHARE = 0.9
"""Of what a profile adds, this much must be kept: adopting it then means mending a few things, not rebuilding."""
LEAST = 10
"""Rules of its own that have found something to judge; with fewer nobody can tell."""


class Fit(Record, eq=True):
    """What one profile says of a project. `added` rules are those of `applicable` that `recommended` lacks."""

    profile: str
    applicable: int
    kept: int
    added: int
    added_kept: int
    findings: Mapping[Severity, int]

    @property
    def share(self) -> float:
        """The part of the added rules that is kept; 0 when none applies."""
        return self.added_kept / self.added if self.added else 0.0


class _Said(Record):
    """What one rule with certain parameters said: its findings, and whether there was anything to judge."""

    findings: int
    applies: bool


def fits(
    book: Catalog,
    config: Config,
    discovery: Discovery,
    memory: Remembered,
    tell: Callable[[str], None],
) -> tuple[Fit, ...]:
    """One for each profile, `recommended` first; each rule is run once with each value of its parameters."""
    said: dict[str, _Said] = {}
    engine = (rule.id for rule in book.rules.values() if rule.enforced_by == "engine")
    common = frozenset((*book.profiles[COMMON].rules, *engine))
    names = sorted(book.profiles, key=lambda name: (name != COMMON, name))
    found = []
    for name in names:
        own = replace(config, profile=name)
        rules = {r.id: r for r in active_rules(book, own).values() if r.enforced_by not in {*OBSERVED, "review"}}
        unknown = [rule for rule in rules.values() if _key(rule) not in said]
        tell(f"trying the profile {name}")
        picked = [rule.id for rule in unknown] if said else None  # the first pass keeps the facts for the others
        analysis = analyse(book, own, discovery, memory=memory, picked=picked)
        counts = Counter(d.rule for d in analysis.diagnostics)
        for rule in unknown:
            said[_key(rule)] = _Said(counts[rule.id], bool(counts[rule.id]) or not _is_idle(analysis, rule))
        found.append(_fit(name, rules, said, common))
    return tuple(found)


def proposed(found: tuple[Fit, ...]) -> str:
    """The profile of which a project keeps most, when it keeps enough of it; else `recommended`."""
    fitting = [fit for fit in found if fit.added >= LEAST and fit.share >= SHARE]
    return max(fitting, key=lambda fit: (fit.added_kept, fit.share)).profile if fitting else COMMON


def nearest_fit(found: tuple[Fit, ...]) -> Fit | None:
    """The profile beyond `recommended` of which the largest part is kept, None when nobody can tell of any."""
    return max((fit for fit in found if fit.added >= LEAST), key=lambda fit: fit.share, default=None)


def _key(rule: Rule) -> str:
    return f"{rule.id} {sorted((name, repr(param.value)) for name, param in rule.params.items())}"


def _is_idle(analysis: Analysis, rule: Rule) -> bool:
    """A rule that could not be asked has judged nothing either."""
    unasked = {s.subject for s in analysis.skipped} | {crash.rule for crash in analysis.crashes}
    return bool({rule.id, f"{rule.enforced_by} rules"} & unasked) or bool(idle(analysis, rule))


def _fit(name: str, rules: Mapping[str, Rule], said: Mapping[str, _Said], common: frozenset[str]) -> Fit:
    heard = [(rule, answer) for rule in rules.values() if (answer := said[_key(rule)]).applies]
    added = [answer for rule, answer in heard if rule.id not in common]
    findings: Counter[Severity] = Counter()
    for rule, answer in heard:
        findings[rule.severity] += answer.findings
    return Fit(
        name,
        len(heard),
        sum(not answer.findings for _, answer in heard),
        len(added),
        sum(not answer.findings for answer in added),
        {severity: findings[severity] for severity in Severity},
    )
