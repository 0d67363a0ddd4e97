"""Which rules are active in a run, with the severity and parameters that the profile and the project give them."""

from __future__ import annotations

from msgspec.structs import replace

from fastapi_lint.catalog.params import ParamValue
from fastapi_lint.catalog.rule import Catalog, Profile, Rule
from fastapi_lint.config import Config


def active_rules(catalog: Catalog, config: Config) -> dict[str, Rule]:
    """The rules to run by id, in the catalogue's order; UnknownRule for a selected name that means nothing.

    `select` replaces the profile's rules. The engine's own rules stay on unless they are ignored; review rules are
    for readers and never run. Under a profile that mirrors a guideline, rules serve the statements of that one only.
    """
    profile = catalog.profiles[config.profile]
    chosen = frozenset(profile.rules) if config.select is None else catalog.selected(config.select)
    ignored = catalog.named(config.ignore)
    always = frozenset(rule.id for rule in catalog.rules.values() if rule.enforced_by == "engine")
    active = (chosen | always) - ignored
    return {
        rule.id: _effective(rule, profile, config)
        for rule in catalog.rules.values()
        if rule.id in active and rule.enforced_by != "review"
    }


def _effective(rule: Rule, profile: Profile, config: Config) -> Rule:
    severity = config.severity.get(rule.id) or profile.severity.get(rule.id) or rule.severity
    values: dict[str, ParamValue] = {**profile.params.get(rule.id, {}), **config.rules.get(rule.id, {})}
    serves = tuple(s for s in rule.serves if profile.mirrors in {"", s.guideline})
    if severity is rule.severity and not values and serves == rule.serves:
        return rule
    params = {name: replace(p, value=values.get(name, p.value)) for name, p in rule.params.items()}
    return replace(rule, severity=severity, params=params, serves=serves)
