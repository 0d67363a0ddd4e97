"""Fixtures that several folders of tests share."""

from __future__ import annotations

import os

import pytest
from hypothesis import settings

from fastapi_lint.catalog.compiled import catalog
from fastapi_lint.catalog.rule import Catalog
from fastapi_lint.engine.replay import AGENT_VARIABLES
from tests.catalog.tree import tree
from tests.site.building import Site, built

settings.register_profile("patient", deadline=None)  # how long a machine takes says nothing about the product
settings.load_profile("patient")

for name in AGENT_VARIABLES:  # whoever runs the tests: a coding agent gets another format by default
    os.environ.pop(name, None)

__all__ = ["book", "tree"]


@pytest.fixture(scope="session")
def book() -> Catalog:
    """The product's own rulebook."""
    return catalog(None)


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """The site of docs/; the processes of one run share it."""
    own = tmp_path_factory.getbasetemp()
    return built((own.parent if "PYTEST_XDIST_WORKER" in os.environ else own) / "site")
