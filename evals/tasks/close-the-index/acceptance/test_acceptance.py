"""The life of the index."""

import warnings

import pytest
from fastapi.testclient import TestClient

from app.index import SearchIndex


def test_the_index_lives_as_long_as_the_service() -> None:
    from app.main import app

    before = SearchIndex.opened, SearchIndex.closed
    with TestClient(app) as client:
        assert client.get("/health").json() == {"status": "ok"}
        assert SearchIndex.opened == before[0] + 1
    assert SearchIndex.closed == before[1] + 1


def test_it_is_closed_after_an_error_too() -> None:
    from app.main import app

    before = SearchIndex.closed
    with pytest.raises(RuntimeError), TestClient(app):
        raise RuntimeError
    assert SearchIndex.closed == before + 1


def test_nothing_deprecated_is_used() -> None:
    import importlib

    import app.main

    with warnings.catch_warnings():
        warnings.simplefilter("error", DeprecationWarning)
        importlib.reload(app.main)
    assert app.main.app.router.on_startup == [] if hasattr(app.main.app.router, "on_startup") else True
