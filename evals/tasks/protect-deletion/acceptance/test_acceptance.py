"""Deletion by administrators."""

import time
from collections.abc import Iterator

import jwt
import pytest
from fastapi.testclient import TestClient

KEY = "a signing key of more than thirty-two bytes"


@pytest.fixture
def client(monkeypatch: pytest.MonkeyPatch) -> Iterator[TestClient]:
    monkeypatch.setenv("SHELF_SIGNING_KEY", KEY)
    from app.main import app

    with TestClient(app, raise_server_exceptions=False) as made:
        yield made


@pytest.fixture
def book(client: TestClient) -> int:
    return int(client.post("/books", json={"title": "Emma", "year": 1815}).json()["id"])


def bearer(role: str = "admin", key: str = KEY, lives: int = 60) -> dict[str, str]:
    token = jwt.encode({"sub": "ada", "role": role, "exp": int(time.time()) + lives}, key, algorithm="HS256")
    return {"Authorization": f"Bearer {token}"}


def test_an_administrator_removes_a_book(client: TestClient, book: int) -> None:
    assert client.delete(f"/books/{book}", headers=bearer()).status_code == 204
    assert client.get(f"/books/{book}").status_code == 404
    assert client.delete(f"/books/{book}", headers=bearer()).status_code == 404


@pytest.mark.parametrize("headers", [{}, bearer(key="x" * 40), bearer(lives=-60), {"Authorization": "Bearer junk"}, {"Authorization": "Basic YQ=="}])
def test_others_are_unknown(client: TestClient, book: int, headers: dict[str, str]) -> None:
    assert client.delete(f"/books/{book}", headers=headers).status_code == 401
    assert client.get(f"/books/{book}").status_code == 200


def test_an_unsigned_token_is_worth_nothing(client: TestClient, book: int) -> None:
    token = jwt.encode({"role": "admin", "exp": int(time.time()) + 60}, "", algorithm="none")
    assert client.delete(f"/books/{book}", headers={"Authorization": f"Bearer {token}"}).status_code == 401


def test_another_role_is_forbidden(client: TestClient, book: int) -> None:
    assert client.delete(f"/books/{book}", headers=bearer(role="reader")).status_code == 403


def test_a_removed_number_is_not_given_again(client: TestClient, book: int) -> None:
    client.delete(f"/books/{book}", headers=bearer())
    other = client.post("/books", json={"title": "Persuasion", "year": 1817}).json()["id"]
    assert other != book


def test_the_document_says_that_it_is_protected(client: TestClient) -> None:
    operation = client.get("/openapi.json").json()["paths"]["/books/{book_id}"]["delete"]
    assert operation["security"]
    assert {"401", "403", "404"} <= operation["responses"].keys()
