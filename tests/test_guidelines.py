"""The mirror is whole: every statement of the five documents has its place, and what it names can break it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from fastapi_lint.api.standing import looks_after
from fastapi_lint.catalog.folder import modules_folder
from fastapi_lint.catalog.rule import Catalog, Rule, Statement
from fastapi_lint.config import Config
from fastapi_lint.engine.selection import active_rules
from fastapi_lint.views.placement import REVIEW, placements

COUNTS = {"principles": 417, "granian-template": 182, "single-process": 87, "event-service": 131, "capabilities": 230}


def statements(book: Catalog, guideline: str) -> Iterator[Statement]:
    for listed in book.guidelines[guideline].sections.values():
        yield from listed


def mirroring(book: Catalog, guideline: str) -> str:
    """The profile of a guideline."""
    (name,) = (p.id for p in book.profiles.values() if p.mirrors == guideline)
    return name


@pytest.mark.parametrize("guideline", COUNTS)
def test_every_statement_is_placed(book: Catalog, guideline: str) -> None:
    assert len(list(statements(book, guideline))) == COUNTS[guideline]


def test_there_are_1047_statements_in_five_guidelines(book: Catalog) -> None:
    assert set(book.guidelines) == set(COUNTS)
    assert sum(COUNTS.values()) == 1047


@pytest.mark.parametrize("guideline", COUNTS)
def test_no_statement_waits_for_its_text_or_its_rule(book: Catalog, guideline: str) -> None:
    waiting = ("pending", "not written yet")
    assert [
        s.sid for s in statements(book, guideline) if s.text == "pending" or any(w in s.not_enforced for w in waiting)
    ] == []


def test_of_what_source_and_project_files_can_show_95_of_100_statements_have_a_rule(book: Catalog) -> None:
    """`verifiable_statements.txt` lists the statements that can be judged without starting the service."""
    verifiable = set(Path(__file__).with_name("verifiable_statements.txt").read_text(encoding="utf-8").split())
    placed = [p for g in book.guidelines.values() for p in placements(book, g) if p.statement.sid in verifiable]
    enforced = sum(not {"source", "project", "ruff"}.isdisjoint(p.how) for p in placed)
    assert len(placed) == len(verifiable)
    assert 100 * enforced >= 95 * len(placed)


def test_review_alone_enforces_at_most_a_tenth(book: Catalog) -> None:
    placed = [p for guideline in book.guidelines.values() for p in placements(book, guideline)]
    assert sum(p.how == (REVIEW,) for p in placed) * 10 <= len(placed)


@pytest.mark.parametrize("guideline", COUNTS)
def test_the_profile_of_a_guideline_runs_every_rule_that_its_statements_name(book: Catalog, guideline: str) -> None:
    active = active_rules(book, Config(root=Path(), profile=mirroring(book, guideline)))
    named = {rule for s in statements(book, guideline) for rule, _ in s.references()}
    assert sorted(rule for rule in named if book.rules[rule].enforced_by != "review" and rule not in active) == []


@pytest.mark.parametrize("guideline", COUNTS)
def test_a_part_that_a_statement_names_can_be_found(book: Catalog, guideline: str) -> None:
    """It is a value of the rule's parameters in the profile, or stands in the rule's module or in what that imports."""
    active = active_rules(book, Config(root=Path(), profile=mirroring(book, guideline)))
    lost = [
        f"{s.sid}: {rule}#{part}"
        for s in statements(book, guideline)
        for rule, part in s.references()
        if part and rule in active and not can_have(active[rule], part)
    ]
    assert lost == []


def can_have(rule: Rule, part: str) -> bool:
    if not looks_after(rule, part):
        return False
    values = [str(p.value) for p in rule.params.values()]
    values += [
        f"{k}={v} {k}:{v}" for p in rule.params.values() if isinstance(p.value, dict) for k, v in p.value.items()
    ]
    if any(part in value for value in values) or rule.delegate:
        return True
    module = modules_folder() / rule.category / f"{rule.module}.py"
    text = module.read_text(encoding="utf-8")
    imported = (line.split()[1] for line in text.splitlines() if line.startswith("from fastapi_lint.facts"))
    files = (modules_folder().parent.joinpath(*name.split(".")[1:]).with_suffix(".py") for name in imported)
    return part in text or any(part in file.read_text(encoding="utf-8") for file in files)
