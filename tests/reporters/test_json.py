"""The JSON report keeps to its schema and loses nothing."""

from __future__ import annotations

import json as stdlib
from importlib.resources import files
from typing import Any, get_args

import pytest
from jsonschema import Draft202012Validator
from msgspec.structs import asdict, replace

from fastapi_lint import __version__
from fastapi_lint.catalog.spec import EnforcedBy
from fastapi_lint.model.diagnostic import Skipped
from fastapi_lint.model.location import Location
from fastapi_lint.model.report import Report
from fastapi_lint.reporters import json
from tests.reporters.samples import CRASH, EDIT, FINDING, SAFE_FIX, SKIPPED, WORDS, hostile, report

SCHEMA = stdlib.loads(files("fastapi_lint.reporters").joinpath("report.schema.json").read_text("utf-8"))


def _read(shown: Report, **edits: Any) -> Any:
    return stdlib.loads(json.render(shown, **edits))


def test_the_schema_is_a_valid_schema() -> None:
    Draft202012Validator.check_schema(SCHEMA)


def test_the_schema_knows_every_producer() -> None:
    assert SCHEMA["$defs"]["diagnostic"]["properties"]["enforced_by"]["enum"] == list(get_args(EnforcedBy))


@pytest.mark.parametrize(
    "shown",
    [
        report(),
        report(FINDING, replace(FINDING, fix=SAFE_FIX)),
        report(replace(FINDING, location=Location("")), explanations={}),
        report(skipped=(SKIPPED, Skipped(WORDS.rule, "needs sqlalchemy")), crashes=(CRASH,)),
        hostile(),
    ],
    ids=["clean", "findings", "nowhere", "gaps", "hostile"],
)
def test_the_report_keeps_to_its_schema(shown: Report) -> None:
    edits = {FINDING.fingerprint: [EDIT]}
    assert list(Draft202012Validator(SCHEMA).iter_errors(_read(shown, edits=edits))) == []


def test_a_finding_has_all_its_fields() -> None:
    assert _read(report(FINDING))["diagnostics"] == [
        {
            "rule": FINDING.rule,
            "category": "concurrency",
            "severity": "error",
            "confidence": "high",
            "enforced_by": "source",
            "statements": ["principles-7.2", "official-3"],
            "message": FINDING.message,
            "path": "app/routers/users.py",
            "line": 5,
            "column": 12,
            "end_line": 5,
            "end_column": 29,
            "operation": None,
            "pointer": None,
            "fix": None,
            "help_uri": WORDS.help_uri,
            "fingerprint": "0123456789abcdef",
            "chain": ["GET /users/{user_id}", "read_user", "requests.get"],
        }
    ]


def test_a_fix_carries_the_known_edits() -> None:
    shown = _read(report(replace(FINDING, fix=SAFE_FIX)), edits={FINDING.fingerprint: [EDIT]})
    assert shown["diagnostics"][0]["fix"] == {"safety": "safe", "edits": [asdict(EDIT)]}


def test_a_fix_without_known_edits_has_none() -> None:
    assert _read(report(replace(FINDING, fix=SAFE_FIX)))["diagnostics"][0]["fix"] == {"safety": "safe", "edits": []}


def test_the_head_names_schema_tool_and_profile() -> None:
    shown = _read(report())
    assert [shown["schema"], shown["tool"]["version"], shown["profile"]] == [1, __version__, "recommended"]


def test_a_skipped_rule_is_told_from_a_skipped_check() -> None:
    shown = _read(report(skipped=(Skipped(WORDS.rule, "a"), Skipped("mypy", "b"))))
    assert shown["skipped"] == [{"rule": WORDS.rule, "reason": "a"}, {"check": "mypy", "reason": "b"}]


def test_a_crash_keeps_its_traceback() -> None:
    assert _read(report(crashes=(CRASH,)))["errors"] == [asdict(CRASH)]


def test_text_is_kept_as_it_is() -> None:
    assert _read(report(replace(FINDING, message="a\u202eb\n日本")))["diagnostics"][0]["message"] == "a\u202eb\n日本"


def test_undecodable_file_names_are_readable_by_strict_parsers() -> None:
    shown = json.render(report(replace(FINDING, location=Location("caf\udce9.py"))))
    assert stdlib.loads(shown)["diagnostics"][0]["path"] == "caf\\udce9.py"
