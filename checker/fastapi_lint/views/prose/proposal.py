"""A team's prose as a configuration: which sentences are rules already, under which profile, and what is left."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from textwrap import shorten

from fastapi_lint.catalog.params import ParamValue
from fastapi_lint.catalog.rule import Catalog, Profile, Rule
from fastapi_lint.model.record import Record
from fastapi_lint.views.prose.likeness import Likeness
from fastapi_lint.views.prose.sentences import Sentence, sentences
from fastapi_lint.views.prose.values import values
from fastapi_lint.views.prose.wordings import worded

SURE = 1.0
"""The score of a wording that is known to mean a rule; likeness stays below."""

PERHAPS = 0.65
"""The likeness from which on a sentence is worth showing beside a rule; below, most pairs are accidents."""

_LEAST_WORDS = 2
_WIDTH = 72


class Meant(Record, eq=True):
    """A rule that a sentence may mean: a score of 1 for a known wording, else the likeness; `words` say why."""

    sentence: Sentence
    rule: Rule
    score: float
    words: str


class Proposal(Record, eq=True):
    """`meant` in the order of the document; `params` only where the prose gives another value than the profile."""

    meant: tuple[Meant, ...]
    leftovers: tuple[Sentence, ...]
    profile: Profile
    params: Mapping[str, Mapping[str, ParamValue]]

    @property
    def sure(self) -> tuple[Rule, ...]:
        """The rules that the document certainly asks for, each once."""
        return tuple({m.rule.id: m.rule for m in self.meant if m.score == SURE}.values())

    @property
    def outside(self) -> tuple[str, ...]:
        """The certain rules that the profile does not have."""
        return tuple(rule.id for rule in self.sure if rule.id not in self.profile.rules)


def proposed(document: str, catalogue: Catalog) -> Proposal:
    """What a document means in terms of the rulebook."""
    rules = [rule for rule in catalogue.rules.values() if rule.enforced_by != "engine"]
    likeness = Likeness(catalogue, rules)
    meant: list[Meant] = []
    leftovers: list[Sentence] = []
    for sentence in sentences(document):
        found = list(_meant(sentence, catalogue, likeness))
        meant += found
        if not found:
            leftovers.append(sentence)
    sure = list({m.rule.id: m.rule for m in meant if m.score == SURE}.values())
    profile = _nearest_profile(catalogue, sure)
    return Proposal(tuple(meant), tuple(leftovers), profile, _params(meant, profile))


def text(proposal: Proposal, name: str) -> str:
    """The proposal for a reader: what is a rule, what may be one, the configuration, and what nothing checks."""
    sure = [m for m in proposal.meant if m.score == SURE]
    perhaps = [m for m in proposal.meant if m.score < SURE]
    parts = [
        _head(proposal, name),
        _section("Rules already:", (_line(name, m.sentence, m.rule.id) for m in sure)),
        _section("Perhaps:", (_line(name, m.sentence, f"{m.rule.id} {m.score:.2f}") for m in perhaps)),
        f"Configuration:\n\n{_table(proposal)}",
        _section("No rule checks these:", (_line(name, s, "") for s in proposal.leftovers)),
    ]
    return "\n".join(part for part in parts if part)


def as_json(proposal: Proposal, name: str) -> str:
    """The same for programs."""
    data = {
        "schema": 1,
        "file": name,
        "meant": [
            {"line": m.sentence.line, "text": m.sentence.text, "rule": m.rule.id, "score": round(m.score, 2)}
            for m in proposal.meant
        ],
        "profile": proposal.profile.id,
        "params": {
            rule: {key: _plain(value) for key, value in given.items()} for rule, given in proposal.params.items()
        },
        "outside_profile": list(proposal.outside),
        "leftovers": [{"line": s.line, "text": s.text} for s in proposal.leftovers],
    }
    return json.dumps(data, indent=2, ensure_ascii=False) + "\n"


def _meant(sentence: Sentence, catalogue: Catalog, likeness: Likeness) -> Iterator[Meant]:
    known = [Meant(sentence, catalogue.rules[name], SURE, words) for name, words in worded(sentence.text)]
    if known:
        yield from known
        return
    likely = [one for one in likeness.likely(sentence.text) if len(one.words) >= _LEAST_WORDS]
    if likely and likely[0].score >= PERHAPS:
        yield Meant(sentence, likely[0].rule, min(likely[0].score, 0.99), ", ".join(likely[0].words))


def _nearest_profile(catalogue: Catalog, rules: Sequence[Rule]) -> Profile:
    """The profile that has most of the rules, and the smallest of those; `recommended` where nothing speaks for one."""
    wanted = {rule.id for rule in rules}
    return min(
        catalogue.profiles.values(),
        key=lambda p: (-len(wanted & set(p.rules)), len(p.rules), p.id != "recommended", p.id),
    )


def _params(meant: Iterable[Meant], profile: Profile) -> dict[str, dict[str, ParamValue]]:
    """The values that sentences give, where they differ from those of the profile; the first sentence decides."""
    given: dict[str, dict[str, ParamValue]] = {}
    for one in meant:
        if one.score == SURE:
            for name, value in values(one.rule, one.sentence.text):
                if value != profile.params.get(one.rule.id, {}).get(name):
                    given.setdefault(one.rule.id, {}).setdefault(name, value)
    return given


def _head(proposal: Proposal, name: str) -> str:
    texts = {m.sentence for m in proposal.meant}
    certain = {m.sentence for m in proposal.meant if m.score == SURE}
    return (
        f"{name}: {len(texts) + len(proposal.leftovers)} instructions; {len(certain)} are rules already, "
        f"{len(texts) - len(certain)} perhaps, {len(proposal.leftovers)} are yours alone.\n"
    )


def _section(title: str, lines: Iterable[str]) -> str:
    listed = list(lines)
    return "\n".join([title, "", *listed, ""]) if listed else ""


def _line(name: str, sentence: Sentence, said: str) -> str:
    place = f"{name}:{sentence.line}"
    return f"  {place}  {said + '  ' if said else ''}{shorten(sentence.text, _WIDTH, placeholder=' …')}"


def _table(proposal: Proposal) -> str:
    total = len(proposal.sure)
    inside = total - len(proposal.outside)
    lines = ["  [tool.fastapi-lint]", f'  profile = "{proposal.profile.id}"  # has {inside} of these {total} rules']
    for rule, given in sorted(proposal.params.items()):
        lines += ["", f"  [tool.fastapi-lint.rules.{rule}]"]
        lines += [f"  {key} = {json.dumps(_plain(value))}" for key, value in sorted(given.items())]
    if proposal.outside:
        lines += ["", f"  # not in this profile: fastapi-lint check --select {','.join(proposal.outside)}"]
    return "\n".join(lines) + "\n"


def _plain(value: ParamValue) -> object:
    return sorted(value) if isinstance(value, frozenset) else list(value) if isinstance(value, tuple) else value
