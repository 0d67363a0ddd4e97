"""The tables of the reference services, feature by feature: their statements exist, and so do their tests."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from fastapi_lint.catalog.rule import Catalog
from tests.reference import APPS, FIXTURES

_STATEMENT = re.compile(r"\b([A-Z]-[A-Z0-9]+-)(\d+)(?:\.\.(\d+))?\b")
_TEST = re.compile(r"\b(?P<file>(?:\w+/)*test_\w+\.py)\b|\b(?P<name>test_\w+)\b")

each_app = pytest.mark.parametrize("app", [FIXTURES / name for name in APPS], ids=APPS)


def rows(app: Path) -> Iterator[tuple[str, str]]:
    """Each feature of a service and what is said of its statements and tests."""
    for page in (app / "README.md", app / "docs/features.md"):
        for line in page.read_text("utf-8").splitlines() if page.exists() else ():
            feature, _, said = line.strip("| ").partition("|")
            if line.startswith("|") and "test_" in said:
                yield feature.strip(), said


def statements(said: str) -> Iterator[str]:
    """The ids in a text; of a range such as `T-DB-1..7` the first and the last."""
    for kind, first, last in _STATEMENT.findall(said):
        yield kind + first
        if last:
            yield kind + last


def missing(app: Path, said: str) -> Iterator[str]:
    """The files that no folder of tests holds, and the tests that are not in the file named before them."""
    texts = {file.relative_to(app).as_posix(): file.read_text("utf-8") for file in (app / "tests").rglob("test_*.py")}
    text = ""
    for found in _TEST.finditer(said):
        if file := found["file"]:
            named = [other for path, other in texts.items() if f"/{path}".endswith(f"/{file}")]
            text = named[0] if len(named) == 1 else ""
            if not text:
                yield file
        elif not re.search(rf"^(?:async )?def {found['name']}\(", text, re.MULTILINE):
            yield found["name"]


@each_app
def test_every_feature_names_statements_of_the_guideline(app: Path, book: Catalog) -> None:
    sections = book.guidelines[app.name].sections.values()
    known = {statement.sid for section in sections for statement in section}
    named = {sid for _, said in rows(app) for sid in statements(said)}
    assert named - known == set()


@each_app
def test_every_feature_names_tests_that_exist(app: Path) -> None:
    table = list(rows(app))
    assert len(table) >= 9
    assert {feature: list(missing(app, said)) for feature, said in table if any(missing(app, said))} == {}


@each_app
def test_every_file_of_tests_proves_a_feature(app: Path) -> None:
    named = {Path(found["file"]).name for _, said in rows(app) for found in _TEST.finditer(said) if found["file"]}
    assert {file.name for file in (app / "tests").rglob("test_*.py")} - named == set()
