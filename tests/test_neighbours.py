"""Services beside each other in one repository are judged as if each were alone, whatever names they share."""

from __future__ import annotations

import shutil
from collections import Counter
from pathlib import Path

import pytest

from fastapi_lint.api.checking import check_project
from fastapi_lint.api.request import Request
from tests.test_profile_services import PROFILES, ROOT, without_marks

Found = Counter[tuple[str, int | None, str, str]]

ACROSS = {"colliding-host-port"}
"""Rules that compare services: two that publish one port of the host do collide."""


def found(folder: Path, profile: str) -> Found:
    report = check_project(Request(paths=(folder,), profile=profile, no_cache=True))
    assert report.report.crashes == ()
    return Counter((d.location.path, d.location.line, d.rule, d.message) for d in report.shown if d.rule not in ACROSS)


@pytest.mark.parametrize("profile", PROFILES)
def test_two_copies_of_a_service_do_not_disturb_each_other(profile: str, tmp_path: Path) -> None:
    shutil.copytree(ROOT / profile / "clean", tmp_path / "a")
    shutil.copytree(ROOT / profile / "clean", tmp_path / "b")
    assert sorted(found(tmp_path, profile)) == []


@pytest.mark.parametrize("profile", PROFILES)
def test_a_service_neither_hides_nor_adds_violations_of_its_neighbour(profile: str, tmp_path: Path) -> None:
    without_marks(ROOT / profile / "planted", tmp_path / "alone/b")
    shutil.copytree(tmp_path / "alone/b", tmp_path / "both/b")
    shutil.copytree(ROOT / profile / "clean", tmp_path / "both/a")
    alone, both = found(tmp_path / "alone", profile), found(tmp_path / "both", profile)
    assert (sorted((both - alone).elements()), sorted((alone - both).elements())) == ([], [])


def test_services_that_import_each_other_are_judged_together(tmp_path: Path) -> None:
    manifest = '[project]\nname = "{}"\ndependencies = ["fastapi"]\n'
    app = "from fastapi import FastAPI\nfrom {}.routes import router\napp = FastAPI()\n"
    files = {
        "a/pyproject.toml": manifest.format("a"),
        "a/one/routes.py": "from fastapi import APIRouter\nrouter = APIRouter()\n@router.get('/x')\n"
        "async def read() -> int:\n    return 1\n",
        "a/one/main.py": "from fastapi import FastAPI\napp = FastAPI()\n",
        "b/pyproject.toml": manifest.format("b"),
        "b/two/main.py": app.format("one") + "app.include_router(router)\n",
    }
    for path, text in files.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(text, encoding="utf-8")
    assert [d for d in found(tmp_path, "recommended") if d[2] == "unmounted-router"] == []
