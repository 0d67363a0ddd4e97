"""Generates rules/schema.json, by which editors check the YAML: python -m fastapi_lint.catalog.schema"""

from __future__ import annotations

import json

from pydantic.json_schema import models_json_schema

from fastapi_lint.catalog.folder import rules_folder
from fastapi_lint.catalog.spec import CategorySpec, GuidelineSpec, ProfileSpec, RuleSpec

_FILES = (RuleSpec, CategorySpec, ProfileSpec, GuidelineSpec)


def schema_text() -> str:
    """The JSON Schema of every YAML file of the rulebook."""
    _, definitions = models_json_schema([(model, "validation") for model in _FILES], title="fastapi-lint rulebook")
    schema = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": definitions["title"],
        "anyOf": [{"$ref": f"#/$defs/{model.__name__}"} for model in _FILES],
        "$defs": definitions["$defs"],
    }
    return json.dumps(schema, indent=2) + "\n"


if __name__ == "__main__":
    (rules_folder() / "schema.json").write_text(schema_text(), encoding="utf-8")
