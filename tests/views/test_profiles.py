"""Profiles in words: what there is, and where two of them disagree."""

from __future__ import annotations

import json

import pytest

from fastapi_lint.catalog.rule import Catalog
from fastapi_lint.views import profiles
from tests.catalog.tree import Tree


@pytest.fixture
def book(tree: Tree) -> Catalog:
    tree.second_rule("orphan-route")
    tree.write("rules/profiles/first.yaml", "title: F\nabout: F\nselect: [duplicate-route]\n")
    params = "params: {duplicate-route: {methods: [PUT], depth: 3}}\n"
    tree.write(
        "rules/profiles/second.yaml",
        f"title: S\nabout: S\nselect: [routing]\nseverity: {{duplicate-route: info}}\n{params}",
    )
    return tree.load()


def test_the_listing_counts_rules(book: Catalog) -> None:
    assert "first           1 rules  F\n" in profiles.listing(book)
    assert {p["id"]: len(p["rules"]) for p in json.loads(profiles.listing_as_json(book))} == {
        "first": 1,
        "recommended": 2,
        "second": 2,
    }


def test_a_difference_tells_rules_severities_and_parameters(book: Catalog) -> None:
    found = profiles.difference(book, book.profiles["first"], book.profiles["second"])
    assert profiles.text(found) == (
        "Only in second (1):\n  orphan-route\nIn both, set differently (first | second):\n"
        "  duplicate-route: severity error | info\n"
        '  duplicate-route: methods = ["GET"] | ["PUT"]\n'
    )
    assert json.loads(profiles.as_json(found))["params"] == {"duplicate-route": {"methods": [["GET"], ["PUT"]]}}


def test_equal_profiles_say_so(book: Catalog) -> None:
    found = profiles.difference(book, book.profiles["first"], book.profiles["first"])
    assert profiles.text(found) == "first and first agree on every rule.\n"
