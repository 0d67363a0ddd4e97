"""What the rulebook says: one rule in full, all rules in a list, profiles, and how guidelines are covered."""

from __future__ import annotations

from fastapi_lint.catalog.compiled import catalog
from fastapi_lint.catalog.folder import rules_folder
from fastapi_lint.catalog.home import cache_home
from fastapi_lint.catalog.load import load_examples
from fastapi_lint.catalog.rule import Catalog, Profile
from fastapi_lint.model.errors import UnknownRule, UsageError, nearest
from fastapi_lint.views import coverage, profiles
from fastapi_lint.views.card import card
from fastapi_lint.views.explain import explain


def explanation(name: str) -> str:
    """The whole text of a rule; UnknownRule names the nearest one."""
    book = catalog(cache_home())
    rule = book.rules.get(book.rule_id(name) or "")
    if rule is None:
        raise UnknownRule(name, book.rules)
    return explain(rule, load_examples(rule, rules_folder()))


def shown_beside(name: str) -> str:
    """The short text of a rule, for whoever looks at one of its findings."""
    rule = catalog(cache_home()).rules[name]
    return card(rule, load_examples(rule, rules_folder()))


def listed_rules(category: str | None = None) -> list[dict[str, str]]:
    """Every rule, or those of one category, as plain values in the catalogue's order."""
    book = catalog(cache_home())
    if category is not None and category not in book.categories:
        raise UnknownRule(category, book.categories)
    return [
        {
            "id": rule.id,
            "category": rule.category,
            "severity": rule.severity.value,
            "confidence": rule.confidence,
            "enforced_by": rule.enforced_by,
            "fix": rule.fix,
            "summary": rule.summary,
        }
        for rule in book.rules.values()
        if category is None or rule.category == category
    ]


def listed_profiles(output_format: str) -> str:
    """All profiles as text or json."""
    book = catalog(cache_home())
    return profiles.listing_as_json(book) if output_format == "json" else profiles.listing(book)


def compared_profiles(first: str, second: str, output_format: str) -> str:
    """Where two profiles disagree, as text or json; UsageError names the nearest profile."""
    book = catalog(cache_home())
    found = profiles.difference(book, _profile(book, first), _profile(book, second))
    return profiles.as_json(found) if output_format == "json" else profiles.text(found)


def guideline_coverage(name: str | None, output_format: str, *, running: bool = False) -> str:
    """How the statements of one guideline, or of all, are looked after; as text, json or markdown.

    With `running`, as text, those alone that a service shows that runs.
    """
    book = catalog(cache_home())
    if name is not None and name not in book.guidelines:
        hint = nearest(name, book.guidelines) or f"; there are {', '.join(book.guidelines)}."
        raise UsageError(f"no guideline is called `{name}`{hint}")
    guidelines = [g for g in book.guidelines.values() if name in {None, g.id}]
    if running:
        return coverage.running(book, guidelines)
    if output_format == "text":
        return coverage.text(book, guidelines, in_full=name is not None)
    return (coverage.as_json if output_format == "json" else coverage.markdown)(book, guidelines)


def _profile(book: Catalog, name: str) -> Profile:
    if name not in book.profiles:
        hint = nearest(name, book.profiles) or f"; there are {', '.join(book.profiles)}."
        raise UsageError(f"no profile is called `{name}`{hint}")
    return book.profiles[name]
