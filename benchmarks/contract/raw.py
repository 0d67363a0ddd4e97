"""Calls the measured service without anything between; prints the CPU seconds of all rounds to a file descriptor."""

from __future__ import annotations

import asyncio
import os
import sys
import time
from pathlib import Path
from typing import Any

sys.path[:0] = [sys.argv[1], str(Path(__file__).resolve().parents[2])]

from benchmarks.contract.service import CALLS  # noqa: E402


async def call(app: Any, method: str, target: str, headers: list[list[str]], body: bytes) -> None:
    """One call as a server makes it."""
    path, _, query = target.partition("?")
    scope = {
        "type": "http",
        "asgi": {"version": "3.0"},
        "http_version": "1.1",
        "method": method,
        "scheme": "http",
        "path": path,
        "raw_path": path.encode(),
        "query_string": query.encode(),
        "root_path": "",
        "headers": [(k.encode(), v.encode()) for k, v in headers],
        "client": ("127.0.0.1", 1),
        "server": ("testserver", 80),
    }
    done = asyncio.Event()
    inbox = [{"type": "http.request", "body": body, "more_body": False}]

    async def receive() -> dict[str, Any]:
        if inbox:
            return inbox.pop()
        await done.wait()
        return {"type": "http.disconnect"}

    async def send(message: dict[str, Any]) -> None:
        if message["type"] == "http.response.body" and not message.get("more_body"):
            done.set()

    await app(scope, receive, send)


async def rounds(app: Any, count: int) -> float:
    """CPU seconds of that many rounds, after one to warm up."""
    for one in CALLS:
        await call(app, *one)
    started = time.process_time()
    for _ in range(count):
        for one in CALLS:
            await call(app, *one)
    return time.process_time() - started


if __name__ == "__main__":
    from main import app  # type: ignore[import-not-found]

    os.write(9, str(asyncio.run(rounds(app, int(sys.argv[2])))).encode())
