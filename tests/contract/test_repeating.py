"""Two runs with one seed are the same run, and the call behind a finding can be made again by itself."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest

from fastapi_lint.api.contract import ContractRequest, check_contract
from fastapi_lint.api.replaying import Replayed, replay
from fastapi_lint.api.request import Checked, Request
from fastapi_lint.model.errors import TargetError, UsageError
from fastapi_lint.reporters.json import render
from fastapi_lint.reporters.plain import plain
from tests.contract.services import contract, service

CODE = """\
import random, secrets, uuid
from fastapi import FastAPI, HTTPException
from pydantic import BaseModel

app = FastAPI()
kept = {}


class New(BaseModel):
    name: str


@app.post("/orders", status_code=201)
def create_order(new: New) -> dict[str, str]:
    made = f"{uuid.uuid4()}-{secrets.token_hex(4)}-{random.random()}"
    kept[made] = new
    return {"id": made, "name": new.name}


@app.get("/orders/{order_id}")
def read_order(order_id: str, parts: int = 1) -> dict[str, float]:
    if order_id not in kept:
        raise HTTPException(404)
    return {"share": 100 / parts}
"""
RULE = "server-error-on-malformed-input"


def kept_run(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Checked:
    """A run that leaves its calls in the cache of the folder."""
    monkeypatch.chdir(folder)
    return check_contract(ContractRequest(python=Path(sys.executable), common=Request(select=(RULE,))))


def replayed(name: str) -> Replayed:
    return replay(ContractRequest(python=Path(sys.executable)), name)


def run_hash(checked: Checked) -> str:
    assert checked.report.running is not None
    return checked.report.running.run_hash


def test_two_runs_with_one_seed_are_the_same_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = service(tmp_path, CODE)
    first, second, other = (contract(folder, monkeypatch, seed=seed) for seed in (7, 7, 8))
    assert run_hash(first) == run_hash(second)
    assert first.report.diagnostics == second.report.diagnostics != ()
    assert run_hash(other) != run_hash(first)


def test_without_a_seed_chance_is_left_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = service(tmp_path, CODE)
    assert run_hash(contract(folder, monkeypatch)) != run_hash(contract(folder, monkeypatch))


def test_the_run_hash_and_the_seed_are_printed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    checked = contract(service(tmp_path, CODE), monkeypatch, seed=7)
    assert f"run {run_hash(checked)}, seed 7" in plain(checked.report)
    told = json.loads(render(checked.report))["service"]
    assert (told["run_hash"], told["seed"]) == (run_hash(checked), 7)


def test_the_call_of_a_finding_is_made_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    checked = kept_run(service(tmp_path, CODE), monkeypatch)
    (found,) = checked.report.diagnostics
    again = replayed(found.fingerprint)
    assert again.exit_code == 1
    assert "parts=0" in again.text.partition("answer")[0]
    assert "raised ZeroDivisionError: division by zero at main.py:24" in again.text
    assert f"violated: {RULE}" in again.text
    assert replayed(RULE).exit_code == replayed(found.fingerprint[:8]).exit_code == 1


def test_a_call_that_is_answered_well_by_now_holds(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = service(tmp_path, CODE)
    kept_run(folder, monkeypatch)
    service(folder, CODE.replace("100 / parts", "100 / (parts or 1)"))
    again = replayed(RULE)
    assert (again.exit_code, "held: the rule has no objection" in again.text) == (0, True)


def test_a_call_that_nothing_leads_to_any_more_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = service(tmp_path, CODE)
    kept_run(folder, monkeypatch)
    service(folder, CODE.replace("/orders/{order_id}", "/others/{order_id}"))
    with pytest.raises(TargetError, match="could not be made again"):
        replayed(RULE)


def test_what_cannot_be_repeated_is_a_usage_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = service(tmp_path, CODE)
    monkeypatch.chdir(folder)
    with pytest.raises(UsageError, match="run `fastapi-lint contract` first"):
        replayed(RULE)
    kept_run(folder, monkeypatch)
    with pytest.raises(UsageError, match=f"did you mean `{RULE}`"):
        replayed("server-eror-on-malformed-input")


def test_errors_in_the_document_come_with_a_line_that_shows_them(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    code = """\
from fastapi import FastAPI

app = FastAPI()


@app.get("/orders/{order_id}")
def read_order(order_id: str) -> str:
    return order_id


@app.get("/orders/mine", operation_id="mine")
def read_mine() -> str:
    return ""


@app.get("/mine", operation_id="mine")
def read_all() -> str:
    return ""
"""
    rules = ("shadowed-operation", "invalid-openapi-document")
    served = contract(service(tmp_path, code), monkeypatch, *rules).report.diagnostics
    pointers = '\'.["paths"]["/mine"]["get"], .["paths"]["/orders/mine"]["get"]\''
    assert {(d.rule, *d.repeat) for d in served} == {
        ("shadowed-operation", "curl -s -X GET http://127.0.0.1:8000/orders/mine"),
        ("invalid-openapi-document", f"curl -s http://127.0.0.1:8000/openapi.json | jq {pointers}"),
    }
    hidden = service(tmp_path, code.replace("FastAPI()", "FastAPI(openapi_url=None)"))
    (found,) = contract(hidden, monkeypatch, rules[1]).report.diagnostics
    saving = "fastapi-lint contract --no-probes --save openapi.json"
    assert found.repeat == (saving, f"jq {pointers} openapi.json")


def test_a_group_that_another_one_stands_in_the_way_of_is_asked_in_a_copy_of_its_own(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    code = """\
from fastapi import FastAPI, HTTPException

app = FastAPI()
signed_in = True


@app.delete("/account", status_code=204)
def delete_account() -> None:
    global signed_in
    signed_in = False


@app.get("/shares")
def read_shares(parts: int) -> float:
    if not signed_in:
        raise HTTPException(401)
    return 1 / parts
"""
    checked = contract(service(tmp_path, code), monkeypatch, RULE)
    assert [d.location.operation for d in checked.report.diagnostics] == ["GET /shares"]
