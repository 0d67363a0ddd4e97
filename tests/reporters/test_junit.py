"""JUnit XML parses, counts right and is never empty."""

from __future__ import annotations

from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
import xmlschema
from msgspec.structs import replace

from fastapi_lint.model.diagnostic import Severity
from fastapi_lint.model.location import Location
from fastapi_lint.model.report import Report
from fastapi_lint.reporters import junit
from tests.reporters.samples import CRASH, FINDING, SKIPPED, findings, hostile, report

JENKINS = xmlschema.XMLSchema(Path(__file__).parent / "junit-10.xsd")


def _tree(shown: Report) -> ET.Element:
    return ET.fromstring(junit.render(shown).encode())  # noqa: S314


def _counts(element: ET.Element) -> list[str]:
    return [element.attrib.get(name, "") for name in ("tests", "failures", "errors", "skipped")]


def test_every_file_is_a_suite() -> None:
    other = replace(FINDING, location=Location("b.py", 1))
    suites = _tree(report(FINDING, FINDING, other)).findall("testsuite")
    assert [suite.attrib["name"] for suite in suites] == ["app/routers/users.py", "b.py", "fastapi-lint"]


def test_errors_and_warnings_fail_and_infos_pass() -> None:
    cases = _tree(report(*findings(*Severity))).findall("testsuite[1]/testcase")
    assert [case[0].tag for case in cases] == ["failure", "failure", "system-out"]


def test_counts_add_up() -> None:
    tree = _tree(report(*findings(*Severity), skipped=(SKIPPED,), crashes=(CRASH,)))
    assert _counts(tree) == ["6", "2", "1", ""]
    assert [_counts(suite) for suite in tree] == [["3", "2", "0", "0"], ["3", "0", "1", "1"]]


def test_a_clean_run_is_one_passing_case() -> None:
    assert _counts(_tree(report())) == ["1", "0", "0", ""]


def test_a_run_that_evaluated_nothing_is_an_error() -> None:
    assert _counts(_tree(report(files=0))) == ["1", "0", "1", ""]


def test_a_failure_says_what_to_write() -> None:
    failure = _tree(report(FINDING)).find(".//failure")
    assert failure is not None
    assert failure.attrib["message"] == FINDING.message
    assert f"instead: {FINDING.instead}" in (failure.text or "")


@pytest.mark.parametrize("control", [*map(chr, range(0x20)), "\x7f", "\ufffe", "\uffff", "\ud800"])
def test_control_characters_never_reach_the_xml(control: str) -> None:
    failure = _tree(report(replace(FINDING, message=f"a{control}b"))).find(".//failure")
    assert failure is not None
    assert failure.attrib["message"].isprintable()


def test_hostile_text_adds_no_element() -> None:
    assert _counts(_tree(hostile())) == ["5", "2", "1", ""]


@pytest.mark.parametrize(
    "shown",
    [report(), report(files=0), report(*findings(*Severity), skipped=(SKIPPED,), crashes=(CRASH,)), hostile()],
    ids=["clean", "nothing", "findings", "hostile"],
)
def test_jenkins_takes_the_report(shown: Report) -> None:
    assert list(JENKINS.iter_errors(junit.render(shown))) == []


def test_the_schema_would_find_what_it_does_not_know() -> None:
    assert not JENKINS.is_valid(junit.render(report()).replace("<testsuites ", '<testsuites skipped="0" '))
