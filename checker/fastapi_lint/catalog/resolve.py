"""What a profile means once everything that it extends is applied."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from fastapi_lint.catalog.params import ParamValue, coerce
from fastapi_lint.catalog.rule import Catalog
from fastapi_lint.catalog.spec import ProfileSpec
from fastapi_lint.model.diagnostic import Severity

Profiles = Mapping[str, ProfileSpec | None]


def lineage(name: str, profiles: Profiles) -> Iterator[ProfileSpec]:
    """The profile after all those that it extends, first applied first; a cycle is followed once."""
    for ancestor in _ordered(name, profiles, set()):
        if spec := profiles[ancestor]:
            yield spec


def profile_parts(
    name: str, profiles: Profiles, catalog: Catalog
) -> tuple[list[str], dict[str, Severity], dict[str, dict[str, ParamValue]]]:
    """The rule ids in the catalogue's order, the severities and the parameters that differ from the rules' own."""
    chosen: set[str] = set()
    severity: dict[str, Severity] = {}
    params: dict[str, dict[str, ParamValue]] = {}
    for spec in lineage(name, profiles):
        chosen |= catalog.selected(spec.select)
        chosen -= catalog.named(spec.ignore)
        severity |= {rule: Severity(level) for rule, level in spec.severity.items()}
        for rule, values in spec.params.items():
            declared = catalog.rules[rule].params
            params.setdefault(rule, {}).update({k: coerce(v, declared[k].type) for k, v in values.items()})
    return [rule for rule in catalog.rules if rule in chosen], severity, params


def _ordered(name: str, profiles: Profiles, seen: set[str]) -> Iterator[str]:
    spec = profiles.get(name)
    if spec is None or name in seen:
        return
    seen.add(name)
    for parent in spec.extends:
        yield from _ordered(parent, profiles, seen)
    yield name
