"""The table of the reference service of the principles: its statements exist, and so do its tests."""

from __future__ import annotations

import re
from pathlib import Path

from fastapi_lint.catalog.rule import Catalog

APP = Path(__file__).resolve().parents[1] / "fixtures/principles"
ROWS = [
    [cell.strip() for cell in line.strip("|").split("|")]
    for line in (APP / "docs/features.md").read_text("utf-8").splitlines()
    if line.startswith("|") and "::" in line
]


def test_every_feature_names_statements_of_the_guideline(book: Catalog) -> None:
    sections = book.guidelines["principles"].sections.values()
    known = {statement.sid for section in sections for statement in section}
    named = {sid for _, sids, _ in ROWS for sid in sids.split(", ")}
    assert len(ROWS) > 40
    assert named - known == set()


def test_every_feature_names_a_test_that_exists() -> None:
    missing = []
    for _, _, test in ROWS:
        file, _, name = test.partition("::")
        if not re.search(rf"^(?:async )?def {name}\(", (APP / file).read_text("utf-8"), re.MULTILINE):
            missing.append(test)
    assert missing == []
