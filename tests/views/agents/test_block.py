"""The block in AGENTS.md: small, ordered, complete in itself, and made of rules that an agent can break."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from fastapi_lint.api.sync.book import rulebook
from fastapi_lint.catalog.rule import Catalog, Rule
from fastapi_lint.config import Config
from fastapi_lint.views.agents.block import BUDGET, block
from fastapi_lint.views.agents.packing import packed
from fastapi_lint.views.agents.targets import Book

PROFILES = (
    *("recommended", "official", "principles"),
    *("granian-template", "single-process", "event-service", "capabilities"),
)
SQL = frozenset({"fastapi", "sqlalchemy"})


def book_of(catalogue: Catalog, profile: str, required: frozenset[str] | None = None) -> Book:
    return rulebook(catalogue, Config(root=Path(), profile=profile), required)


def named(text: str) -> list[str]:
    return re.findall(r"^- ([\w-]+): ", text, re.MULTILINE)


@pytest.mark.parametrize("profile", PROFILES)
def test_the_block_of_every_profile_keeps_to_its_budget_and_uses_it(book: Catalog, profile: str) -> None:
    made = block(profile, book_of(book, profile).rules)
    assert BUDGET - 300 < made.size <= BUDGET
    assert named(made.text) == list(made.rules)
    assert set(made.rules) <= set(book.profiles[profile].rules)


def test_principles_has_at_least_45_rules_and_counts_them(book: Catalog) -> None:
    rules = book_of(book, "principles").rules
    made = block("principles", rules)
    assert len(made.rules) >= 45
    checked = [rule for rule in rules if rule.enforced_by != "engine"]
    assert f"\n{len(made.rules)} of the {len(checked)} rules that apply here (profile `principles`)" in made.text


def test_errors_come_first_and_nothing_that_repairs_itself(book: Catalog) -> None:
    made = block("principles", book_of(book, "principles").rules)
    rules = [book.rules[rule] for rule in made.rules]
    assert [r.severity.rank for r in rules] == sorted(r.severity.rank for r in rules)
    assert [r.id for r in rules if r.fix == "safe" or r.enforced_by in {"engine", "review"}] == []


def test_more_room_never_costs_an_error_its_line(book: Catalog) -> None:
    rules = book_of(book, "principles").rules
    small, large = (set(map(rule_id, packed(rules, budget))) for budget in (2_000, 60_000))
    assert small < large


def rule_id(rule: Rule) -> str:
    return rule.id


def test_the_marker_holds_version_profile_and_hash_but_no_command(book: Catalog) -> None:
    first = block("official", book_of(book, "official").rules).text.splitlines()[0]
    assert re.fullmatch(
        r"<!-- fastapi-lint:begin rulebook=\d+\.\d+\.\d+ profile=official sha256=[0-9a-f]{16} -->", first
    )


def test_rules_about_a_library_need_the_library(book: Catalog) -> None:
    without, having, unknown = (
        {rule.id for rule in book_of(book, "principles", required).rules}
        for required in (frozenset({"fastapi"}), SQL, None)
    )
    assert "naive-datetime-column" in having - without
    assert {"blocking-database-call", "foreign-http-client", "missing-time-budget"} <= without
    assert without < having < unknown
