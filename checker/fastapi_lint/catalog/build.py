"""Turns validated YAML models into the plain values of `catalog.rule`."""

from __future__ import annotations

import re
from collections.abc import Iterable

from fastapi_lint.catalog.params import ParamValue, coerce
from fastapi_lint.catalog.rule import (
    AppliesTo,
    Category,
    Directive,
    Example,
    Guideline,
    Param,
    Profile,
    Rule,
    Served,
    Statement,
)
from fastapi_lint.catalog.spec import (
    CategorySpec,
    ExampleSpec,
    GuidelineSpec,
    ParamSpec,
    ProfileSpec,
    RuleSpec,
    SectionSpec,
)
from fastapi_lint.model.diagnostic import Severity


def rule(spec: RuleSpec, category: Category, serves: Iterable[Served]) -> Rule:
    """The rule without its examples."""
    return Rule(
        id=spec.id,
        category=category.id,
        summary=spec.summary,
        message=spec.message,
        severity=Severity(spec.severity),
        confidence=spec.confidence,
        enforced_by=spec.enforced_by,
        directive=Directive(spec.directive.line, spec.directive.instead),
        fix=spec.fix,
        why_unsafe=spec.why_unsafe.strip(),
        since=spec.since,
        status=spec.status,
        why=spec.why.strip(),
        limits=spec.limits.strip(),
        params={name: _param(param) for name, param in spec.params.items()},
        scope=frozenset(spec.scope),
        delegate=tuple(spec.delegate),
        aliases=tuple(spec.aliases),
        applies_to=_applies_to(spec),
        references=tuple(spec.references),
        subjects=dict(spec.subjects),
        serves=tuple(serves),
        follows_names=category.follows_names,
    )


def example(spec: ExampleSpec, params: dict[str, Param]) -> Example:
    """One example; its parameters are read as the rule declares them."""
    return Example(
        kind=spec.kind,
        name=spec.name,
        files=dict(spec.texts),
        fixed=dict(spec.fixed_texts),
        params={name: coerce(value, params[name].type) for name, value in spec.params.items()},
        config=dict(spec.config),
    )


def category(spec: CategorySpec, name: str) -> Category:
    """One folder of rules."""
    return Category(name, spec.title, spec.order, spec.about, spec.trigger, spec.follows_names)


def profile(
    spec: ProfileSpec,
    name: str,
    rules: Iterable[str],
    severity: dict[str, Severity],
    params: dict[str, dict[str, ParamValue]],
) -> Profile:
    """One profile with everything it extends already applied."""
    return Profile(name, spec.title, spec.about.strip(), spec.mirrors, tuple(rules), severity, params)


def guideline(spec: GuidelineSpec, name: str) -> Guideline:
    """One guideline by section title; sections of one title are one, whatever lines (`[L12]`) they name."""
    sections: dict[str, tuple[Statement, ...]] = {}
    for section in spec.sections:
        title = re.sub(r" \[L[^\]]*\]$", "", section.title)
        sections[title] = (*sections.get(title, ()), *_statements(section))
    return Guideline(name, spec.title, sections)


def _statements(section: SectionSpec) -> tuple[Statement, ...]:
    return tuple(
        Statement(
            s.sid,
            s.level,
            s.text,
            tuple(s.rules),
            dict(s.planned),
            s.review,
            s.conflicts,
            s.not_enforced,
            s.erratum,
            tuple(s.shown_by),
        )
        for s in section.statements
    )


def _param(spec: ParamSpec) -> Param:
    return Param(spec.type, coerce(spec.default, spec.type), spec.about, tuple(spec.choices))


def _applies_to(spec: RuleSpec) -> AppliesTo:
    ranges = spec.applies_to.model_dump(exclude={"requires"})
    return AppliesTo({name: text for name, text in ranges.items() if text}, tuple(spec.applies_to.requires))
