"""The pages below docs/ that the rulebook alone decides: python -m fastapi_lint.views.docs"""

from __future__ import annotations

from pathlib import Path

from fastapi_lint.catalog.rule import Catalog, Example
from fastapi_lint.views.guideline_pages import guideline_page, guidelines_page
from fastapi_lint.views.rule_page import rule_page
from fastapi_lint.views.rule_tables import all_rules_page, category_page, used_categories
from fastapi_lint.views.site_navigation import NAVIGATION, guidelines_navigation, rules_navigation

GENERATED = ("rules", "categories", "guidelines")
"""The folders in which every page is generated."""


def pages(book: Catalog, examples: dict[str, tuple[Example, ...]]) -> dict[str, str]:
    """Path below docs/ -> text: a page for every rule, category and guideline, with what leads to them."""
    found = {f"rules/{rule.id}.md": rule_page(book, rule, examples[rule.id]) for rule in book.rules.values()}
    found |= {f"categories/{c.id}/index.md": category_page(book, c) for c in used_categories(book)}
    found |= {f"guidelines/{g.id}.md": guideline_page(book, g) for g in book.guidelines.values()}
    found |= {"rules/index.md": all_rules_page(book), f"rules/{NAVIGATION}": rules_navigation(book)}
    found |= {"guidelines/index.md": guidelines_page(book), f"guidelines/{NAVIGATION}": guidelines_navigation(book)}
    return found


def write(folder: Path) -> None:
    """Writes all pages below the folder, and removes pages of rules, categories and guidelines that are gone."""
    from fastapi_lint.catalog.compiled import catalog
    from fastapi_lint.catalog.folder import rules_folder
    from fastapi_lint.catalog.load import load_examples

    book = catalog(None)
    found = pages(book, {r.id: load_examples(r, rules_folder()) for r in book.rules.values()})
    for path, text in found.items():
        file = folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    for file in (file for name in GENERATED for file in folder.glob(f"{name}/**/*.md")):
        if file.relative_to(folder).as_posix() not in found:
            file.unlink()
            _prune(file.parent)


def _prune(folder: Path) -> None:
    if not any(folder.iterdir()):
        folder.rmdir()


if __name__ == "__main__":
    write(Path(__file__).resolve().parents[3] / "docs")
