"""Reviews of books."""

from collections.abc import Iterator

import pytest
from fastapi.testclient import TestClient

from app.main import app

EMMA = {"title": "Emma", "year": 1815}


@pytest.fixture
def client() -> Iterator[TestClient]:
    with TestClient(app, raise_server_exceptions=False) as made:
        yield made


def test_a_review_is_made_and_listed(client: TestClient) -> None:
    book = client.post("/books", json=EMMA).json()["id"]
    made = client.post(f"/books/{book}/reviews", json={"rating": 5, "text": "Lovely."})
    assert made.status_code == 201
    assert made.json()["rating"] == 5
    assert [r["text"] for r in client.get(f"/books/{book}/reviews").json()] == ["Lovely."]


def test_reviews_of_another_book_are_not_listed(client: TestClient) -> None:
    one, other = (client.post("/books", json=EMMA).json()["id"] for _ in range(2))
    client.post(f"/books/{one}/reviews", json={"rating": 1, "text": "Long."})
    assert client.get(f"/books/{other}/reviews").json() == []


@pytest.mark.parametrize("body", [{"rating": 0, "text": "x"}, {"rating": 6, "text": "x"}, {"rating": 3, "text": "x" * 2001}, {"rating": 3}])
def test_wrong_reviews_are_refused(client: TestClient, body: dict[str, object]) -> None:
    book = client.post("/books", json=EMMA).json()["id"]
    assert client.post(f"/books/{book}/reviews", json=body).status_code == 422


def test_a_missing_book_has_no_reviews(client: TestClient) -> None:
    assert client.get("/books/9999/reviews").status_code == 404
    assert client.post("/books/9999/reviews", json={"rating": 3, "text": "x"}).status_code == 404


def test_both_routes_are_documented_with_their_models(client: TestClient) -> None:
    path = client.get("/openapi.json").json()["paths"]["/books/{book_id}/reviews"]
    assert "404" in path["get"]["responses"]
    assert "404" in path["post"]["responses"]
