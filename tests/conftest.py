"""Fixtures that several folders of tests share."""

from __future__ import annotations

import pytest

from fastapi_lint.catalog.compiled import catalog
from fastapi_lint.catalog.rule import Catalog
from tests.catalog.tree import tree

__all__ = ["book", "tree"]


@pytest.fixture(scope="session")
def book() -> Catalog:
    """The product's own rulebook."""
    return catalog(None)
