"""Where no process can be forked, each copy of the service is started anew, and everything else is the same."""

from __future__ import annotations

from pathlib import Path

import pytest

from fastapi_lint.contract import remote as remotes
from tests.contract.services import contract, said, service

CODE = """\
import os, time
from fastapi import FastAPI

app = FastAPI()
kept = []


@app.post("/orders", status_code=201)
def create_order() -> int:
    kept.append(1)
    return len(kept)


@app.get("/shares")
def read_share(parts: int = 0) -> int:
    return 100 // parts


@app.get("/loop")
async def read_loop() -> int:
    while True:
        pass


@app.get("/end")
def end() -> None:
    os._exit(3)
"""


@pytest.fixture(autouse=True)
def _without_fork(monkeypatch: pytest.MonkeyPatch) -> None:
    """What only some platforms have is not there."""

    def missing(*_: object) -> None:
        raise AssertionError("this platform has no such thing")

    monkeypatch.setattr(remotes.Remote, "fork", missing)
    monkeypatch.setattr(remotes, "start", missing)


def test_the_same_is_found_without_fork(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    checked = contract(
        service(tmp_path, CODE), monkeypatch, "crashing-operation", "hanging-operation", timeout=0.6, no_fork=True
    )
    found = [(d.rule, d.location.operation) for d in checked.report.diagnostics]
    assert found == [
        ("crashing-operation", "GET /shares"),
        ("hanging-operation", "GET /loop"),
        ("crashing-operation", "GET /end"),
    ]
    assert checked.report.diagnostics[1].location.line in {20, 21, 22}


def test_a_service_that_does_not_start_is_the_same_finding(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = service(tmp_path, "raise RuntimeError('no settings')\n")
    checked = contract(folder, monkeypatch, app="main:app", no_fork=True)
    assert [d.rule for d in checked.report.diagnostics] == ["unstartable-service"]
    assert "RuntimeError: no settings" in said(checked)[0]


def test_a_run_without_fork_is_the_same_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Identifiers count what a copy has made, so a copy that were not fresh would be asked for others."""
    code = (
        "from fastapi import FastAPI\napp = FastAPI()\nkept = []\n"
        "@app.post('/notes', status_code=201)\ndef create() -> dict[str, int]:\n"
        "    kept.append(1)\n    return {'id': len(kept)}\n"
        "@app.get('/notes/{note_id}')\ndef read(note_id: int) -> int:\n    return kept[note_id - 1]\n"
    )
    folder = service(tmp_path, code)
    monkeypatch.undo()
    forked, spawned = (contract(folder, monkeypatch, no_fork=no_fork).report.running for no_fork in (False, True))
    assert forked is not None
    assert spawned is not None
    assert (forked.run_hash, forked.calls) == (spawned.run_hash, spawned.calls)
