"""Each planted defect of the reference service is found by the rule that it breaks, and hardly by any other."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from fastapi_lint.catalog.rule import Catalog
from tests.contract.shop import copy_of_shop, judge

_FILE = Path(__file__).with_name("mutants.yaml")
_MUTANTS: list[dict[str, Any]] = yaml.safe_load(_FILE.read_text("utf-8"))


@pytest.mark.parametrize("mutant", _MUTANTS, ids=[f"{m['rule']}: {m['name']}" for m in _MUTANTS])
def test_a_planted_defect_is_found_by_its_rule(
    mutant: dict[str, Any], book: Catalog, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    checked = judge(copy_of_shop(tmp_path, mutant["edits"]), book, monkeypatch, timeout=1.0)
    found = {d.rule for d in checked.shown}
    assert mutant["rule"] in found, [f"{s.subject}: {s.reason}" for s in checked.report.skipped]
    assert found - {mutant["rule"], *mutant.get("also", ())} == set(), [f"{d.rule} {d.message}" for d in checked.shown]


def test_the_defects_cover_every_family_of_rules() -> None:
    assert len(_MUTANTS) >= 60
    assert len({m["rule"] for m in _MUTANTS}) >= 50
