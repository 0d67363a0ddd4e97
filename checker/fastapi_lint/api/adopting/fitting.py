"""How far a project keeps each profile already, and which of them to propose.

Most rules forbid something, and whoever has little code breaks few of them: an empty service "keeps" nine tenths of
every profile. What tells profiles apart is what they ask for beyond `recommended`, so only those rules count for a
proposal, and only those that found something to judge. A reference service keeps all of them, other services three
fifths to four fifths, an empty one half.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from itertools import zip_longest

from msgspec.structs import replace

from fastapi_lint.api.analysing.remembered import Remembered
from fastapi_lint.api.analysing.wording import worded
from fastapi_lint.api.analysis import Analysis, Pass, analyse
from fastapi_lint.api.standing import idle
from fastapi_lint.catalog.params import ParamValue
from fastapi_lint.catalog.rule import OBSERVED, Catalog, Rule
from fastapi_lint.config import Config
from fastapi_lint.engine.dispatch import dispatch
from fastapi_lint.engine.rulebook import pair
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


def fits(book: Catalog, config: Config, discovery: Discovery, memory: Remembered) -> tuple[Fit, ...]:
    """One for each profile, `recommended` first; each rule is run once with each value of its parameters."""
    names = sorted(book.profiles, key=lambda name: (name != COMMON, name))
    profiles = {name: _run_by(book, replace(config, profile=name)) for name in names}
    first, *others = _rounds(profiles.values())
    every = replace(config, profile=COMMON, select=tuple(first), rules=_params(first))
    analysis = analyse(book, every, discovery, Pass(memory=memory))
    said = dict(_answers(analysis, first.values()))
    for rules in others:
        said.update(_answers(_asked_again(analysis, rules.values()), rules.values()))
    common = frozenset(
        (*book.profiles[COMMON].rules, *(r.id for r in book.rules.values() if r.enforced_by == "engine"))
    )
    return tuple(_fit(name, rules, said, common) for name, rules in profiles.items())


def _run_by(book: Catalog, config: Config) -> dict[str, Rule]:
    """The rules of a profile that a check runs."""
    return {r.id: r for r in active_rules(book, config).values() if r.enforced_by not in {*OBSERVED, "review"}}


def _rounds(profiles: Iterable[Mapping[str, Rule]]) -> Iterator[dict[str, Rule]]:
    """Every rule with its parameters once, in as few runs as can be: in each, a rule has one set of parameters."""
    variants: dict[str, dict[str, Rule]] = {}
    for rules in profiles:
        for rule in rules.values():
            variants.setdefault(rule.id, {}).setdefault(_key(rule), rule)
    for answers in zip_longest(*(found.values() for found in variants.values())):
        yield {rule.id: rule for rule in answers if rule is not None}


def _params(rules: Mapping[str, Rule]) -> dict[str, dict[str, ParamValue]]:
    return {rule.id: {name: param.value for name, param in rule.params.items()} for rule in rules.values()}


def _asked_again(analysis: Analysis, rules: Iterable[Rule]) -> Analysis:
    """The same facts before other rules."""
    outcome = dispatch(pair(rules), analysis.scanned.project)
    found = worded([(active.rule, finding) for active, finding in outcome.findings], analysis.scanned)
    return replace(
        analysis,
        diagnostics=tuple(dict.fromkeys(found)),
        crashes=outcome.crashes,
        looked=outcome.looked,
        idle=outcome.idle,
    )


def _answers(analysis: Analysis, rules: Iterable[Rule]) -> Iterator[tuple[str, _Said]]:
    """What a run says of each rule with its parameters."""
    counts = Counter(d.rule for d in analysis.diagnostics)
    for rule in rules:
        yield _key(rule), _Said(counts[rule.id], bool(counts[rule.id]) or not _is_idle(analysis, rule))


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
