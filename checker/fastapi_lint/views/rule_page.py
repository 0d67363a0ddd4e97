"""The page of one rule below docs/rules."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from fastapi_lint.catalog.rule import Catalog, Example, Rule
from fastapi_lint.views.explain import explain
from fastapi_lint.views.markdown import NOTE, literal

_SHOWN = ("bad", "good", "near-miss")
"""The kinds of which a page shows the first example; the YAML holds all of them, each one a test."""


def rule_page(book: Catalog, rule: Rule, examples: Iterable[Example]) -> str:
    """One rule, with the profiles that hold it and the statements that it serves."""
    listed = list(examples)
    first = [e for kind in _SHOWN for e in [e for e in listed if e.kind == kind][:1]]
    text = _with_statements(book, rule, _with_category(book, rule, explain(rule, first)))
    profiles = ", ".join(f"`{p.id}`" for p in book.profiles.values() if rule.id in set(p.rules)) or "none"
    head, _, body = text.partition("\n")
    return f"{head}\n\n{NOTE}\n{body}\n## Profiles\n\n{profiles}\n\n## More examples\n\n{_others(rule, listed)}\n"


def _others(rule: Rule, examples: list[Example]) -> str:
    file = f"`rules/{rule.category}/{rule.id}.yaml`"
    if not examples:
        return f"{file} holds the rule; nothing in it can be tested by an example."
    return f"{file} holds all {len(examples)} examples; every one is a test."


def _with_category(book: Catalog, rule: Rule, text: str) -> str:
    """The page with a link to the category in place of its id."""
    title = book.categories[rule.category].title
    link = f"- category: [{title}](../categories/{rule.category}/index.md)\n"
    return text.replace(f"- category: {rule.category}\n", link, 1)


def _with_statements(book: Catalog, rule: Rule, text: str) -> str:
    """The page with each statement's text in place of the bare list of sids."""
    if not rule.serves:
        return text
    listed = ", ".join(rule.statements)
    return text.replace(f"## Statements\n\n{listed}\n", "## Statements\n\n" + "\n".join(_served(book, rule)) + "\n")


def _served(book: Catalog, rule: Rule) -> Iterator[str]:
    statements = {s.sid: s for g in book.guidelines.values() for listed in g.sections.values() for s in listed}
    for sid in rule.statements:
        named = [served for served in rule.serves if served.sid == sid]
        parts = ", ".join(f"`{served.part}`" for served in named if served.part)
        shown = f" ({parts})" if parts else ""
        yield f"- [{sid}](../guidelines/{named[0].guideline}.md){shown}: {literal(statements[sid].text)}"
