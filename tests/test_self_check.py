"""The checker finds nothing to report in its own repository, nor in the services that are done right."""

from __future__ import annotations

from pathlib import Path

import pytest

from fastapi_lint.api.checking import check_project
from fastapi_lint.api.request import Checked, Request

ROOT = Path(__file__).resolve().parents[1]
CLEAN_TWINS = sorted((ROOT / "fixtures/violations").glob("*/clean"))


def check(folder: Path) -> Checked:
    return check_project(Request(paths=(folder,), no_cache=True))


def reported(checked: Checked) -> list[str]:
    return [f"{d.location.path}:{d.location.line} {d.rule} {d.message}" for d in checked.report.diagnostics]


@pytest.fixture(scope="module")
def own() -> Checked:
    """The report on this repository, by its own configuration."""
    return check(ROOT)


def test_the_repository_is_clean(own: Checked) -> None:
    assert reported(own) == []


def test_nothing_of_the_repository_was_left_out(own: Checked) -> None:
    assert [f"{s.subject}: {s.reason}" for s in own.report.skipped] == []
    modules = {p.relative_to(ROOT).as_posix() for folder in ("checker", "tests") for p in (ROOT / folder).rglob("*.py")}
    assert modules - set(own.analysis.scanned.inputs) == set()


def test_no_rule_crashes_on_the_repository(own: Checked) -> None:
    assert [crash.traceback for crash in own.report.crashes] == []


def test_the_services_with_defects_are_no_part_of_the_repository(own: Checked) -> None:
    defective = ("fixtures/violations/", "fixtures/sample/")
    assert [path for path in own.analysis.scanned.inputs if path.startswith(defective)] == []


@pytest.mark.parametrize("twin", CLEAN_TWINS, ids=lambda twin: twin.parent.name)
def test_a_service_done_right_is_clean(twin: Path) -> None:
    checked = check(twin)
    assert reported(checked) == []
    assert checked.report.summary.routes > 0


def test_fastapi_in_tests_alone_promises_no_routes(tmp_path: Path) -> None:
    (tmp_path / "tests").mkdir()
    (tmp_path / "tests/test_client.py").write_text("from fastapi.testclient import TestClient\n")
    (tmp_path / "library.py").write_text('NAMES = ["fastapi", "from fastapi import FastAPI"]\n')
    assert reported(check(tmp_path)) == []


def test_fastapi_in_the_application_without_a_route_is_reported(tmp_path: Path) -> None:
    (tmp_path / "main.py").write_text("from fastapi import FastAPI\n\napp = FastAPI()\n")
    assert [d.rule for d in check(tmp_path).report.diagnostics] == ["routes-not-found"]
