"""Pages of books."""

from collections.abc import Iterator

import pytest
from fastapi.testclient import TestClient

from app.main import app

EMMA = {"title": "Emma", "year": 1815}


@pytest.fixture
def client() -> Iterator[TestClient]:
    with TestClient(app, raise_server_exceptions=False) as made:
        yield made


@pytest.fixture
def total(client: TestClient) -> int:
    for number in range(30):
        client.post("/books", json={"title": f"Book {number}", "year": 1900})
    return int(client.get("/books").headers["x-total-count"])


def test_a_page_has_twenty_books_by_default(client: TestClient, total: int) -> None:
    assert len(client.get("/books").json()) == 20
    assert total >= 30


def test_pages_follow_one_another(client: TestClient, total: int) -> None:
    ids = [book["id"] for offset in range(0, total, 7) for book in client.get(f"/books?limit=7&offset={offset}").json()]
    assert ids == sorted(set(ids))
    assert len(ids) == total


@pytest.mark.parametrize("query", ["limit=0", "limit=101", "offset=-1", "limit=x"])
def test_wrong_pages_are_refused(client: TestClient, query: str) -> None:
    assert client.get(f"/books?{query}").status_code == 422


def test_a_page_beyond_the_end_is_empty(client: TestClient, total: int) -> None:
    assert client.get(f"/books?offset={total}").json() == []
