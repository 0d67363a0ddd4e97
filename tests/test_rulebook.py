"""The product's own rulebook is whole: valid, paired, well named, and its generated files are fresh."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml

from fastapi_lint.catalog.folder import rules_folder
from fastapi_lint.catalog.load import load_examples
from fastapi_lint.catalog.names import rule_id_problem
from fastapi_lint.catalog.rule import Catalog
from fastapi_lint.catalog.schema import schema_text
from fastapi_lint.engine.rulebook import pair
from fastapi_lint.views.explain import explain, files
from fastapi_lint.views.index import index

ROOT = Path(__file__).resolve().parents[1]
YAML_FILES = sorted(rules_folder().rglob("*.yaml"))


def test_every_rule_with_a_module_has_a_check_of_the_right_shape(book: Catalog) -> None:
    paired = {active.rule.id for active in pair(book.rules.values())}
    assert paired == {rule.id for rule in book.rules.values() if rule.has_module}


def test_every_name_follows_the_naming_rule(book: Catalog) -> None:
    assert [problem for name in (*book.rules, *book.aliases) if (problem := rule_id_problem(name))] == []


def test_recommended_holds_no_rule_of_low_confidence(book: Catalog) -> None:
    assert [r for r in book.profiles["recommended"].rules if book.rules[r].confidence == "low"] == []


def test_recommended_holds_stable_rules_only(book: Catalog) -> None:
    assert [r for r in book.profiles["recommended"].rules if book.rules[r].status != "stable"] == []


def test_review_rules_are_at_most_a_tenth(book: Catalog) -> None:
    review = [rule for rule in book.rules.values() if rule.enforced_by == "review"]
    assert len(review) * 10 <= len(book.rules)


def test_a_folder_stays_small_enough_to_read(book: Catalog) -> None:
    assert [c for c in book.categories if len(list(book.of_category(c))) > 25] == []


def test_every_rule_explains_itself_and_its_files_exist(book: Catalog) -> None:
    for rule in book.rules.values():
        assert explain(rule, load_examples(rule, rules_folder())).startswith(f"# {rule.id}\n")
        assert [path for path in files(rule) if not (ROOT / path).is_file()] == []


@pytest.mark.parametrize("file", YAML_FILES, ids=lambda file: f"{file.parent.name}/{file.stem}")
def test_every_yaml_fits_the_published_schema(file: Path) -> None:
    schema: dict[str, Any] = json.loads((rules_folder() / "schema.json").read_text(encoding="utf-8"))
    jsonschema.validate(yaml.safe_load(file.read_text(encoding="utf-8")), schema)


def test_the_published_schema_is_fresh() -> None:
    assert (rules_folder() / "schema.json").read_text(encoding="utf-8") == schema_text()


def test_the_table_of_rules_is_fresh(book: Catalog) -> None:
    assert (rules_folder() / "README.md").read_text(encoding="utf-8") == index(book)
