"""Unusual ways of doing what the rules ask for are let alone."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from fastapi_lint.catalog.rule import Catalog
from tests.contract.shop import copy_of_shop, judge

_FILE = Path(__file__).with_name("decoys.yaml")
_DECOYS: list[dict[str, Any]] = yaml.safe_load(_FILE.read_text("utf-8"))


@pytest.mark.parametrize("decoy", _DECOYS, ids=[d["name"] for d in _DECOYS])
def test_an_unusual_way_is_let_alone(
    decoy: dict[str, Any], book: Catalog, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    checked = judge(copy_of_shop(tmp_path, decoy["edits"]), book, monkeypatch, timeout=1.0)
    assert [f"{d.rule} {d.message}" for d in checked.shown] == []
    assert checked.exit_code == 0
