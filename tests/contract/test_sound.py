"""Of a document that is not as OpenAPI has it, the rest is judged, and what was left out is named."""

from __future__ import annotations

import math
from pathlib import Path

import pytest

from fastapi_lint.contract.documents.sound import sound
from fastapi_lint.facts.contract.schema import Schema
from tests.contract.services import contract, service

ODD = {
    "paths": {
        "/none": None,
        "/lists": {"get": {"parameters": None, "responses": {"200": []}, "tags": "a"}},
        "/nested": {"post": {"requestBody": {"content": {"application/json": {"schema": {"required": 1}}}}}},
        "/whole": {"get": {"parameters": [{"name": "q", "in": "query"}, "q"], "responses": {"200": {}}}},
    },
    "components": [],
}


def test_what_has_not_its_form_is_left_out_and_named() -> None:
    kept, odd = sound(ODD)
    assert kept == {
        "paths": {
            "/lists": {"get": {"responses": {}}},
            "/nested": {"post": {"requestBody": {"content": {"application/json": {"schema": {}}}}}},
            "/whole": {"get": {"parameters": [{"name": "q", "in": "query"}], "responses": {"200": {}}}},
        }
    }
    assert odd == (
        "/paths/~1none",
        "/paths/~1lists/get/parameters",
        "/paths/~1lists/get/responses/200",
        "/paths/~1lists/get/tags",
        "/paths/~1nested/post/requestBody/content/application~1json/schema/required",
        "/paths/~1whole/get/parameters/1",
        "/components",
    )


def test_a_service_with_such_a_document_is_judged_as_far_as_it_goes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    code = f"from fastapi import FastAPI\napp = FastAPI()\napp.openapi = lambda: {ODD!r}\n"
    checked = contract(service(tmp_path, code), monkeypatch)
    assert checked.exit_code == 0
    assert {"/components", "/paths/~1none"} <= {s.subject for s in checked.report.skipped}


def test_a_limit_that_no_number_has_is_none() -> None:
    schema = Schema({"minimum": math.inf, "maximum": math.nan, "maxLength": 3}, "", {})
    assert [schema.limit(name) for name in ("minimum", "maximum", "maxLength")] == [None, None, 3]
