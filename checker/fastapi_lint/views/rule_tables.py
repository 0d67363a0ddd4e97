"""The lists of rules: docs/rules/index.md for all of them, docs/categories for each category."""

from __future__ import annotations

from itertools import groupby

from fastapi_lint.catalog.rule import Catalog, Category, Rule
from fastapi_lint.views.markdown import NOTE, cell

_INTRODUCTION = """\
{count} rules in {categories} categories. Type any part of an id or of what is wrong into the search, or press `/`.
`fastapi-lint explain RULE` prints a page in the terminal, `fastapi-lint rules` the whole list.

An id names the defect. It stays the same in the report, in `# fastapi-lint: ignore[…]`, in the configuration and in
what coding agents read."""


def used_categories(book: Catalog) -> list[Category]:
    """The categories that have rules, in their order."""
    return [category for category in book.categories.values() if any(book.of_category(category.id))]


def all_rules_page(book: Catalog) -> str:
    """The categories as a table, then every rule from A to Z."""
    categories = used_categories(book)
    parts = ["# Rules", NOTE, _INTRODUCTION.format(count=len(book.rules), categories=len(categories))]
    rows = ["| category | what its rules are about | rules |", "|---|---|---|"]
    rows += [_counted(book, category) for category in categories]
    parts += ["## By category", "\n".join(rows)]
    for letter, listed in groupby(sorted(book.rules), key=lambda rule: rule[0]):
        parts += [f"## {letter.upper()}", " ·\n".join(f"[{rule}]({rule}.md)" for rule in listed)]
    return "\n\n".join(parts) + "\n"


def _counted(book: Catalog, category: Category) -> str:
    count = len(list(book.of_category(category.id)))
    return f"| [{category.title}](../categories/{category.id}/index.md) | {cell(category.about)} | {count} |"


def category_page(book: Catalog, category: Category) -> str:
    """The rules of one category."""
    rows = ["| rule | what is wrong | severity | enforced by | fix |", "|---|---|---|---|---|"]
    rows += [_row(rule) for rule in book.of_category(category.id)]
    parts = [f"# {category.title}", NOTE, category.about, _wholesale(category), "\n".join(rows)]
    return "\n\n".join(parts) + "\n"


def _wholesale(category: Category) -> str:
    return f"Use the name `{category.id}` to select or ignore all of them: `fastapi-lint check --select {category.id}`."


def _row(rule: Rule) -> str:
    link = f"[{rule.id}](../../rules/{rule.id}.md)"
    name = link if rule.status == "stable" else f"{link} ({rule.status})"
    fix = "" if rule.fix == "none" else rule.fix
    return f"| {name} | {cell(rule.summary)} | {rule.severity} | {rule.enforced_by} | {fix} |"
