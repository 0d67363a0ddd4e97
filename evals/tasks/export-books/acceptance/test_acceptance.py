"""The export."""

import csv
import io
from collections.abc import Iterator

import pytest
from fastapi.testclient import TestClient

from app.main import app

EMMA = {"title": "Emma", "year": 1815}


@pytest.fixture
def client() -> Iterator[TestClient]:
    with TestClient(app, raise_server_exceptions=False) as made:
        yield made


def rows(client: TestClient) -> list[list[str]]:
    answer = client.get("/books/export")
    assert answer.status_code == 200
    assert answer.headers["content-type"].startswith("text/csv")
    return list(csv.reader(io.StringIO(answer.text)))


def test_every_book_is_a_row(client: TestClient) -> None:
    before = len(rows(client))
    made = client.post("/books", json={"title": 'A "quoted", title', "year": 1900}).json()
    found = rows(client)
    assert found[0] == ["id", "title", "year"]
    assert len(found) == before + 1
    assert found[-1] == [str(made["id"]), 'A "quoted", title', "1900"]


def test_single_books_are_still_read(client: TestClient) -> None:
    made = client.post("/books", json=EMMA).json()
    assert client.get(f"/books/{made['id']}").json() == made
    assert client.get("/books/nothing").status_code == 422


def test_the_document_says_what_it_is(client: TestClient) -> None:
    answers = client.get("/openapi.json").json()["paths"]["/books/export"]["get"]["responses"]
    assert "text/csv" in answers["200"]["content"]
