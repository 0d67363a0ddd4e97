"""Fixtures that several folders of tests share."""

from __future__ import annotations

import pytest
from hypothesis import settings

from fastapi_lint.catalog.compiled import catalog
from fastapi_lint.catalog.rule import Catalog
from tests.catalog.tree import tree

settings.register_profile("patient", deadline=None)  # how long a machine takes says nothing about the product
settings.load_profile("patient")

__all__ = ["book", "tree"]


@pytest.fixture(scope="session")
def book() -> Catalog:
    """The product's own rulebook."""
    return catalog(None)
