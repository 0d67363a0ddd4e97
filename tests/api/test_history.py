"""The file of past runs: what is added can be read again, and nothing that stands there is lost."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest

from fastapi_lint.api.history import History, read_history
from fastapi_lint.model.errors import UsageError
from tests.cli.test_reports import call
from tests.source.build import write

BLOCKING = 'import time\n\nfrom fastapi import FastAPI\n\napp = FastAPI()\n\n\n@app.get("/a")\nasync def a() -> None:\n'
FILE = Path("trend/runs.jsonl")
OTHER = '{"time":"2026-01-01T00:00:00Z","tool":"0.1.0","profile":"recommended","errors":9,"warnings":0,"infos":0}'


@pytest.fixture(autouse=True)
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A service with one finding."""
    monkeypatch.chdir(tmp_path)
    write(tmp_path, {"fastapi-lint.toml": 'select = ["blocking-sleep"]\n'})
    write(tmp_path, {"main.py": f"{BLOCKING}    time.sleep(1)\n"})


def added(*options: str) -> History:
    call("check", "--history", str(FILE), *options)
    return read_history(FILE)


def test_each_run_adds_a_line_also_when_nothing_has_changed_since() -> None:
    added()
    (first, second) = added().runs
    assert (first.errors, first.warnings, first.rules) == (1, 0, {"blocking-sleep": 1})
    assert second == first or second.time > first.time


def test_findings_of_the_baseline_are_counted_as_accepted() -> None:
    call("baseline")
    (run,) = added("--baseline", ".fastapi-lint-baseline.json").runs
    assert (run.errors, run.rules) == (0, {})
    assert (run.accepted, run.accepted_rules) == (1, {"blocking-sleep": 1})


def test_the_commit_is_named_in_a_repository_and_nothing_outside_of_one(tmp_path: Path) -> None:
    assert added().runs[0].revision == ""
    for command in ("init -q", "add .", "-c user.name=a -c user.email=a@b.c commit -q -m Start"):
        subprocess.run(["git", *command.split()], cwd=tmp_path, check=True)
    asked = subprocess.run(["git", "rev-parse", "HEAD"], cwd=tmp_path, check=True, capture_output=True, text=True)
    assert added().runs[1].revision == asked.stdout.strip()


def test_what_was_not_evaluated_is_counted(tmp_path: Path) -> None:
    write(tmp_path, {"broken.py": "def :\n"})
    assert added().runs[0].skipped == 1


@pytest.mark.parametrize(
    "damaged",
    [
        b"not JSON",
        b"[" * 100_000,
        b"\xff\xfe",
        b"{}",
        b"null",
        OTHER.replace("9", "-9").encode(),
        OTHER.replace("9", '"nine"').encode(),
        OTHER.replace('"tool"', '"schema":2,"tool"').encode(),
        OTHER.replace("00Z", "00").encode(),
    ],
)
def test_a_damaged_line_is_named_and_kept_and_the_others_are_read(damaged: bytes) -> None:
    FILE.parent.mkdir()
    FILE.write_bytes(OTHER.encode() + b"\n" + damaged + b"\n\n")
    _, output = call("check", "--history", str(FILE))
    assert f"{FILE}:2: this line is no run of a check; it is left as it is." in output
    assert FILE.read_bytes().split(b"\n")[:3] == [OTHER.encode(), damaged, b""]
    found = read_history(FILE)
    assert ([run.errors for run in found.runs], found.damaged) == ([9, 1], (2,))


def test_a_line_that_was_cut_off_takes_no_other_with_it() -> None:
    FILE.parent.mkdir()
    FILE.write_text(OTHER[:40])
    assert [run.errors for run in added().runs] == [1]


def test_nothing_is_added_to_a_file_of_something_else() -> None:
    before = Path("main.py").read_bytes()
    with pytest.raises(UsageError, match=r"main\.py: holds no runs of a check, so none is added to it; name a file"):
        call("check", "--history", "main.py")
    assert Path("main.py").read_bytes() == before


def test_runs_are_read_in_the_order_of_their_times() -> None:
    FILE.parent.mkdir()
    late = OTHER.replace("2026", "2027").replace("9", "8")
    FILE.write_text(f"\ufeff{late}\r\n{OTHER}\r\n", encoding="utf-8")
    assert [run.errors for run in read_history(FILE).runs] == [9, 8]


def test_a_place_that_holds_no_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="the history cannot be read"):
        call("check", "--history", str(tmp_path))


@pytest.mark.parametrize("part", [("--shard", "1/2"), ("--changed-since", "HEAD")])
def test_a_part_of_a_project_is_no_run_for_the_trend(part: tuple[str, str]) -> None:
    with pytest.raises(UsageError, match=part[0]):
        call("check", "--history", str(FILE), *part)
    assert not FILE.exists()


def test_a_line_holds_what_the_documentation_of_the_module_says(tmp_path: Path) -> None:
    import fastapi_lint.api.history as module

    added()
    shown = (module.__doc__ or "").partition("{")[2].rpartition("}")[0]
    assert json.loads("{" + shown + "}").keys() == json.loads(FILE.read_text()).keys()
