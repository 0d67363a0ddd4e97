"""SARIF is valid by its official schema and by what code scanning demands beyond it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any
from urllib.parse import unquote_to_bytes

import pytest
from jsonschema import Draft202012Validator
from msgspec.structs import replace

from fastapi_lint.model.diagnostic import Severity
from fastapi_lint.model.location import Location
from fastapi_lint.model.report import Report
from fastapi_lint.model.running import Running
from fastapi_lint.reporters import sarif
from tests.reporters.samples import CRASH, EDIT, FINDING, SAFE_FIX, SKIPPED, WORDS, findings, hostile, report

VALIDATOR = Draft202012Validator(json.loads((Path(__file__).parent / "sarif-2.1.0.schema.json").read_text("utf-8-sig")))


def _run(shown: Report, **edits: Any) -> Any:
    return json.loads(sarif.render(shown, **edits))["runs"][0]


def _result(location: Location) -> Any:
    return _run(report(replace(FINDING, location=location)))["results"][0]


def _uri(path: str) -> str:
    return str(_result(Location(path, 1))["locations"][0]["physicalLocation"]["artifactLocation"]["uri"])


_EVERY_KIND = pytest.mark.parametrize(
    "shown",
    [
        report(),
        report(*findings(*Severity), replace(FINDING, fix=SAFE_FIX, fingerprint="")),
        report(replace(FINDING, location=Location("")), explanations={}),
        report(skipped=(SKIPPED,), crashes=(CRASH,)),
        report(files=0),
        hostile(),
    ],
    ids=["clean", "findings", "nowhere", "gaps", "nothing", "hostile"],
)


@_EVERY_KIND
def test_the_log_is_valid(shown: Report) -> None:
    log = json.loads(sarif.render(shown, {FINDING.fingerprint: [EDIT], "": [EDIT]}))
    assert list(VALIDATOR.iter_errors(log)) == []


@_EVERY_KIND
def test_every_result_has_a_file_and_a_line(shown: Report) -> None:
    places = [place["physicalLocation"] for result in _run(shown)["results"] for place in result["locations"]]
    assert all(place["artifactLocation"]["uri"] and place["region"]["startLine"] >= 1 for place in places)


@_EVERY_KIND
def test_every_rule_and_notification_describes_itself(shown: Report) -> None:
    driver = _run(shown)["tool"]["driver"]
    for descriptor in (*driver["rules"], *driver["notifications"]):
        texts = [descriptor[key]["text"] for key in ("shortDescription", "fullDescription", "help")]
        assert all(texts), descriptor["id"]


def test_the_rule_of_a_result_is_found_by_its_index() -> None:
    run = _run(report(replace(FINDING, rule="another-rule"), FINDING))
    rules = run["tool"]["driver"]["rules"]
    assert [rules[result["ruleIndex"]]["id"] for result in run["results"]] == ["another-rule", FINDING.rule]


def test_the_help_of_a_rule_comes_from_the_rulebook() -> None:
    rule = _run(report(FINDING))["tool"]["driver"]["rules"][0]
    assert rule["helpUri"] == WORDS.help_uri
    assert f"**Instead:** {WORDS.instead}" in rule["help"]["markdown"]


def test_severities_are_levels() -> None:
    results = _run(report(*findings(*Severity)))["results"]
    assert [result["level"] for result in results] == ["error", "warning", "note"]


def test_the_fingerprint_survives() -> None:
    result = _run(report(FINDING))["results"][0]
    assert result["partialFingerprints"] == {"fastapiLint/v1": "0123456789abcdef"}


def test_columns_are_code_points() -> None:
    run = _run(report(FINDING))
    region = run["results"][0]["locations"][0]["physicalLocation"]["region"]
    assert run["columnKind"] == "unicodeCodePoints"
    assert region == {"startLine": 5, "startColumn": 12, "endLine": 5, "endColumn": 29}


def test_an_edit_is_a_replacement() -> None:
    run = _run(report(replace(FINDING, fix=SAFE_FIX)), edits={FINDING.fingerprint: [EDIT]})
    change = run["results"][0]["fixes"][0]["artifactChanges"][0]
    assert change["replacements"] == [
        {
            "deletedRegion": {"startLine": 5, "startColumn": 12, "endLine": 5, "endColumn": 24},
            "insertedContent": {"text": "await client.get"},
        }
    ]


def test_a_call_chain_is_a_stack_with_the_innermost_frame_first() -> None:
    frames = _run(report(FINDING))["results"][0]["stacks"][0]["frames"]
    names = [frame["location"]["logicalLocations"][0]["fullyQualifiedName"] for frame in frames]
    assert names == list(reversed(FINDING.chain))


def test_an_operation_without_a_file_is_named() -> None:
    place = _result(Location("", operation="GET /users", pointer="/paths"))["locations"][0]
    assert [name["fullyQualifiedName"] for name in place["logicalLocations"]] == ["GET /users", "/paths"]


@pytest.mark.parametrize(
    ("path", "uri"),
    [
        ("app/a b.py", "app/a%20b.py"),
        ("a:b%#?.py", "a%3Ab%25%23%3F.py"),
        ("/srv/app/main.py", "file:///srv/app/main.py"),
        ("C:\\app\\main.py", "file:///C:/app/main.py"),
        ("https://example.org/openapi.json?x=1", "https://example.org/openapi.json?x=1"),
    ],
)
def test_paths_become_uris(path: str, uri: str) -> None:
    assert _uri(path) == uri


def test_a_file_name_that_is_not_utf8_keeps_its_bytes() -> None:
    assert unquote_to_bytes(_uri("caf\udce9.py")) == b"caf\xe9.py"


def test_half_a_surrogate_pair_in_a_file_name_is_no_crash() -> None:
    assert _uri("a\ud800.py") == "a%ED%A0%80.py"


def test_a_message_cannot_smuggle_in_a_link() -> None:
    run = _run(report(replace(FINDING, message="see [docs](https://example.org)")))
    assert "](" not in run["results"][0]["message"]["text"].replace("\\](", "")


def test_gaps_are_notifications() -> None:
    notes = _run(report(skipped=(SKIPPED,), crashes=(CRASH,)))["invocations"][0]["toolExecutionNotifications"]
    assert [(note["level"], note["descriptor"]["id"]) for note in notes] == [
        ("warning", "not-evaluated"),
        ("error", "rule-crashed"),
    ]


@pytest.mark.parametrize(
    ("shown", "successful", "code"),
    [
        (report(), True, 0),
        (report(FINDING), True, 1),
        (report(crashes=(CRASH,)), False, 3),
        (report(files=0), False, 4),
    ],
    ids=["clean", "findings", "crash", "nothing"],
)
def test_the_run_succeeded_when_it_could_judge(shown: Report, successful: bool, code: int) -> None:
    invocation = _run(shown)["invocations"][0]
    assert (invocation["executionSuccessful"], invocation["exitCode"]) == (successful, code)


def test_results_of_another_project_or_of_a_running_service_replace_none() -> None:
    shown = [report(), report(folder="services/shop"), report(running=Running()), report(profile="principles")]
    assert [_run(one)["automationDetails"]["id"] for one in shown] == [
        "fastapi-lint/recommended/",
        "fastapi-lint/services/shop/recommended/",
        "fastapi-lint/contract/recommended/",
        "fastapi-lint/principles/",
    ]
