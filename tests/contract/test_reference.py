"""The reference service keeps everything that its profile asks for, in its code and when it runs."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from fastapi_lint.api.checking import check_project
from fastapi_lint.api.request import Request
from fastapi_lint.catalog.rule import Catalog
from tests.contract.shop import SHOP, copy_of_shop, judge


def test_nothing_is_found_in_the_code_of_the_reference_service(tmp_path: Path) -> None:
    copy = shutil.copytree(SHOP, tmp_path / "shop", ignore=shutil.ignore_patterns("__pycache__"))
    checked = check_project(Request(paths=(copy,), no_cache=True))
    assert [f"{d.location.path}:{d.location.line} {d.rule}" for d in checked.shown] == []
    assert checked.report.profile == "principles"


def test_nothing_is_found_in_the_reference_service_when_it_runs(
    book: Catalog, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    checked = judge(copy_of_shop(tmp_path), book, monkeypatch)
    assert [f"{d.location.path}:{d.location.line} {d.rule} {d.message}" for d in checked.shown] == []
    assert [f"{s.subject}: {s.reason}" for s in checked.report.skipped] == []
    assert checked.exit_code == 0
