"""Prices from another server."""

import json
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from fastapi.testclient import TestClient


class Prices(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    answer = b'{"cents": 1250}'
    status = 200
    silence = 0.0
    peers: set[tuple[str, int]] = set()

    def do_GET(self) -> None:
        Prices.peers.add(self.client_address)
        time.sleep(Prices.silence)
        self.send_response(Prices.status)
        self.send_header("content-length", str(len(Prices.answer)))
        self.end_headers()
        self.wfile.write(Prices.answer)

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def client(monkeypatch: pytest.MonkeyPatch) -> Iterator[TestClient]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Prices)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, daemon=True).start()
    Prices.answer, Prices.status, Prices.silence, Prices.peers = b'{"cents": 1250}', 200, 0.0, set()
    monkeypatch.setenv("SHELF_PRICES_URL", f"http://127.0.0.1:{server.server_port}")
    from app.main import app

    with TestClient(app, raise_server_exceptions=False) as made:
        yield made
    server.shutdown()


@pytest.fixture
def book(client: TestClient) -> int:
    return int(client.post("/books", json={"title": "Emma", "year": 1815}).json()["id"])


def test_the_price_comes_from_the_other_server(client: TestClient, book: int) -> None:
    assert client.get(f"/books/{book}/price").json() == {"price": "12.50"}
    Prices.answer = b'{"cents": 5}'
    assert client.get(f"/books/{book}/price").json() == {"price": "0.05"}


def test_a_missing_book_has_no_price(client: TestClient) -> None:
    assert client.get("/books/9999/price").status_code == 404


@pytest.mark.parametrize(("answer", "status"), [(b"nonsense", 200), (b"{}", 200), (b"{}", 500)])
def test_a_failing_server_is_502(client: TestClient, book: int, answer: bytes, status: int) -> None:
    Prices.answer, Prices.status = answer, status
    assert client.get(f"/books/{book}/price").status_code == 502


def test_a_silent_server_is_502(client: TestClient, book: int) -> None:
    Prices.silence = 4.0
    assert client.get(f"/books/{book}/price").status_code == 502


def test_connections_are_reused(client: TestClient, book: int) -> None:
    for _ in range(4):
        client.get(f"/books/{book}/price")
    assert len(Prices.peers) == 1
