"""Profiles in words: what there is, and where two of them disagree."""

from __future__ import annotations

import json
from collections.abc import Iterator

from fastapi_lint.catalog.params import ParamValue
from fastapi_lint.catalog.rule import Catalog, Profile
from fastapi_lint.model.record import Record


class Difference(Record, eq=True):
    """What separates two profiles. `severity` and `params` hold (in the first, in the second) by rule."""

    first: str
    second: str
    only_first: tuple[str, ...]
    only_second: tuple[str, ...]
    severity: dict[str, tuple[str, str]]
    params: dict[str, dict[str, tuple[ParamValue, ParamValue]]]


def difference(book: Catalog, first: Profile, second: Profile) -> Difference:
    """The rules of one only, and what rules of both are told differently."""
    shared = [rule for rule in first.rules if rule in set(second.rules)]
    severity, params = {}, {}
    for rule in shared:
        levels = tuple((p.severity.get(rule) or book.rules[rule].severity).value for p in (first, second))
        if levels[0] != levels[1]:
            severity[rule] = (levels[0], levels[1])
        values = {
            name: (
                first.params.get(rule, {}).get(name, declared.value),
                second.params.get(rule, {}).get(name, declared.value),
            )
            for name, declared in book.rules[rule].params.items()
        }
        if differing := {name: pair for name, pair in values.items() if pair[0] != pair[1]}:
            params[rule] = differing
    return Difference(
        first.id,
        second.id,
        tuple(rule for rule in first.rules if rule not in shared),
        tuple(rule for rule in second.rules if rule not in set(first.rules)),
        severity,
        params,
    )


def listing(book: Catalog) -> str:
    """One line per profile: its rules and the guideline that it mirrors."""
    width = max(map(len, book.profiles), default=0)
    lines = []
    for profile in book.profiles.values():
        mirrored = f", mirrors {profile.mirrors}" if profile.mirrors else ""
        lines.append(f"{profile.id:<{width}}  {len(profile.rules):>4} rules  {profile.title}{mirrored}")
    return "\n".join([*lines, "`fastapi-lint profile diff A B` shows where two of them disagree."]) + "\n"


def listing_as_json(book: Catalog) -> str:
    """Every profile with its rules, for other programs."""
    found = [
        {"id": p.id, "title": p.title, "about": p.about, "mirrors": p.mirrors, "rules": p.rules}
        for p in book.profiles.values()
    ]
    return json.dumps(found, indent=2, ensure_ascii=False) + "\n"


def text(found: Difference) -> str:
    """The difference in three blocks; profiles that agree say so."""
    lines = [*_only(found.first, found.only_first), *_only(found.second, found.only_second)]
    if found.severity or found.params:
        lines.append(f"In both, set differently ({found.first} | {found.second}):")
    lines += [f"  {rule}: severity {a} | {b}" for rule, (a, b) in found.severity.items()]
    for rule, values in found.params.items():
        lines += [f"  {rule}: {name} = {_shown(a)} | {_shown(b)}" for name, (a, b) in values.items()]
    return "\n".join(lines or [f"{found.first} and {found.second} agree on every rule."]) + "\n"


def as_json(found: Difference) -> str:
    """The difference for other programs."""
    data = {
        "first": found.first,
        "second": found.second,
        "only_first": found.only_first,
        "only_second": found.only_second,
        "severity": found.severity,
        "params": {rule: {n: [_plain(a), _plain(b)] for n, (a, b) in v.items()} for rule, v in found.params.items()},
    }
    return json.dumps(data, indent=2, ensure_ascii=False) + "\n"


def _only(profile: str, rules: tuple[str, ...]) -> Iterator[str]:
    if rules:
        yield f"Only in {profile} ({len(rules)}):"
        yield from (f"  {rule}" for rule in rules)


def _shown(value: ParamValue) -> str:
    return json.dumps(_plain(value), ensure_ascii=False)


def _plain(value: ParamValue) -> object:
    return sorted(value) if isinstance(value, frozenset) else value
