"""A finding in the words of its rule."""

from __future__ import annotations

import pytest

from fastapi_lint.api.analysing.wording import diagnostic
from fastapi_lint.catalog.rule import Catalog
from fastapi_lint.model.errors import CatalogError
from fastapi_lint.model.finding import Finding
from fastapi_lint.model.location import Location

PLACE = Location("main.py", 6, 2, 6, 20)


def test_the_values_of_a_finding_fill_the_message_of_its_rule(book: Catalog) -> None:
    found = Finding(PLACE, {"route": "GET /x", "first": "read", "path": "main.py"})
    assert "GET /x" in diagnostic(book.rules["duplicate-route"], PLACE, found).message


def test_a_value_that_the_finding_does_not_give_is_named_with_the_rule(book: Catalog) -> None:
    with pytest.raises(CatalogError) as refused:
        diagnostic(book.rules["duplicate-route"], PLACE, Finding(PLACE, {"first": "read", "path": "main.py"}))
    asked = (
        "rules/routing/duplicate-route.yaml: the message asks for `{route}`; let `check` pass `route=…` to its finding."
    )
    assert refused.value.problems == (asked,)
