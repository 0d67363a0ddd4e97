"""The server as a process: what it does with messages that make no sense, and how it ends."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.api.language_server.shop import BLOCKING, shop

__all__ = ["shop"]


class Wire:
    """Bytes to and from the server; everything on its standard output has to be a message."""

    def __init__(self, folder: Path) -> None:
        command = [sys.executable, "-m", "fastapi_lint", "server", "--stdio"]
        pipe = subprocess.PIPE
        self.process = subprocess.Popen(command, cwd=folder, stdin=pipe, stdout=pipe, stderr=subprocess.DEVNULL)
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self._to, self._from = self.process.stdin, self.process.stdout

    def raw(self, body: bytes) -> None:
        """Sends anything at all with the right length."""
        self._to.write(b"Content-Length: %d\r\n\r\n" % len(body) + body)
        self._to.flush()

    def send(self, method: str, params: object, number: int | None = None) -> None:
        """Sends a notification, or a request with a number."""
        message = {"jsonrpc": "2.0", "method": method, "params": params}
        self.raw(json.dumps(message if number is None else {**message, "id": number}).encode())

    def messages(self) -> Iterator[dict[str, Any]]:
        """Every message until the output ends."""
        while head := self._from.readline():
            assert head.startswith(b"Content-"), head
            length = int(head.partition(b":")[2]) if head.startswith(b"Content-Length") else 0
            while (line := self._from.readline()) != b"\r\n":
                assert line.startswith(b"Content-"), line
            yield json.loads(self._from.read(length))

    def answer(self, number: int) -> dict[str, Any]:
        """The answer to a request."""
        return next(m for m in self.messages() if m.get("id") == number and "method" not in m)

    def initialize(self, folder: Path) -> None:
        """Introduces a client that can do nothing special."""
        root = [{"uri": folder.as_uri(), "name": "shop"}]
        self.send("initialize", {"processId": None, "capabilities": {}, "workspaceFolders": root}, 1)
        assert self.answer(1)["result"]["serverInfo"]["name"] == "fastapi-lint"
        self.send("initialized", {})

    def end(self) -> int:
        """Closes the pipes; returns the exit code."""
        self._to.close()
        assert list(self.messages()) is not None
        self._from.close()
        return self.process.wait(60)


@pytest.fixture
def wire(shop: Path) -> Iterator[Wire]:
    made = Wire(shop)
    yield made
    made.process.kill()
    made.process.wait()
    for stream in (made.process.stdin, made.process.stdout):
        if stream is not None and not stream.closed:
            stream.close()


def test_nonsense_is_survived_and_no_request_is_left_without_an_answer(wire: Wire, shop: Path) -> None:
    wire.send("textDocument/hover", {}, 90)
    assert "error" in wire.answer(90)
    wire.initialize(shop)
    for body in (b"{", b"[]", b"7", b'{"jsonrpc": "2.0"}', b'{"jsonrpc": "1.0", "method": "x"}', b"\xff\xfe"):
        wire.raw(body)
    wire.send("no/such/notification", {})
    wire.send(
        "textDocument/didChange", {"textDocument": {"uri": "file:///nowhere.py", "version": 3}, "contentChanges": []}
    )
    wire.send("textDocument/didOpen", {"textDocument": {"uri": 7}})
    wire.send("$/cancelRequest", {"id": 4711})
    wire.send("no/such/request", {}, 91)
    assert wire.answer(91)["error"]["code"] == -32601
    wire.send("textDocument/hover", {"textDocument": 3}, 92)
    assert wire.answer(92)["error"]["code"] == -32602
    wire.send("codeAction/resolve", {"title": "x", "data": {"uri": "file:///nowhere.py"}}, 93)
    assert wire.answer(93)["result"]["title"] == "x"
    uri = (shop / "app/routes.py").as_uri()
    texts = {"syntax-error": BLOCKING + 'LONE = "\ud800"\n', "blocking-sleep": BLOCKING}
    for version, (rule, text) in enumerate(texts.items()):
        document = {"uri": uri, "languageId": "python", "version": version, "text": text}
        wire.send("textDocument/didOpen", {"textDocument": document})
        heard = (m["params"] for m in wire.messages() if m.get("method") == "textDocument/publishDiagnostics")
        assert next([d["code"] for d in p["diagnostics"]] for p in heard if p["version"] == version) == [rule]


def test_a_client_that_says_goodbye_ends_it_well(wire: Wire, shop: Path) -> None:
    wire.initialize(shop)
    wire.send("shutdown", None, 2)
    assert wire.answer(2)["result"] is None
    wire.send("exit", None)
    assert wire.end() == 0


@pytest.mark.parametrize("says_exit", [True, False])
def test_a_client_that_just_goes_is_a_failure(wire: Wire, shop: Path, *, says_exit: bool) -> None:
    wire.initialize(shop)
    if says_exit:
        wire.send("exit", None)
    assert wire.end() == 1
