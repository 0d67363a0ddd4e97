"""From a team's document to a configuration."""

from __future__ import annotations

import json
import tomllib

import pytest

from fastapi_lint.catalog.rule import Catalog
from fastapi_lint.views.prose.likeness import Likeness
from fastapi_lint.views.prose.proposal import Proposal, as_json, proposed, text

DOCUMENT = """# Rules

- Never call `time.sleep` in async code.
- Limit lines to 88 characters per line.
- Keep coverage above 92%.
- Keep routes thin; business logic belongs in services.
- Ask before you delete a branch.
"""


@pytest.fixture(scope="module")
def proposal(book: Catalog) -> Proposal:
    return proposed(DOCUMENT, book)


def test_sure_rules_are_found_with_their_lines(proposal: Proposal) -> None:
    assert [(m.sentence.line, m.rule.id, m.score) for m in proposal.meant] == [
        (3, "blocking-sleep", 1.0),
        (4, "unexpected-line-length", 1.0),
        (5, "low-coverage-floor", 1.0),
        (6, "fat-handler", 1.0),
    ]
    assert [(s.line, s.text) for s in proposal.leftovers] == [(7, "Ask before you delete a branch.")]


def test_the_profile_is_the_one_that_has_most_of_them(proposal: Proposal, book: Catalog) -> None:
    wanted = {rule.id for rule in proposal.sure}
    most = max(len(wanted & set(profile.rules)) for profile in book.profiles.values())
    assert len(wanted & set(proposal.profile.rules)) == most == len(wanted) - len(proposal.outside)


def test_numbers_become_parameters_and_the_table_is_valid(proposal: Proposal, book: Catalog) -> None:
    assert proposal.params["unexpected-line-length"] == {"length": 88}
    shown = text(proposal, "AGENTS.md").split("Configuration:\n")[1].split("No rule checks these:")[0]
    table = tomllib.loads("\n".join(line.strip() for line in shown.splitlines()))["tool"]["fastapi-lint"]
    assert table["profile"] == proposal.profile.id
    for rule, given in table["rules"].items():
        assert given.keys() <= book.rules[rule].params.keys()


def test_the_text_counts_and_names_what_is_left(proposal: Proposal) -> None:
    shown = text(proposal, "AGENTS.md")
    assert shown.startswith("AGENTS.md: 5 instructions; 4 are rules already, 0 perhaps, 1 are yours alone.\n")
    assert "  AGENTS.md:7  Ask before you delete a branch.\n" in shown


def test_programs_get_the_same(proposal: Proposal) -> None:
    data = json.loads(as_json(proposal, "AGENTS.md"))
    first = data["meant"][0]
    assert (first["line"], first["rule"], first["score"]) == (3, "blocking-sleep", 1.0)
    assert [left["line"] for left in data["leftovers"]] == [7]


def test_likeness_finds_a_rule_in_its_own_words_first(book: Catalog) -> None:
    rules = [rule for rule in book.rules.values() if rule.enforced_by not in {"engine", "review"}]
    likeness = Likeness(book, rules)
    first = [rule.id == likeness.likely(rule.directive.line)[0].rule.id for rule in rules]
    assert sum(first) / len(first) > 0.95


def test_the_same_document_gives_the_same_answer(book: Catalog) -> None:
    assert text(proposed(DOCUMENT, book), "x") == text(proposed(DOCUMENT, book), "x")
