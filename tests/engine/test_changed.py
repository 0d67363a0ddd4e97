"""Only findings that touch a changed line are left."""

from __future__ import annotations

import pytest

from fastapi_lint.engine.changed import only_changed
from fastapi_lint.model.diagnostic import Diagnostic, Severity
from fastapi_lint.model.location import Location

CHANGED = {"app/main.py": (range(3, 5), range(10, 11))}


def finding(place: Location, rule: str = "duplicate-route") -> Diagnostic:
    return Diagnostic(rule, "routing", Severity.ERROR, "high", "source", place, "is registered twice")


@pytest.mark.parametrize(
    ("first", "last", "stays"),
    [
        (2, 2, False),
        (3, 3, True),
        (4, 4, True),
        (5, 5, False),
        (1, 3, True),
        (5, 9, False),
        (5, 12, True),
        (4, 0, True),
    ],
)
def test_a_finding_stays_when_one_of_its_lines_changed(first: int, last: int, *, stays: bool) -> None:
    found = finding(Location("app/main.py", first, 5, last, 9))
    assert only_changed([found], CHANGED) == ((found,) if stays else ())


def test_a_finding_in_an_unchanged_file_goes() -> None:
    assert only_changed([finding(Location("app/other.py", 3, 1, 3, 1))], CHANGED) == ()


@pytest.mark.parametrize("place", [Location("app/main.py"), Location("app/main.py", 1, 1, 1, 1)])
def test_a_finding_about_a_whole_file_stays_when_anything_in_it_changed(place: Location) -> None:
    assert only_changed([finding(place)], CHANGED) == (finding(place),)


@pytest.mark.parametrize("rule", ["syntax-error", "unreadable-file"])
def test_a_changed_file_that_cannot_be_read_is_always_reported(rule: str) -> None:
    found = finding(Location("app/main.py", 99, 1, 99, 1), rule)
    assert only_changed([found], CHANGED) == (found,)
