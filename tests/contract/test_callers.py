"""Who calls the service: four ways to show oneself, a second caller, and no value of theirs in any output."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from fastapi_lint.api.contract import ContractRequest, check_contract
from fastapi_lint.api.request import Checked, Request
from fastapi_lint.catalog.compiled import catalog
from fastapi_lint.reporters import json, junit, sarif
from fastapi_lint.reporters.plain import plain
from tests.contract.services import MANIFEST, contract, service

HEAD = """\
import secrets
from fastapi import Cookie, Depends, FastAPI, Form, Header, HTTPException
from typing import Annotated

app = FastAPI()
"""
FAILS = "    return 1 // 0\n"
WAYS = {
    "a bearer token": (
        'bearer-env = "ONE"',
        (
            "@app.get('/a')\ndef read(authorization: str = Header()):\n"
            "    if authorization != 'Bearer s3cr3t-one':\n        raise HTTPException(401)\n"
        ),
    ),
    "a header of its own": (
        'header = "X-Api-Key"\nvalue-env = "ONE"',
        (
            "@app.get('/a')\ndef read(x_api_key: str = Header()):\n"
            "    if x_api_key != 's3cr3t-one':\n        raise HTTPException(401)\n"
        ),
    ),
    "a cookie": (
        'cookie = "sid"\nvalue-env = "ONE"',
        (
            "@app.get('/a')\ndef read(sid: str = Cookie()):\n"
            "    if sid != 's3cr3t-one':\n        raise HTTPException(401)\n"
        ),
    ),
    "a login": (
        'token-url = "/token"\nusername-env = "USER_NAME"\npassword-env = "ONE"',
        (
            "given = set()\n@app.post('/token', include_in_schema=False)\n"
            "def login(username: Annotated[str, Form()], password: Annotated[str, Form()]):\n"
            "    if (username, password) != ('ann', 's3cr3t-one'):\n        raise HTTPException(401)\n"
            "    given.add(made := 's3cr3t-' + secrets.token_hex(8))\n    return {'access_token': made}\n"
            "@app.get('/a')\ndef read(authorization: str = Header()):\n"
            "    if authorization.removeprefix('Bearer ') not in given:\n        raise HTTPException(401)\n"
        ),
    ),
}


@pytest.fixture(autouse=True)
def _secrets(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in {"ONE": "s3cr3t-one", "TWO": "s3cr3t-two", "USER_NAME": "ann"}.items():
        monkeypatch.setenv(name, value)


def with_auth(folder: Path, code: str, auth: str) -> Path:
    manifest = f"{MANIFEST}[tool.fastapi-lint.contract.auth]\n{auth}\n"
    return service(folder, code, **{"pyproject.toml": manifest})


def shown(checked: Checked) -> str:
    """Everything that any reporter says."""
    return "".join([plain(checked.report), *(module.render(checked.report) for module in (json, junit, sarif))])


@pytest.mark.parametrize(("auth", "code"), WAYS.values(), ids=WAYS)
def test_a_caller_is_let_in_and_its_secret_is_not_shown(
    auth: str, code: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = with_auth(tmp_path, f"{HEAD}{code}{FAILS}", auth)
    checked = contract(folder, monkeypatch, "crashing-operation", "hanging-operation")
    assert [d.location.operation for d in checked.report.diagnostics] == ["GET /a"]
    assert "curl" in shown(checked)
    assert "s3cr3t" not in shown(checked)


def test_a_secret_that_the_service_itself_repeats_is_masked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    code = f"{HEAD}@app.get('/a')\ndef read(authorization: str = Header()):\n    raise ValueError(authorization)\n"
    checked = contract(with_auth(tmp_path, code, 'bearer-env = "ONE"'), monkeypatch, "crashing-operation")
    (found,) = checked.report.diagnostics
    assert "ValueError: ***" in found.message
    assert "s3cr3t" not in shown(checked)


def test_a_secret_too_short_to_be_looked_for_is_masked_in_its_header(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ONE", "q7")
    code = f"{HEAD}@app.get('/a')\ndef read(x_pass: str = Header()):\n    return 1 // 0\n"
    folder = with_auth(tmp_path, code, 'header = "X-Pass"\nvalue-env = "ONE"')
    checked = contract(folder, monkeypatch, "crashing-operation")
    assert "curl" in shown(checked)
    assert "q7" not in "".join(line for d in checked.report.diagnostics for line in (d.message, *d.repeat))


def test_a_login_that_is_refused_is_said_and_nothing_is_taken_for_judged(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ONE", "s3cr3t-wrong")
    auth, code = WAYS["a login"]
    checked = contract(with_auth(tmp_path, f"{HEAD}{code}{FAILS}", auth), monkeypatch, "crashing-operation")
    assert checked.exit_code == 4
    assert [(s.subject, s.reason) for s in checked.report.skipped] == [
        ("authentication", "the login at `/token` answered 401 and no `access_token`")
    ]


def test_a_token_that_holds_the_time_makes_no_other_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    code = (
        f"{HEAD}import time\nfrom fastapi.security import OAuth2PasswordBearer\ngiven = set()\n"
        "@app.post('/token', include_in_schema=False)\ndef login(username: Annotated[str, Form()]):\n"
        "    given.add(made := f's3cr3t-{time.time_ns()}')\n    return {'access_token': made}\n"
        "@app.get('/a')\ndef read(token: Annotated[str, Depends(OAuth2PasswordBearer('token'))]) -> int:\n"
        "    if token not in given:\n        raise HTTPException(401)\n    return 1\n"
    )
    folder = with_auth(tmp_path, code, WAYS["a login"][0])
    first, second = (contract(folder, monkeypatch, seed=7) for _ in range(2))
    assert first.report.running is not None
    assert second.report.running is not None
    assert first.report.running.run_hash == second.report.running.run_hash


OWNED = """\
kept = {}
def user(authorization: str = Header()):
    if not authorization.startswith("Bearer s3cr3t-"):
        raise HTTPException(401)
    return authorization
User = Annotated[str, Depends(user)]
@app.post("/notes", status_code=201)
def create(who: User) -> dict[str, int]:
    kept[1] = who
    return {"id": 1}
@app.get("/notes/{note_id}")
def read(note_id: int, who: User) -> dict[str, int]:
    if note_id not in kept:
        raise HTTPException(404)
    return {"id": 1}
@app.delete("/notes/{note_id}", status_code=204)
def delete(note_id: int, who: User) -> None:
    if kept.get(note_id) != who:
        raise HTTPException(404)
"""


def test_what_a_second_caller_reaches_of_the_first_is_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = with_auth(tmp_path, HEAD + OWNED, 'bearer-env = "ONE"\nsecond = {bearer-env = "TWO"}')
    checked = contract(folder, monkeypatch, "served-foreign-object")
    assert [d.location.operation for d in checked.report.diagnostics] == ["GET /notes/{note_id}"]
    assert "s3cr3t" not in shown(checked)


def test_a_service_that_refuses_most_calls_is_judged_when_that_is_asked_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = service(tmp_path, HEAD + OWNED)
    assert contract(folder, monkeypatch, "crashing-operation").exit_code == 4
    monkeypatch.chdir(folder)
    asked = ContractRequest(
        python=Path(sys.executable), anonymous=True, common=Request(select=("crashing-operation",), no_cache=True)
    )
    assert check_contract(asked, catalog(None)).exit_code == 0
