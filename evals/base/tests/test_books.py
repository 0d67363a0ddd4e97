"""The routes of books."""

from fastapi.testclient import TestClient

from app.main import app


def test_a_new_book_can_be_read() -> None:
    with TestClient(app) as client:
        made = client.post("/books", json={"title": "Emma", "year": 1815})
        assert made.status_code == 201
        assert client.get(f"/books/{made.json()['id']}").json()["title"] == "Emma"
