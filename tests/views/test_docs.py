"""The generated pages below docs/ are fresh, complete and small, and their links lead somewhere."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from fastapi_lint.catalog.folder import rules_folder
from fastapi_lint.catalog.load import load_examples
from fastapi_lint.catalog.rule import Catalog
from fastapi_lint.views.docs import pages, write

ROOT = Path(__file__).resolve().parents[2]
DOCS = ROOT / "docs"


@pytest.fixture(scope="module")
def generated(book: Catalog) -> dict[str, str]:
    return pages(book, {rule.id: load_examples(rule, rules_folder()) for rule in book.rules.values()})


def test_the_pages_are_fresh(generated: dict[str, str]) -> None:
    """When this fails: python -m fastapi_lint.views.docs"""
    stale = [path for path, text in generated.items() if not _is(DOCS / path, text)]
    kept = [f.relative_to(DOCS).as_posix() for f in (*DOCS.glob("rules/*.md"), *DOCS.glob("guidelines/*.md"))]
    assert stale == []
    assert [path for path in kept if path not in generated] == []


def _is(file: Path, text: str) -> bool:
    return file.is_file() and file.read_text(encoding="utf-8") == text


def test_a_rule_page_names_every_statement_that_it_serves(book: Catalog, generated: dict[str, str]) -> None:
    for rule in book.rules.values():
        page = generated[f"rules/{rule.id}.md"]
        assert [sid for sid in rule.statements if f"[{sid}]" not in page] == []


def test_a_guideline_page_has_every_statement(book: Catalog, generated: dict[str, str]) -> None:
    for guideline in book.guidelines.values():
        page = generated[f"guidelines/{guideline.id}.md"]
        sids = [s.sid for listed in guideline.sections.values() for s in listed]
        assert [sid for sid in sids if f"| {sid} |" not in page] == []


def test_links_between_pages_lead_somewhere(generated: dict[str, str]) -> None:
    for path, page in generated.items():
        text = re.sub(r"^```.*?^```$", "", page, flags=re.MULTILINE | re.DOTALL)
        for target in re.findall(r"\]\(((?:\.\./|rules/|guidelines/)[^)#]*)", text):
            place = (DOCS / path).parent.joinpath(target).resolve()
            assert place.is_file() or place.relative_to(DOCS).as_posix() in generated, (path, target)


def test_the_pages_stay_small(generated: dict[str, str]) -> None:
    assert [path for path, text in generated.items() if len(text) > 100_000] == []
    assert sum(len(text.encode()) for text in generated.values()) < 4_000_000


def test_pages_of_rules_that_are_gone_are_removed(tmp_path: Path) -> None:
    (tmp_path / "rules").mkdir()
    (tmp_path / "rules/lost-rule.md").write_text("old")
    write(tmp_path)
    assert not (tmp_path / "rules/lost-rule.md").exists()
    assert (tmp_path / "rules/duplicate-route.md").is_file()
