"""GitLab gets one issue per finding with a fingerprint of its own."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft7Validator
from msgspec.structs import replace

from fastapi_lint.model.diagnostic import Severity
from fastapi_lint.model.location import Location
from fastapi_lint.model.report import Report
from fastapi_lint.reporters import gitlab
from tests.reporters.samples import CRASH, FINDING, SKIPPED, findings, hostile, report

OFFICIAL = Draft7Validator(json.loads((Path(__file__).parent / "gitlab-codeclimate.schema.json").read_text("utf-8")))


def _issues(shown: Report) -> list[dict[str, Any]]:
    issues: list[dict[str, Any]] = json.loads(gitlab.render(shown))
    return issues


def test_a_finding_is_an_issue() -> None:
    assert _issues(report(FINDING)) == [
        {
            "description": f"{FINDING.message}; instead: {FINDING.instead}",
            "check_name": FINDING.rule,
            "fingerprint": "0123456789abcdef",
            "severity": "critical",
            "location": {"path": "app/routers/users.py", "lines": {"begin": 5}},
        }
    ]


def test_a_clean_run_is_an_empty_list() -> None:
    assert _issues(report()) == []


def test_severities_are_gitlabs() -> None:
    assert [issue["severity"] for issue in _issues(report(*findings(*Severity)))] == ["critical", "major", "info"]


def test_an_unknown_line_is_the_first() -> None:
    assert _issues(report(replace(FINDING, location=Location("a.py"))))[0]["location"]["lines"] == {"begin": 1}


def test_fingerprints_are_distinct() -> None:
    bare = replace(FINDING, fingerprint="")
    marks = [issue["fingerprint"] for issue in _issues(report(FINDING, FINDING, bare, bare, crashes=(CRASH, CRASH)))]
    assert len(set(marks)) == len(marks)


def test_gaps_are_issues() -> None:
    issues = _issues(report(skipped=(SKIPPED,), crashes=(CRASH,)))
    assert [(issue["check_name"], issue["severity"]) for issue in issues] == [
        ("not-evaluated", "info"),
        ("rule-crashed", "blocker"),
    ]


def test_hostile_text_is_shown_as_text() -> None:
    assert all(issue["description"].isprintable() for issue in _issues(hostile()))


@pytest.mark.parametrize(
    "shown",
    [report(*findings(*Severity), skipped=(SKIPPED,), crashes=(CRASH,)), hostile()],
    ids=["findings", "hostile"],
)
def test_gitlab_takes_every_issue(shown: Report) -> None:
    issues = _issues(shown)
    assert [error.message for issue in issues for error in OFFICIAL.iter_errors(issue)] == []
    assert {issue["severity"] for issue in issues} <= {"info", "minor", "major", "critical", "blocker"}
