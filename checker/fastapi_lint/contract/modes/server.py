"""A service behind a real server with two workers, and how it ends on SIGTERM while it answers."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress

from fastapi_lint.contract.modes.servers import Server, server_of
from fastapi_lint.contract.modes.untried import NotTried
from fastapi_lint.contract.places import Places
from fastapi_lint.contract.probing.requests import draft
from fastapi_lint.contract.remote import AGENT, Run, descendants, has_died
from fastapi_lint.contract.session import LIMITS, Service
from fastapi_lint.contract.values import NoValue
from fastapi_lint.facts.contract.messages import HttpRequest
from fastapi_lint.facts.contract.modes import ModeRun
from fastapi_lint.facts.contract.openapi import Document

WORKERS = 2
_ENDS_WITHIN = 10.0
_ANY = b"GET /fastapi-lint/no-such-path HTTP/1.1\r\nhost: testserver\r\nconnection: close\r\n\r\n"
_HALFWAY = 0.3
"""Seconds for which a request stands half sent."""


def serve(service: Service, places: Places, document: Document) -> list[ModeRun]:
    """The runs "workers" and "termination"; NotTried when no server is installed beside the service."""
    app = service.launch.app
    with _server(service) as (process, port, server):
        problem = _awaited(process, port, service.launch.boot) or _answered(process.pid, port, service.launch.boot)
        runs = [ModeRun("workers", places.app, app, problem)]
        if not problem:
            if not server.drains:
                raise NotTried(f"{server.module} answers no request that it had only half read at SIGTERM", runs)
            runs.append(ModeRun("termination", places.app, app, _terminated(process, port, document)))
    return runs


@contextmanager
def _server(service: Service) -> Iterator[tuple[subprocess.Popen[bytes], int, Server]]:
    launch = service.launch
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    server = server_of(launch, port, WORKERS)
    settings = {
        "folder": str(service.folder),
        "remote": launch.remote,
        "limits": LIMITS,
        "paths": [str(p) for p in launch.paths],
        "module": server.module,
        "arguments": list(server.arguments),
    }
    token = f"{os.getpid()}-{port}"
    mine = {"FASTAPI_LINT_SERVER": json.dumps(settings), "FASTAPI_LINT_RUN": token}
    process = subprocess.Popen(
        [str(launch.python), "-B", str(AGENT)],
        cwd=service.folder / "work",
        env={**launch.environment, **mine},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        yield process, port, server
    finally:
        Run(process, token).end()
        with suppress(OSError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def _awaited(process: subprocess.Popen[bytes], port: int, seconds: float) -> str:
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        if process.poll() is not None:
            return f"does not come up with {WORKERS} workers: the server ends with {process.returncode}"
        with socket.socket() as knock:
            if knock.connect_ex(("127.0.0.1", port)) == 0:
                return ""
        time.sleep(0.05)
    return f"does not come up with {WORKERS} workers within {seconds:g} s"


def _answered(pid: int, port: int, seconds: float) -> str:
    """The workers begin to answer after the port is there; those that die lie there until the server notices."""
    until = time.monotonic() + seconds
    while time.monotonic() < until and sum(map(has_died, descendants(pid))) < WORKERS:
        with suppress(OSError):
            if _sent(port, _ANY):
                return ""
        time.sleep(0.1)
    return f"comes up with {WORKERS} workers, and none of them answers"


def _sent(port: int, data: bytes) -> bytes:
    with socket.create_connection(("127.0.0.1", port), timeout=1) as sock:
        sock.sendall(data)
        return sock.recv(64)


def _terminated(process: subprocess.Popen[bytes], port: int, document: Document) -> str:
    """What SIGTERM does to a request that is half sent, and to the server."""
    request = next(_with_body(document), None)
    with socket.create_connection(("127.0.0.1", port), timeout=_ENDS_WITHIN) as sock:
        head, body = _wire(request) if request is not None else (b"", b"")
        sock.sendall(head + body[: len(body) // 2])
        time.sleep(_HALFWAY)
        process.send_signal(signal.SIGTERM)
        time.sleep(_HALFWAY)
        cut = request is not None and not _finished(sock, body[len(body) // 2 :])
    try:
        process.wait(_ENDS_WITHIN)
    except subprocess.TimeoutExpired:
        return f"still runs {_ENDS_WITHIN:g} s after SIGTERM"
    return "leaves a request without an answer that it had begun to read when SIGTERM came" if cut else ""


def _with_body(document: Document) -> Iterator[HttpRequest]:
    for operation in document.operations:
        if operation.method in {"POST", "PUT", "PATCH"} and "{" not in operation.path:
            with suppress(NoValue):
                request = draft(operation, {}).request()
                if len(request.body) > 1:
                    yield request


def _wire(request: HttpRequest) -> tuple[bytes, bytes]:
    headers = {"host": "testserver", "content-length": str(len(request.body)), "connection": "close"}
    lines = [f"{request.method} {request.target} HTTP/1.1"]
    lines += [f"{name}: {value}" for name, value in (*request.headers, *headers.items())]
    return "\r\n".join([*lines, "", ""]).encode("latin-1"), request.body


def _finished(sock: socket.socket, rest: bytes) -> bool:
    try:
        sock.sendall(rest)
        return sock.recv(64).startswith(b"HTTP/1.1 ")
    except OSError:
        return False
