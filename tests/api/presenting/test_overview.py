"""What stands around the findings: the project, its guideline statement by statement, and the runs before."""

from __future__ import annotations

from pathlib import Path

import pytest
from msgspec.structs import replace

from fastapi_lint.api.checking import check_project
from fastapi_lint.api.history import add_run
from fastapi_lint.api.presenting.overview import bare_overview, overview
from fastapi_lint.api.request import Checked, Request
from fastapi_lint.model.overview import Judged, Overview, State
from fastapi_lint.model.running import Row, Running, Verdict
from tests.source.build import write

APP = """\
import time
from fastapi import FastAPI

app = FastAPI()


@app.get("/")
async def read() -> int:
    time.sleep(1)
    return 1
"""


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    write(tmp_path, {"app/main.py": APP, "pyproject.toml": '[project]\nname = "shop"\nrequires-python = ">=3.12"\n'})
    monkeypatch.chdir(tmp_path)
    return tmp_path


def checked(**options: object) -> Checked:
    return check_project(Request(no_cache=True, **options))  # type: ignore[arg-type]


def statements(seen: Overview) -> dict[str, Judged]:
    return {judged.sid: judged for section in seen.sections for judged in section.statements}


def test_a_profile_that_mirrors_a_guideline_is_judged_by_every_statement(project: Path) -> None:
    seen = overview(checked(profile="principles"))
    assert seen.guideline == "Principles of backend development with FastAPI"
    assert len(statements(seen)) > 400
    assert {judged.state for judged in statements(seen).values()} == set(State)


def test_a_profile_that_mirrors_nothing_is_judged_by_nothing(project: Path) -> None:
    seen = overview(checked(profile="recommended"))
    assert (seen.guideline, seen.sections) == ("", ())


def test_a_violated_statement_names_the_reported_findings_that_break_it(project: Path) -> None:
    run = checked(profile="principles")
    (sleeping,) = (d for d in run.report.diagnostics if d.rule == "blocking-sleep")
    broken = statements(overview(run))[sleeping.statements[0]]
    assert broken.state is State.VIOLATED
    assert sleeping.fingerprint in broken.findings


def test_a_violation_that_was_not_asked_for_is_counted_and_not_named(project: Path) -> None:
    whole = checked(profile="principles")
    sid = next(d for d in whole.report.diagnostics if d.rule == "blocking-sleep").statements[0]
    write(project, {"app/other.py": "A = 1\n"})
    part = statements(overview(checked(profile="principles", paths=(project / "app/other.py",))))[sid]
    assert (part.state, part.findings) == (State.VIOLATED, ())
    assert part.unlisted > 0


@pytest.mark.parametrize("options", [{"no_delegates": True}, {"select": ("blocking-sleep",)}], ids=["ruff", "selected"])
def test_a_statement_whose_rules_did_not_run_does_not_hold(project: Path, options: dict[str, object]) -> None:
    whole = statements(overview(checked(profile="principles")))
    less = statements(overview(checked(profile="principles", **options)))
    changed = {less[sid].state for sid, judged in whole.items() if judged.state is not less[sid].state}
    assert changed == {State.NOT_EVALUATED}


@pytest.mark.parametrize(
    ("looked", "said", "state"),
    [
        (3, Verdict.HELD, State.HOLDS),
        (3, Verdict.NOT_EVALUATED, State.NOT_EVALUATED),
        (0, Verdict.NOT_APPLICABLE, State.NOT_APPLICABLE),
    ],
)
def test_of_a_running_service_counts_what_it_showed(project: Path, looked: int, said: Verdict, state: State) -> None:
    static, rule = checked(profile="principles"), "local-time-in-response"
    running = Running(5, "a run", None, (Row("GET /", {rule: said}),))
    run = replace(
        static,
        report=replace(static.report, running=running, diagnostics=()),
        analysis=replace(static.analysis, diagnostics=(), looked={rule: looked}),
        shown={},
    )
    assert statements(overview(run))["P-DD-16"].state is state
    assert "P-00-01" not in statements(overview(run))
    assert "reads files: see `fastapi-lint check`" in statements(overview(run))["P-07-04"].reason


def test_the_runs_are_those_of_the_history(project: Path) -> None:
    run = checked()
    add_run(project / "runs.jsonl", run)
    add_run(project / "runs.jsonl", run)
    assert [past.errors for past in overview(run, project / "runs.jsonl").runs] == [run.report.summary.errors] * 2


@pytest.mark.parametrize(
    ("manifest", "name"),
    [
        ('[project]\nname = "shop"\n', "shop"),
        ('[tool.poetry]\nname = "shop"\n', "shop"),
        ("[project]\nname = 7\n", "folder"),
        ("tool = 1\nproject = 2\n", "folder"),
        ("[project\n", "folder"),
        (None, "folder"),
    ],
)
def test_the_project_is_called_by_its_manifest_or_its_folder(tmp_path: Path, manifest: str | None, name: str) -> None:
    folder = tmp_path / "folder"
    write(folder, {} if manifest is None else {"pyproject.toml": manifest})
    folder.mkdir(exist_ok=True)
    assert bare_overview(folder).project == name


def test_outside_of_git_there_is_no_revision(tmp_path: Path) -> None:
    assert bare_overview(tmp_path).revision == ""
