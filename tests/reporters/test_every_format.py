"""What holds for every output format."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from fastapi_lint.model.diagnostic import Severity
from fastapi_lint.model.location import Location
from tests.reporters.samples import CRASH, FINDING, FORMATS, SKIPPED, findings, hostile, report

_EVERY = pytest.mark.parametrize("name", FORMATS)
_ANY_TEXT = st.text(st.characters(exclude_categories=()), max_size=60)


@_EVERY
def test_two_renders_are_equal_byte_by_byte(name: str) -> None:
    assert FORMATS[name](hostile()).encode() == FORMATS[name](hostile()).encode()


@_EVERY
def test_nothing_unprintable_gets_through(name: str) -> None:
    assert all(line.isprintable() for line in FORMATS[name](hostile()).split("\n"))


@_EVERY
def test_the_output_ends_with_one_line_break(name: str) -> None:
    assert re.search(r"\S\n\Z", FORMATS[name](report(FINDING)))


@_EVERY
def test_the_finding_is_named_with_its_rule_and_place(name: str) -> None:
    shown = FORMATS[name](report(FINDING))
    assert [
        part for part in (FINDING.rule, FINDING.location.path, "requests.get", "blocks the") if part not in shown
    ] == []


@_EVERY
def test_what_was_skipped_is_named_with_its_reason(name: str) -> None:
    shown = FORMATS[name](report(skipped=(SKIPPED,)))
    assert SKIPPED.subject in shown
    assert SKIPPED.reason in shown


@_EVERY
def test_a_crashed_rule_is_named_with_its_error(name: str) -> None:
    shown = FORMATS[name](report(crashes=(CRASH,)))
    assert CRASH.rule in shown
    assert "KeyError" in shown


@_EVERY
@pytest.mark.parametrize(
    "partial",
    [
        report(skipped=(SKIPPED,)),
        report(crashes=(CRASH,)),
        report(files=0, routes=0),
        report(*findings(Severity.INFO)),
    ],
    ids=["skipped", "crashed", "nothing", "info"],
)
def test_clean_is_said_only_when_everything_was_evaluated(name: str, partial: object) -> None:
    assert "clean" not in FORMATS[name](partial).lower()  # type: ignore[arg-type]


@_EVERY
def test_a_finding_without_any_place_is_reported(name: str) -> None:
    assert FINDING.rule in FORMATS[name](report(replace(FINDING, location=Location(""))))


@_EVERY
@given(message=_ANY_TEXT, path=_ANY_TEXT, line=_ANY_TEXT, column=st.integers(0, 70), end=st.integers(0, 70))
def test_any_text_is_rendered_to_encodable_lines(
    name: str, message: str, path: str, line: str, column: int, end: int
) -> None:
    finding = replace(FINDING, message=message, location=Location(path, 1, column, 1, end), chain=(message,))
    shown = FORMATS[name](report(finding, sources={path: (line,)}))
    assert shown.encode()
    assert all(part.isprintable() for part in shown.split("\n"))
