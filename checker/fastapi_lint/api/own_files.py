"""Renews the pages below skills/ and the block in AGENTS.md of this repository: python -m fastapi_lint.api.own_files"""

from __future__ import annotations

from pathlib import Path

from fastapi_lint.api.sync.book import rulebook, written_skills
from fastapi_lint.catalog.compiled import catalog
from fastapi_lint.catalog.folder import rules_folder, skills_folder
from fastapi_lint.catalog.load import load_examples
from fastapi_lint.catalog.rule import Catalog
from fastapi_lint.config import Config
from fastapi_lint.views.agents.block import NAME
from fastapi_lint.views.agents.managed import with_block
from fastapi_lint.views.agents.skills import skill_files
from fastapi_lint.views.agents.targets import documents

PROFILE = "principles"
"""The profile that this repository shows in its own AGENTS.md."""


def pages(book: Catalog) -> dict[str, str]:
    """Path below skills/ -> text, for the whole rulebook."""
    rules = [rule for rule in book.rules.values() if rule.enforced_by not in {"engine", "review"}]
    reviewed = [rule for rule in book.rules.values() if rule.enforced_by == "review"]
    examples = {rule.id: load_examples(rule, rules_folder()) for rule in rules}
    return skill_files(written_skills(), book, rules, reviewed, examples)


def own_rules(book: Catalog, document: str) -> str:
    """AGENTS.md of this repository with the block that a project gets which says nothing about its libraries."""
    (block,) = documents(rulebook(book, Config(root=Path(), profile=PROFILE)), ["agents"])
    return with_block(document, block.text, NAME, block.path)


def write(folder: Path) -> None:
    """Writes the pages and their lists, removes pages of categories that are gone, and renews AGENTS.md beside."""
    book = catalog(None)
    found = pages(book)
    for path, text in found.items():
        file = folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    for file in folder.glob("*/references/*.md"):
        if file.relative_to(folder).as_posix() not in found:
            file.unlink()
    own = folder.parent / "AGENTS.md"
    own.write_text(own_rules(book, own.read_text("utf-8")), encoding="utf-8")


if __name__ == "__main__":
    write(skills_folder())
