"""What the rulebook says: one rule in full, all rules in a list."""

from __future__ import annotations

from fastapi_lint.catalog.compiled import catalog
from fastapi_lint.catalog.folder import rules_folder
from fastapi_lint.catalog.home import cache_home
from fastapi_lint.catalog.load import load_examples
from fastapi_lint.model.errors import UnknownRule
from fastapi_lint.views.explain import explain


def explanation(name: str) -> str:
    """The whole text of a rule; UnknownRule names the nearest one."""
    book = catalog(cache_home())
    rule = book.rules.get(book.rule_id(name) or "")
    if rule is None:
        raise UnknownRule(name, book.rules)
    return explain(rule, load_examples(rule, rules_folder()))


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
