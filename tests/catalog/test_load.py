"""What a valid rulebook becomes at run time."""

from __future__ import annotations

import pytest

from fastapi_lint.catalog.load import load_examples
from fastapi_lint.catalog.rule import Param
from fastapi_lint.model.diagnostic import Severity
from fastapi_lint.model.errors import CatalogError, UnknownRule
from tests.catalog.tree import Tree


def test_values_of_parameters_are_immutable(tree: Tree) -> None:
    rule = tree.load().rules["duplicate-route"]
    assert rule.params["methods"] == Param("list[str]", ("GET",), "The methods that count")


def test_a_rule_looks_at_application_files_by_default(tree: Tree) -> None:
    assert tree.load().rules["duplicate-route"].scope == {"application"}


def test_a_category_stands_for_its_stable_rules_of_good_confidence(tree: Tree) -> None:
    tree.second_rule("orphan-route", extra="status: preview\n")
    tree.second_rule("parked-route", extra="limits: Guesses.\n")
    parked = tree.rules / "routing" / "parked-route.yaml"
    parked.write_text(parked.read_text().replace("confidence: high", "confidence: low"))
    catalog = tree.load()
    assert catalog.selected(["routing"]) == {"duplicate-route"}
    assert catalog.named(["routing"]) == {"duplicate-route", "orphan-route", "parked-route"}
    assert catalog.selected(["parked-route"]) == {"parked-route"}


def test_an_old_id_still_means_its_rule(tree: Tree) -> None:
    tree.second_rule("orphan-route", extra="aliases: [lonely-route]\n")
    assert tree.load().named(["lonely-route"]) == {"orphan-route"}


def test_an_unknown_name_is_answered_with_the_nearest(tree: Tree) -> None:
    with pytest.raises(UnknownRule, match="did you mean `duplicate-route`"):
        tree.load().named(["duplicate-rout"])


def test_a_profile_applies_what_it_extends_first(tree: Tree) -> None:
    tree.second_rule("orphan-route")
    tree.write("rules/profiles/base.yaml", "title: B\nabout: B\nselect: [routing]\nseverity: {orphan-route: info}\n")
    tree.write(
        "rules/profiles/strict.yaml",
        "title: S\nabout: S\nextends: [base]\nignore: [duplicate-route]\nseverity: {orphan-route: error}\n",
    )
    strict = tree.load().profiles["strict"]
    assert strict.rules == ("orphan-route",)
    assert strict.severity == {"orphan-route": Severity.ERROR}


def test_profiles_that_extend_each_other_are_applied_once(tree: Tree) -> None:
    tree.write("rules/profiles/one.yaml", "title: O\nabout: O\nextends: [two]\nselect: [routing]\n")
    tree.write("rules/profiles/two.yaml", "title: T\nabout: T\nextends: [one]\n")
    assert tree.load().profiles["two"].rules == ("duplicate-route",)


def test_parameters_of_a_profile_have_their_declared_type(tree: Tree) -> None:
    tree.write(
        "rules/profiles/strict.yaml",
        "title: S\nabout: S\nparams: {duplicate-route: {methods: [PUT]}}\n",
    )
    assert tree.load().profiles["strict"].params == {"duplicate-route": {"methods": ("PUT",)}}


def test_a_rule_knows_the_statements_that_it_enforces(tree: Tree) -> None:
    tree.write(
        "rules/guidelines/own.yaml",
        "title: Own\nsections:\n  - title: One\n    statements:\n"
        "      - {sid: P-01, level: must, text: T, rules: [duplicate-route]}\n"
        "      - {sid: P-02, level: should, text: T, not_enforced: A matter of judgement}\n",
    )
    catalog = tree.load()
    assert catalog.rules["duplicate-route"].statements == ("P-01",)
    assert [s.sid for s in catalog.guidelines["own"].sections["One"]] == ["P-01", "P-02"]


def test_a_finding_breaks_the_statements_of_its_part_and_those_of_the_whole_rule(tree: Tree) -> None:
    tree.write(
        "rules/guidelines/own.yaml",
        "title: Own\nsections:\n  - title: One\n    statements:\n"
        "      - {sid: P-01, level: must, text: T, rules: ['duplicate-route#GET', 'duplicate-route#PUT']}\n"
        "      - {sid: P-02, level: must, text: T, rules: [duplicate-route]}\n"
        "      - {sid: P-03, level: must, text: T, planned: {lost-route: http}}\n",
    )
    catalog = tree.load()
    rule = catalog.rules["duplicate-route"]
    assert rule.statements == ("P-01", "P-02")
    assert rule.broken_by("PUT") == ("P-01", "P-02")
    assert rule.broken_by("POST") == rule.broken_by("") == ("P-02",)
    first, _, third = catalog.guidelines["own"].sections["One"]
    assert list(first.references()) == [("duplicate-route", "GET"), ("duplicate-route", "PUT")]
    assert third.planned == {"lost-route": "http"}


def test_examples_are_read_with_their_rule(tree: Tree) -> None:
    tree.rule("    name: same path", "    name: same path\n    params: {methods: [PUT]}\n    fixed: x")
    tree.write(
        "rules/routing/duplicate-route.yaml",
        (tree.rules / "routing/duplicate-route.yaml").read_text().replace("since:", "fix: safe\nsince:"),
    )
    bad, good, near = load_examples(tree.load().rules["duplicate-route"], tree.rules)
    assert (bad.kind, good.kind, near.kind) == ("bad", "good", "near-miss")
    assert bad.params == {"methods": ("PUT",)}
    assert bad.fixed == {"app/main.py": "x"}
    assert list(near.files) == ["app/main.py"]


def test_examples_of_a_broken_rule_are_an_error(tree: Tree) -> None:
    rule = tree.load().rules["duplicate-route"]
    tree.rule("severity:", "severty:")
    with pytest.raises(CatalogError, match="severty"):
        load_examples(rule, tree.rules)
