"""What each rule says of each operation: held only where it looked, and never where it could not."""

from __future__ import annotations

import json
from importlib.resources import files
from pathlib import Path
from xml.etree.ElementTree import Element, fromstring

import pytest
from jsonschema import validate

from fastapi_lint.api.request import Checked
from fastapi_lint.model.running import SERVICE, Verdict
from fastapi_lint.reporters import json as as_json
from fastapi_lint.reporters import junit, sarif
from fastapi_lint.reporters.plain import plain
from tests.contract.services import contract, service

CODE = """\
import socket
from fastapi import FastAPI, HTTPException

app = FastAPI()


@app.get("/good")
def read_good() -> int:
    return 1


@app.get("/bad")
def read_bad() -> int:
    return 1 // 0


@app.get("/far")
def read_far() -> int:
    socket.create_connection(("example.com", 80))
    return 1


@app.get("/closed")
def read_closed() -> int:
    raise HTTPException(403)
"""
RULES = ("crashing-operation", "surviving-deletion", "untagged-operation", "wrong-creation-status")


def verdicts(checked: Checked, rule: str) -> dict[str, Verdict]:
    """Operation -> what the rule says of it."""
    assert checked.report.running is not None
    return {row.subject: row.verdicts[rule] for row in checked.report.running.matrix}


def junit_of(checked: Checked) -> Element:
    return fromstring(junit.render(checked.report))  # noqa: S314 - made by ourselves


def test_each_operation_has_one_of_four_verdicts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    checked = contract(service(tmp_path, CODE), monkeypatch, *RULES)
    assert verdicts(checked, "crashing-operation") == {
        "GET /good": Verdict.HELD,
        "GET /bad": Verdict.VIOLATED,
        "GET /far": Verdict.NOT_EVALUATED,
        "GET /closed": Verdict.NOT_EVALUATED,
        SERVICE: Verdict.NOT_APPLICABLE,
    }
    assert verdicts(checked, "surviving-deletion")["GET /good"] is Verdict.NOT_APPLICABLE
    assert verdicts(checked, "untagged-operation")["GET /far"] is Verdict.VIOLATED


def test_without_calls_no_rule_about_behaviour_holds(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    checked = contract(service(tmp_path, CODE), monkeypatch, *RULES, probe=False)
    assert set(verdicts(checked, "crashing-operation").values()) == {Verdict.NOT_EVALUATED}
    assert verdicts(checked, "untagged-operation")["GET /good"] is Verdict.VIOLATED


def test_the_text_is_short_and_names_what_is_violated(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    lines = plain(contract(service(tmp_path, CODE), monkeypatch, "crashing-operation").report).splitlines()
    begin = lines.index("operations x rules") + 1
    assert lines[begin : begin + 4] == [
        "    GET /bad     1 violated (crashing-operation)",
        "    GET /far     1 not evaluated",
        "    GET /closed  1 not evaluated",
        "    the other 2 rows: 1 held, nothing violated",
    ]


def test_junit_has_a_case_for_each_cell_that_applies(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    tree = junit_of(contract(service(tmp_path, CODE), monkeypatch, "crashing-operation"))
    outcomes = {
        suite.get("name"): [child.tag for case in suite for child in case]
        for suite in tree.iter("testsuite")
        if suite.get("name") != "fastapi-lint"
    }
    assert outcomes == {
        "GET /good": [],
        "GET /bad": ["failure"],
        "GET /far": ["skipped"],
        "GET /closed": ["skipped"],
        SERVICE: [],
    }
    assert tree.get("failures") == "1"


def test_junit_counts_what_a_comment_accepts_as_skipped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    reason = "  # fastapi-lint: ignore[crashing-operation] on purpose"
    code = CODE.replace("return 1 // 0", f"return 1 // 0{reason}")
    tree = junit_of(contract(service(tmp_path, code), monkeypatch, "crashing-operation"))
    skipped = [suite.get("skipped") for suite in tree.iter("testsuite")]
    assert (tree.get("failures"), sum(map(int, filter(None, skipped)))) == ("0", 4)


def test_json_and_sarif_hold_how_to_repeat_a_finding(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    report = contract(service(tmp_path, CODE), monkeypatch, "crashing-operation").report
    curl = ["curl -i -X GET http://127.0.0.1:8000/bad"]
    document = json.loads(as_json.render(report))
    validate(document, json.loads(files("fastapi_lint.reporters").joinpath("report.schema.json").read_text("utf-8")))
    assert document["diagnostics"][0]["repeat"] == curl
    assert document["service"]["matrix"]["GET /bad"] == {"crashing-operation": "violated"}
    (result,) = json.loads(sarif.render(report))["runs"][0]["results"]
    place = result["locations"][0]["physicalLocation"]
    assert (place["artifactLocation"]["uri"], place["region"]["startLine"]) == ("main.py", 14)
    assert result["properties"]["repeat"] == curl


def test_a_crash_that_needs_an_entry_is_repeated_with_the_call_that_makes_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    code = """\
from fastapi import FastAPI
from pydantic import BaseModel

app = FastAPI()
notes: list[str] = []


class Note(BaseModel):
    text: str


@app.post("/notes", status_code=201)
def add_note(note: Note) -> Note:
    notes.append(note.text)
    return note


@app.get("/notes/search")
def search_notes(word: str | None = None) -> list[str]:
    return [note for note in notes if word.lower() in note]
"""
    (found,) = contract(service(tmp_path, code), monkeypatch, "crashing-operation").report.diagnostics
    making, asking = found.repeat
    assert making.startswith("curl -i -X POST http://127.0.0.1:8000/notes ")
    assert asking == "curl -i -X GET http://127.0.0.1:8000/notes/search"
    assert f"{making} && {asking}" in found.message


def test_an_operation_that_hangs_is_called_no_more_and_holds_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    head = "import time\nfrom fastapi import FastAPI\napp = FastAPI()\n"
    code = f"{head}@app.get('/slow')\ndef read() -> int:\n    time.sleep(60)\n"
    checked = contract(service(tmp_path, code), monkeypatch, "crashing-operation", "hanging-operation", timeout=0.5)
    assert verdicts(checked, "hanging-operation")["GET /slow"] is Verdict.VIOLATED
    assert verdicts(checked, "crashing-operation")["GET /slow"] is Verdict.NOT_EVALUATED
    assert checked.report.running is not None
    assert checked.report.running.calls < 20
