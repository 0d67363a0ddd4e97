"""Each profile on a service that follows it and on its twin with planted violations.

A comment `planted: rule-id SID, …` at the end of a line announces what is found there, and which statement it breaks.
"""

from __future__ import annotations

import re
import shutil
from collections import Counter
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

import pytest

from fastapi_lint.api.checking import check_project
from fastapi_lint.api.request import Checked, Request

ROOT = Path(__file__).resolve().parents[1] / "fixtures/profiles"
PROFILES = sorted(folder.name for folder in ROOT.iterdir() if folder.is_dir())
ENOUGH = {"principles": 60}
_MARK = re.compile(r"planted: (?P<listed>[\w-]+(?: [\w-]+)?(?:, [\w-]+(?: [\w-]+)?)*)(?: -->)?\s*$")


class Plant(NamedTuple):
    path: str
    line: int
    rule: str
    sid: str


def without_marks(service: Path, copy: Path) -> Path:
    """A copy of a service in which no comment says what is planted."""
    shutil.copytree(service, copy)
    for file in (f for f in copy.rglob("*") if f.is_file() and "planted: " in f.read_text("utf-8")):
        file.write_text(re.sub(r"[ \t]*(#|//|<!--) planted: .*", "", file.read_text("utf-8")), encoding="utf-8")
    return copy


@cache
def checked(profile: str, kind: str) -> Checked:
    """The check of a copy outside of this repository, whose own settings would count otherwise."""
    with TemporaryDirectory() as folder:
        copy = without_marks(ROOT / profile / kind, Path(folder) / "service")
        return check_project(Request(paths=(copy,), profile=profile, no_cache=True))


@cache
def plants(profile: str) -> tuple[Plant, ...]:
    """What the comments of the planted twin announce; the sid is "" where the profile mirrors no guideline."""
    folder = ROOT / profile / "planted"
    found = []
    for file in sorted(f for f in folder.rglob("*") if f.is_file()):
        for number, line in enumerate(file.read_text("utf-8").splitlines(), 1):
            mark = _MARK.search(line)
            for item in mark["listed"].split(", ") if mark else ():
                rule, _, sid = item.partition(" ")
                found.append(Plant(file.relative_to(folder).as_posix(), number, rule, sid))
    return tuple(found)


def shown(profile: str, kind: str) -> list[str]:
    return [f"{d.location.path}:{d.location.line} {d.rule}: {d.message}" for d in checked(profile, kind).shown]


@pytest.mark.parametrize("profile", PROFILES)
def test_nothing_is_found_in_a_service_that_follows_its_profile(profile: str) -> None:
    assert shown(profile, "clean") == []


@pytest.mark.parametrize("profile", PROFILES)
def test_a_service_in_a_folder_named_like_a_layer_follows_its_profile_too(profile: str, tmp_path: Path) -> None:
    shutil.copytree(ROOT / profile / "clean", tmp_path / "services/shop")
    for repository_wide in (".github", ".gitlab-ci.yml"):
        if (tmp_path / "services/shop" / repository_wide).exists():
            shutil.move(tmp_path / "services/shop" / repository_wide, tmp_path / repository_wide)
    found = check_project(Request(paths=(tmp_path,), profile=profile, no_cache=True))
    assert [f"{d.location.path}:{d.location.line} {d.rule}: {d.message}" for d in found.shown] == []


@pytest.mark.parametrize("kind", ["clean", "planted"])
@pytest.mark.parametrize("profile", PROFILES)
def test_the_whole_service_is_read(profile: str, kind: str) -> None:
    report = checked(profile, kind).report
    assert (report.skipped, report.crashes) == ((), ())


@pytest.mark.parametrize("profile", PROFILES)
def test_every_planted_violation_is_found_at_its_line_under_its_statement(profile: str) -> None:
    found = Counter(
        Plant(d.location.path, d.location.line, d.rule, sid)
        for d in checked(profile, "planted").shown
        for sid in ("", *d.statements)
    )
    assert sorted((Counter(plants(profile)) - found).elements()) == []


@pytest.mark.parametrize("profile", PROFILES)
def test_nothing_but_what_is_planted_is_found(profile: str) -> None:
    announced = Counter((p.path, p.line, p.rule) for p in plants(profile))
    found = Counter((d.location.path, d.location.line, d.rule) for d in checked(profile, "planted").shown)
    assert sorted((found - announced).elements()) == []


@pytest.mark.parametrize("profile", PROFILES)
def test_enough_is_planted(profile: str) -> None:
    assert len(plants(profile)) >= ENOUGH.get(profile, 30)
