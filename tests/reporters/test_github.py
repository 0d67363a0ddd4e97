"""Workflow commands annotate lines and cannot be injected."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from fastapi_lint.model.diagnostic import Severity
from fastapi_lint.model.location import Location
from fastapi_lint.reporters import github
from fastapi_lint.reporters.visible import visible
from tests.reporters.samples import CRASH, FINDING, SKIPPED, findings, hostile, report


def test_a_finding_is_one_command() -> None:
    bare = replace(FINDING, chain=(), instead="")
    assert github.render(report(bare)).splitlines()[0] == (
        "::error file=app/routers/users.py,line=5,endLine=5,col=12,endColumn=28,"
        f"title={FINDING.rule}::{FINDING.message}"
    )


def test_details_are_further_lines_of_the_annotation() -> None:
    line = github.render(report(FINDING)).splitlines()[0]
    assert line.endswith(
        f"%0AInstead: {FINDING.instead}%0AThrough: GET /users/{{user_id}} -> read_user -> requests.get"
    )


def test_severities_choose_the_command() -> None:
    lines = github.render(report(*findings(*Severity))).splitlines()
    assert [line.split()[0] for line in lines[:3]] == ["::error", "::warning", "::notice"]


def test_properties_are_escaped() -> None:
    line = github.render(report(replace(FINDING, location=Location("a:b,c%d.py", 1, 2)))).splitlines()[0]
    assert line.startswith("::error file=a%3Ab%2Cc%25d.py,line=1,")


def test_a_range_over_lines_has_no_column() -> None:
    line = github.render(report(replace(FINDING, location=Location("a.py", 1, 2, 3, 4)))).splitlines()[0]
    assert line.startswith("::error file=a.py,line=1,endLine=3,title=")


def test_a_finding_without_a_file_has_only_a_title() -> None:
    line = github.render(report(replace(FINDING, location=Location("")))).splitlines()[0]
    assert line.startswith(f"::error title={FINDING.rule}::")


def test_hostile_text_adds_no_line() -> None:
    lines = github.render(hostile()).splitlines()
    assert [line.split()[0] for line in lines] == ["::error", "::error", "::warning", "::error", "Found"]


def test_gaps_are_annotations() -> None:
    lines = github.render(report(skipped=(SKIPPED,), crashes=(CRASH,))).splitlines()
    assert lines[:2] == [
        "::warning title=fastapi-lint%3A not evaluated::app/big.py: the file is larger than 10 MB",
        "::error file=app/main.py,title=fastapi-lint%3A some-rule crashed::KeyError: 'lost'",
    ]


@pytest.mark.parametrize("count", [10, 11])
def test_what_github_does_not_mark_is_told_of(count: int) -> None:
    shown = github.render(report(*findings(*[Severity.WARNING] * count, Severity.ERROR)))
    told = f"GitHub marks the lines of the first 10 of each kind; all {count + 1} stand in this log.\n"
    assert (told in shown) is (count > 10)


def _as_the_runner_reads(line: str) -> tuple[str, dict[str, str], str]:
    """Command, properties and text, taken apart as GitHub's runner does (`ActionCommand.TryParseV2`)."""
    command, data = line.removeprefix("::").split("::", 1)
    name, _, properties = command.partition(" ")
    pairs = (pair.split("=", 1) for pair in properties.split(",") if pair)
    read = {key: value.replace("%3A", ":").replace("%2C", ",") for key, value in pairs}
    return name, {key: _unescaped(value) for key, value in read.items()}, _unescaped(data)


def _unescaped(text: str) -> str:
    return text.replace("%0D", "\r").replace("%0A", "\n").replace("%25", "%")


@given(path=st.text(st.characters(codec="utf-8"), min_size=1), message=st.text(st.characters(codec="utf-8")))
def test_the_runner_reads_what_was_meant(path: str, message: str) -> None:
    shown = replace(FINDING, message=message, location=Location(path, 3, 5, 3, 9), chain=(), instead="")
    name, properties, data = _as_the_runner_reads(github.render(report(shown)).splitlines()[0])
    at = {"line": "3", "endLine": "3", "col": "5", "endColumn": "8"}
    assert (name, properties, data) == ("error", {"file": visible(path), **at, "title": FINDING.rule}, visible(message))
