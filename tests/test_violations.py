"""The planted defects of three services are all found, each at its line; nothing is found in their clean twins."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache
from pathlib import Path

import pytest

from fastapi_lint.api.checking import check_project
from fastapi_lint.api.request import Checked, Request

ROOT = Path(__file__).resolve().parents[1] / "fixtures/violations"
SERVICES = ("bookshop", "clinic", "media")
_COMMENT = re.compile(r"# (plant|may): ([\w-]+(?:, [\w-]+)*)$")
_ROW = re.compile(
    r"^\| (?P<service>\w+) \| `(?P<file>[\w/.]+)` \| `(?P<rule>[\w-]+)` \|(?P<across> yes)? +\|", re.MULTILINE
)

Place = tuple[str, int, str]
"""(path in the service, line, rule)."""


@cache
def checked(service: str, kind: str) -> Checked:
    return check_project(Request(paths=(ROOT / service / kind,), no_cache=True))


def found(service: str, kind: str) -> Counter[Place]:
    return Counter((d.location.path, d.location.line, d.rule) for d in checked(service, kind).shown)


def marked(service: str, kind: str, word: str) -> Counter[Place]:
    """What the comments of a service announce, `word` being "plant" or "may"."""
    folder = ROOT / service / kind
    places: Counter[Place] = Counter()
    for file in sorted(folder.rglob("*.py")):
        for number, line in enumerate(file.read_text("utf-8").splitlines(), 1):
            comment = _COMMENT.search(line)
            if comment is not None and comment[1] == word:
                places.update((file.relative_to(folder).as_posix(), number, rule) for rule in comment[2].split(", "))
    return places


def plants() -> list[tuple[str, Place]]:
    """(service, place) of every plant, in the order of services, files and lines."""
    return [(s, place) for s in SERVICES for place in sorted(marked(s, "planted", "plant").elements())]


@pytest.mark.parametrize("service", SERVICES)
def test_every_planted_defect_is_found_at_its_line(service: str) -> None:
    assert sorted((marked(service, "planted", "plant") - found(service, "planted")).elements()) == []


@pytest.mark.parametrize("service", SERVICES)
def test_nothing_but_what_is_planted_is_found(service: str) -> None:
    surplus = found(service, "planted") - marked(service, "planted", "plant")
    assert sorted(place for place in surplus if place not in marked(service, "planted", "may")) == []


@pytest.mark.parametrize("service", SERVICES)
def test_nothing_is_found_in_the_clean_twin(service: str) -> None:
    assert sorted(found(service, "clean").elements()) == []


@pytest.mark.parametrize("kind", ["planted", "clean"])
@pytest.mark.parametrize("service", SERVICES)
def test_the_whole_service_is_read(service: str, kind: str) -> None:
    answer = checked(service, kind)
    assert (answer.report.skipped, answer.report.crashes) == ((), ())
    assert answer.report.summary.files == sum(1 for _ in (ROOT / service / kind).rglob("*.py"))


@pytest.mark.parametrize("service", SERVICES)
def test_the_clean_twin_carries_no_comment_of_ours(service: str) -> None:
    assert marked(service, "clean", "plant") + marked(service, "clean", "may") == Counter()


def test_there_are_many_plants_of_many_rules() -> None:
    assert len(plants()) >= 100
    assert len({rule for _, (_, _, rule) in plants()}) >= 90


def test_the_readme_lists_every_plant_and_counts_them() -> None:
    text = (ROOT / "README.md").read_text("utf-8")
    rows = list(_ROW.finditer(text))
    assert Counter((r["service"], r["file"], r["rule"]) for r in rows) == Counter(
        (service, path, rule) for service, (path, _, rule) in plants()
    )
    rules, across = len({r["rule"] for r in rows}), sum(r["across"] is not None for r in rows)
    assert f"{len(rows)} plants, {rules} rules, {across} plants that only reading several files together" in text
