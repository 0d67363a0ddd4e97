"""Problem documents."""

from pathlib import Path
from collections.abc import Iterator

import pytest
from fastapi.testclient import TestClient

from app.main import app

EMMA = {"title": "Emma", "year": 1815}


@pytest.fixture
def client() -> Iterator[TestClient]:
    with TestClient(app, raise_server_exceptions=False) as made:
        yield made


def problem(answer: object, status: int) -> dict[str, object]:
    assert getattr(answer, "status_code") == status
    assert getattr(answer, "headers")["content-type"] == "application/problem+json"
    body: dict[str, object] = getattr(answer, "json")()
    assert {"type", "title", "status", "detail"} <= body.keys()
    assert body["status"] == status
    return body


def test_a_missing_book_is_a_problem(client: TestClient) -> None:
    problem(client.get("/books/9999"), 404)


def test_a_title_twice_is_a_problem(client: TestClient) -> None:
    book = {"title": "Only once", "year": 1900}
    assert client.post("/books", json=book).status_code == 201
    assert problem(client.post("/books", json=book), 409)["title"]


def test_the_store_knows_no_http() -> None:
    text = (Path(__file__).resolve().parents[1] / "app/store.py").read_text("utf-8")
    assert "fastapi" not in text
    assert "starlette" not in text


def test_the_errors_are_the_stores_own(client: TestClient) -> None:
    from app import store

    with pytest.raises(Exception, match="") as caught:
        store.shelf.get(9999)
    assert type(caught.value).__name__ == "BookNotFoundError"
