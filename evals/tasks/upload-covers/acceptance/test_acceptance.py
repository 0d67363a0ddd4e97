"""Covers."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

PNG = b"\x89PNG\r\n\x1a\n" + b"0" * 100
JPEG = b"\xff\xd8\xff\xe0" + b"0" * 100


@pytest.fixture
def covers(tmp_path: Path) -> Path:
    folder = tmp_path / "deep" / "covers"
    folder.mkdir(parents=True)
    return folder


@pytest.fixture
def client(monkeypatch: pytest.MonkeyPatch, covers: Path) -> Iterator[TestClient]:
    monkeypatch.setenv("SHELF_COVERS", str(covers))
    from app.main import app

    with TestClient(app, raise_server_exceptions=False) as made:
        yield made


@pytest.fixture
def book(client: TestClient) -> int:
    return int(client.post("/books", json={"title": "Emma", "year": 1815}).json()["id"])


def put(client: TestClient, book: int, data: bytes, name: str = "a.png") -> int:
    return client.put(f"/books/{book}/cover", files={"image": (name, data, "image/png")}).status_code


@pytest.mark.parametrize(("data", "media"), [(PNG, "image/png"), (JPEG, "image/jpeg")])
def test_a_cover_comes_back_as_it_was(client: TestClient, book: int, data: bytes, media: str) -> None:
    assert put(client, book, data) == 204
    answer = client.get(f"/books/{book}/cover")
    assert (answer.content, answer.headers["content-type"]) == (data, media)


def test_large_files_and_other_types_are_refused(client: TestClient, book: int) -> None:
    assert put(client, book, PNG + b"0" * 1_000_001) == 413
    assert put(client, book, b"GIF89a" + b"0" * 100) == 415
    assert client.get(f"/books/{book}/cover").status_code == 404


def test_the_name_of_the_client_decides_nothing(client: TestClient, book: int, covers: Path) -> None:
    assert put(client, book, PNG, "../../escaped.png") == 204
    assert [p for p in covers.parent.parent.rglob("*") if p.is_file() and not p.is_relative_to(covers)] == []


def test_a_missing_book_is_404(client: TestClient) -> None:
    assert put(client, 9999, PNG) == 404
    assert client.get("/books/9999/cover").status_code == 404
