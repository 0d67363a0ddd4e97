"""Profile, settings and command line decide together which rules run, and how."""

from __future__ import annotations

from pathlib import Path

import pytest
from msgspec.structs import replace

from fastapi_lint.catalog.rule import Catalog
from fastapi_lint.config import Config
from fastapi_lint.engine.selection import active_rules
from fastapi_lint.model.diagnostic import Severity
from fastapi_lint.model.errors import UnknownRule
from tests.catalog.tree import Tree

CONFIG = Config(root=Path())


@pytest.fixture
def catalog(tree: Tree) -> Catalog:
    """A source rule of the profile, an engine rule outside of it, and a review rule in it."""
    tree.second_rule("orphan-route")
    tree.second_rule("broken-file", category="lint")
    broken = tree.rules / "lint" / "broken-file.yaml"
    broken.write_text(broken.read_text().replace("review", "engine"))
    tree.write("rules/lint/_category.yaml", "title: Lint\norder: 9\nabout: L\ntrigger: l\n")
    return tree.load()


def test_the_profile_and_the_engines_own_rules_run(catalog: Catalog) -> None:
    assert list(active_rules(catalog, CONFIG)) == ["duplicate-route", "broken-file"]


def test_select_replaces_the_profile(catalog: Catalog) -> None:
    assert list(active_rules(catalog, replace(CONFIG, select=()))) == ["broken-file"]


def test_review_rules_never_run(catalog: Catalog) -> None:
    assert "orphan-route" not in active_rules(catalog, replace(CONFIG, select=("orphan-route",)))


def test_ignored_rules_do_not_run_even_the_engines_own(catalog: Catalog) -> None:
    assert active_rules(catalog, replace(CONFIG, ignore=("routing", "broken-file"))) == {}


def test_an_unknown_name_is_an_error(catalog: Catalog) -> None:
    with pytest.raises(UnknownRule):
        active_rules(catalog, replace(CONFIG, select=("nothing",)))


def test_settings_win_over_the_profile_and_the_profile_over_the_rule(tree: Tree, catalog: Catalog) -> None:
    tree.write(
        "rules/profiles/strict.yaml",
        "title: S\nabout: S\nselect: [routing]\nseverity: {duplicate-route: info}\n"
        "params: {duplicate-route: {depth: 7, methods: [PUT]}}\n",
    )
    config = replace(CONFIG, profile="strict", rules={"duplicate-route": {"depth": 9}})
    rule = active_rules(tree.load(), config)["duplicate-route"]
    assert rule.severity is Severity.INFO
    assert {name: param.value for name, param in rule.params.items()} == {"depth": 9, "methods": ("PUT",)}
    louder = replace(config, severity={"duplicate-route": Severity.WARNING})
    assert active_rules(tree.load(), louder)["duplicate-route"].severity is Severity.WARNING
    assert catalog.rules["duplicate-route"].severity is Severity.ERROR


def test_under_a_profile_that_mirrors_a_guideline_rules_serve_only_that_one(tree: Tree) -> None:
    for name in ("own", "other"):
        tree.write(
            f"rules/guidelines/{name}.yaml",
            f"title: T\nsections:\n  - title: One\n    statements:\n"
            f"      - {{sid: P-{name.upper()}, level: must, text: T, rules: [duplicate-route]}}\n",
        )
    tree.write("rules/profiles/own.yaml", "title: O\nabout: O\nmirrors: own\nselect: [routing]\n")
    catalog = tree.load()
    assert active_rules(catalog, CONFIG)["duplicate-route"].statements == ("P-OTHER", "P-OWN")
    mirroring = active_rules(catalog, replace(CONFIG, profile="own"))
    assert mirroring["duplicate-route"].statements == ("P-OWN",)
