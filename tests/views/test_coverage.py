"""Coverage from the rulebook alone: what enforces each statement, what is open and why."""

from __future__ import annotations

import json

import pytest

from fastapi_lint.catalog.rule import Catalog
from fastapi_lint.views import coverage
from fastapi_lint.views.placement import placements
from tests.catalog.tree import Tree

STATEMENTS = """\
title: Own
sections:
  - title: One [L1]
    statements:
      - {sid: P-01, level: must, text: A | B, rules: [duplicate-route]}
      - {sid: P-02, level: must, text: T, planned: {lost-header: http}}
  - title: Two
    statements:
      - {sid: P-03, level: must, text: T, rules: [orphan-route], review: Taste}
  - title: One [L9]
    statements:
      - {sid: P-04, level: must, text: T, not_enforced: Advice only}
"""


@pytest.fixture
def book(tree: Tree) -> Catalog:
    tree.second_rule("orphan-route")
    tree.write("rules/guidelines/own.yaml", STATEMENTS)
    return tree.load()


def test_every_statement_is_placed_under_what_looks_after_it(book: Catalog) -> None:
    placed = placements(book, book.guidelines["own"])
    assert [(p.section, p.statement.sid, p.how, p.reason) for p in placed] == [
        ("One", "P-01", ("source",), ""),
        ("One", "P-02", ("planned",), "comes with the contract runner: lost-header"),
        ("One", "P-04", ("not enforced",), "Advice only"),
        ("Two", "P-03", ("review",), "Taste"),
    ]


def test_text_counts_by_section_and_lists_what_is_open(book: Catalog) -> None:
    guidelines = list(book.guidelines.values())
    short, full = (coverage.text(book, guidelines, in_full=in_full) for in_full in (False, True))
    assert "4 statements: 1 enforced, 1 planned, 1 for reviewers, 1 not enforced (25% enforced).\n" in short
    assert "Advice only" not in short
    assert "  P-04         not enforced: T\n               Advice only\n" in full


def test_json_has_every_statement(book: Catalog) -> None:
    (own,) = json.loads(coverage.as_json(book, list(book.guidelines.values())))["guidelines"]
    assert (own["count"], own["enforced"], own["by_kind"]) == (4, 1, {"source": 1})
    assert [s["sid"] for section in own["sections"] for s in section["statements"]] == ["P-01", "P-02", "P-04", "P-03"]


def test_markdown_is_made_of_tables(book: Catalog) -> None:
    found = coverage.markdown(book, list(book.guidelines.values()))
    assert "| One | 3 | 1 | 1 | 0 | 1 |" in found
    assert "| P-01 | must | A \\| B | source | `duplicate-route` |" in found


def test_those_that_a_running_service_shows_are_counted_by_what_shows_them(book: Catalog, tree: Tree) -> None:
    tree.write(
        "rules/guidelines/own.yaml",
        STATEMENTS.replace("rules: [duplicate-route]", "rules: [duplicate-route], shown_by: [openapi, http]").replace(
            "text: T, not_enforced", "text: T, shown_by: [http], not_enforced"
        ),
    )
    found = coverage.running(book := tree.load(), list(book.guidelines.values()))
    assert found.splitlines()[0] == "2 statements are shown by a service that runs; 1 of them are enforced (50%)."
    counted = {line.split()[0]: line.split()[1:] for line in found.splitlines()[2:5]}
    assert counted == {"openapi": ["1", "1", "0"], "http": ["2", "1", "0"], "either": ["2", "1", "0"]}
    assert "Advice only" in found
    assert "P-02" not in found
