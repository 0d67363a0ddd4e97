"""The navigation of the site through generated pages: nested lists, which the site's builder reads."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi_lint.catalog.rule import Catalog, Category
from fastapi_lint.views.markdown import NOTE
from fastapi_lint.views.rule_tables import used_categories

NAVIGATION = "SUMMARY.md"
"""The file in a folder that says what stands there, and in which order."""


def rules_navigation(book: Catalog) -> str:
    """All rules, by category; the first page of a category is its table."""
    lines = ["- [All rules](index.md)", *(line for c in used_categories(book) for line in _category(book, c))]
    return f"{NOTE}\n\n" + "\n".join(lines) + "\n"


def _category(book: Catalog, category: Category) -> Iterator[str]:
    yield f"- {category.title}"
    yield f"    - [{category.title}](../categories/{category.id}/index.md)"
    for rule in book.of_category(category.id):
        yield f"    - [{rule.id}]({rule.id}.md)"


def guidelines_navigation(book: Catalog) -> str:
    """The guidelines after the page about all of them."""
    lines = ["- [How to read them](index.md)", *(f"- [{g.title}]({g.id}.md)" for g in book.guidelines.values())]
    return f"{NOTE}\n\n" + "\n".join(lines) + "\n"
