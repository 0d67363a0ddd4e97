"""A service that runs already is judged by the same rules, as far as HTTP shows what they need."""

from __future__ import annotations

import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from fastapi_lint.model.errors import TargetError, UsageError
from fastapi_lint.model.running import Verdict
from tests.contract.services import contract, said, service

CODE = """\
import logging
from fastapi import FastAPI

app = FastAPI()


@app.get("/shares")
def read_share(parts: int = 0) -> int:
    logging.getLogger("app").warning("a share")
    return 100 // parts


@app.get("/slow")
async def read_slow() -> int:
    import asyncio
    await asyncio.Event().wait()
    return 1


@app.get("/shares/mine", tags=["shares"])
def read_mine() -> int:
    return 1
"""
RULES = ("crashing-operation", "hanging-operation", "untagged-operation", "log-without-correlation-id")


@contextmanager
def running(folder: Path) -> Iterator[str]:
    """The service behind a free port of this machine."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "uvicorn", "main:app", "--port", str(port), "--log-level", "critical"]
    process = subprocess.Popen(command, cwd=folder, stdin=subprocess.DEVNULL)
    try:
        for _ in range(300):
            with socket.socket() as knock:
                if knock.connect_ex(("127.0.0.1", port)) == 0:
                    break
            time.sleep(0.1)
        yield f"http://127.0.0.1:{port}"
    finally:
        process.kill()
        process.wait()


def test_a_running_service_is_judged_at_the_lines_of_its_handlers(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = service(tmp_path, CODE)
    with running(folder) as url:
        checked = contract(folder, monkeypatch, *RULES, url=url)
    found = [(d.location.line, d.rule, d.location.operation) for d in checked.report.diagnostics]
    assert found == [
        (7, "crashing-operation", "GET /shares"),
        (7, "untagged-operation", "GET /shares"),
        (13, "hanging-operation", "GET /slow"),
        (13, "untagged-operation", "GET /slow"),
    ]
    assert f"curl -i -X GET {url}/shares" in said(checked)[0]


def test_what_only_the_process_itself_shows_is_not_evaluated(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = service(tmp_path, CODE)
    with running(folder) as url:
        checked = contract(folder, monkeypatch, "log-without-correlation-id", "shadowed-operation", url=url)
    assert [s.subject for s in checked.report.skipped] == [
        "log-without-correlation-id",
        "mounted apps",
        "shadowed-operation",
    ]
    assert checked.report.running is not None
    verdicts = {v for row in checked.report.running.matrix for v in row.verdicts.values()}
    assert verdicts == {Verdict.NOT_EVALUATED}


def test_the_document_may_be_elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = service(tmp_path, CODE.replace("FastAPI()", "FastAPI(openapi_url='/api/v1/spec.json')"))
    with running(folder) as url:
        with pytest.raises(TargetError, match="is no OpenAPI document in JSON; pass its whole address"):
            contract(folder, monkeypatch, "untagged-operation", url=url)
        checked = contract(folder, monkeypatch, "untagged-operation", url=f"{url}/api/v1/spec.json")
    assert [d.location.operation for d in checked.report.diagnostics] == ["GET /shares", "GET /slow"]


WRONG = {
    "another machine": ("http://shop.example.com", "`shop.example.com` is another machine, and probes write"),
    "no address": ("shop", "`shop` is no address; pass one such as"),
    "no port": ("http://127.0.0.1:x", "is no address"),
    "another protocol": ("ftp://127.0.0.1", "is no address"),
}


@pytest.mark.parametrize(("url", "message"), WRONG.values(), ids=WRONG)
def test_an_address_that_cannot_be_called_is_a_usage_error(
    url: str, message: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(UsageError, match=message):
        contract(service(tmp_path, CODE), monkeypatch, url=url)


def test_nothing_that_answers_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    with pytest.raises(TargetError, match=f"nothing answers at http://127.0.0.1:{port}; start the service first"):
        contract(service(tmp_path, CODE), monkeypatch, url=f"http://127.0.0.1:{port}")
