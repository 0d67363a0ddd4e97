"""The GitHub action marks lines, sums up, offers SARIF, ends as the check did, and runs nothing it is given."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml

from tests.pipelines.github_job import Job
from tests.pipelines.services import CLEAN, DEFECT, committed, repository
from tests.reporters.test_sarif import VALIDATOR

ROOT = Path(__file__).resolve().parents[2]
ACTION = ROOT / "action.yml"
HOSTILE = ("$(touch pwned)", '"; touch pwned; "', "`touch pwned`", "'; touch pwned #", "a\n touch pwned")


@pytest.fixture
def runner(tmp_path: Path) -> Path:
    """The temporary folder of a runner on which the tool is installed already."""
    place = tmp_path / "runner/fastapi-lint/venv"
    place.mkdir(parents=True)
    (place / "bin").symlink_to(Path(sys.executable).parent)
    return tmp_path / "runner"


@pytest.fixture
def job(runner: Path, tmp_path: Path) -> Callable[..., Job]:
    def run(
        source: str, inside: str = "", settings: str = "", event: dict[str, str] | None = None, **inputs: str
    ) -> Job:
        workspace = repository(tmp_path / "workspace", source, inside=inside, settings=settings)
        (runner / "summary").unlink(missing_ok=True)
        return Job(ACTION, workspace, runner, event or {}).run(installed=True, **inputs)

    return run


def test_the_tool_is_installed_from_the_revision_of_the_action(tmp_path: Path) -> None:
    (tmp_path / "runner").mkdir()
    done = Job(ACTION, repository(tmp_path / "workspace", DEFECT), tmp_path / "runner").run()
    assert (done.code, len(done.annotations)) == (1, 1), done.log
    installed = next((tmp_path / "runner/fastapi-lint/venv").rglob("site-packages/fastapi_lint"))
    assert [(installed / name).is_dir() for name in ("_rules", "_services")] == [True, True]


def test_a_defect_fails_the_job_and_marks_its_lines(job: Callable[..., Job]) -> None:
    done = job(DEFECT)
    assert (done.code, done.outputs["exit-code"]) == (1, "1"), done.log
    (line,) = done.annotations
    assert line.startswith("::error file=app/main.py,line=10,endLine=12,title=blocking-sleep::`time.sleep(…)` stops")


def test_a_clean_service_passes(job: Callable[..., Job]) -> None:
    done = job(CLEAN)
    assert (done.code, done.annotations) == (0, []), done.log
    assert done.summary.startswith("## fastapi-lint: no findings\n\nClean.")


def test_the_summary_leads_to_the_line(job: Callable[..., Job]) -> None:
    done = job(DEFECT)
    assert '<a href="https://github.com/o/shop/blob/c0ffee/app/main.py#L10">' in done.summary
    assert "| <code>blocking-sleep</code> | error | 1 |" in done.summary


def test_what_is_uploaded_is_there_and_valid_though_the_check_failed(job: Callable[..., Job]) -> None:
    done = job(DEFECT)
    folder = Path(done.used["github/codeql-action/upload-sarif"]["sarif_file"])
    (file,) = folder.glob("*.sarif")
    log = json.loads(file.read_text("utf-8"))
    assert list(VALIDATOR.iter_errors(log)) == []
    assert [result["ruleId"] for result in log["runs"][0]["results"]] == ["blocking-sleep"]
    assert Path(done.outputs["reports"], "check.json").exists()


def test_nothing_is_uploaded_from_a_fork_or_when_it_is_not_wanted(job: Callable[..., Job]) -> None:
    fork = job(CLEAN, event={"github.event.pull_request.head.repo.fork": "true"})
    unwanted = job(CLEAN, upload_sarif="false")
    assert [[name for name in done.used if "sarif" in name] for done in (fork, unwanted)] == [[], []]


def test_a_service_in_a_folder_is_named_from_the_root_of_the_repository(job: Callable[..., Job]) -> None:
    done = job(DEFECT, inside="services/my shop", working_directory="services/my shop")
    assert done.annotations[0].startswith("::error file=services/my shop/app/main.py,line=10,")
    assert "/blob/c0ffee/services/my%20shop/app/main.py#L10" in done.summary


def test_findings_below_the_wanted_severity_pass(job: Callable[..., Job]) -> None:
    milder = '[tool.fastapi-lint]\nseverity = {blocking-sleep = "warning"}\n'
    assert [job(DEFECT, settings=milder, fail_on=level).code for level in ("error", "warning")] == [0, 1]


def test_further_options_are_passed_on(job: Callable[..., Job]) -> None:
    done = job(DEFECT, args="--ignore blocking-sleep\n--no-delegates")
    assert done.code == 0, done.log


def test_a_running_service_is_judged_too(job: Callable[..., Job]) -> None:
    failing = CLEAN.replace("return []", "return [1 // 0]")
    done = job(failing, contract="app.main:app", contract_args="--anonymous")
    assert (done.code, done.outputs["exit-code"]) == (1, "1"), done.log
    assert any("file=app/main.py,line=8" in line for line in done.annotations), done.log
    folder = Path(done.outputs["reports"])
    assert {file.name for file in folder.glob("*.sarif")} == {"check.sarif", "contract.sarif"}
    assert done.summary.count("## fastapi-lint") == 2


def test_inputs_that_a_workflow_leaves_empty_are_as_if_not_given(job: Callable[..., Job]) -> None:
    names = ("profile", "fail_on", "strict", "changed_since", "args", "contract", "contract_args", "summary")
    done = job(DEFECT, **dict.fromkeys((*names, "upload_sarif", "version"), ""))
    assert (done.code, len(done.annotations), done.summary.count("## fastapi-lint")) == (1, 1, 1), done.log
    assert "github/codeql-action/upload-sarif" in done.used


@pytest.mark.parametrize("name", ["strict", "summary", "upload_sarif"])
def test_a_switch_that_is_neither_on_nor_off_is_named(job: Callable[..., Job], name: str) -> None:
    done = job(CLEAN, **{name: "yes"})
    assert done.code == 2
    assert f"::error title=fastapi-lint::the input {name.replace('_', '-')} is neither true nor false" in done.log


def test_options_may_stand_on_lines_of_their_own_with_blanks_around(job: Callable[..., Job]) -> None:
    done = job(DEFECT, args="\n  --ignore   blocking-sleep  \r\n\t--no-delegates \n\n")
    assert done.code == 0, done.log


def test_a_clone_without_history_says_how_to_get_one(job: Callable[..., Job], runner: Path, tmp_path: Path) -> None:
    workspace = committed(repository(tmp_path / "origin", DEFECT))
    source = f"file://{workspace}"
    subprocess.run(["git", "clone", "--quiet", "--depth=1", source, str(tmp_path / "clone")], check=True)
    done = Job(ACTION, tmp_path / "clone", runner).run(installed=True, changed_since="origin/elsewhere")
    assert done.code == 2
    assert "this clone is shallow, so fetch all of its history first: `fetch-depth: 0` on GitHub" in done.log


def test_the_scripts_of_an_environment_on_windows_are_found(job: Callable[..., Job], runner: Path) -> None:
    place = runner / "fastapi-lint/venv"
    (place / "bin").rename(place / "Scripts")
    done = job(DEFECT)
    assert (done.code, len(done.annotations)) == (1, 1), done.log


def test_line_ends_of_a_checkout_on_windows_change_no_finding(job: Callable[..., Job]) -> None:
    reports = []
    for source in (DEFECT, DEFECT.replace("\n", "\r\n")):
        done = job(source)
        reports.append(Path(done.outputs["reports"], "check.json").read_text("utf-8"))
    assert reports[0] == reports[1]


def test_wrong_usage_is_no_success(job: Callable[..., Job]) -> None:
    done = job(CLEAN, profile="recomended")
    assert (done.code, done.summary) == (2, "")
    assert "did you mean `recommended`" in done.log
    assert "github/codeql-action/upload-sarif" not in done.used


@pytest.mark.parametrize("text", HOSTILE)
def test_inputs_are_never_run(job: Callable[..., Job], tmp_path: Path, runner: Path, text: str) -> None:
    options = ("profile", "fail_on", "changed_since", "args", "contract", "contract_args")
    for names in (options, ("strict",), ("summary",), ("upload_sarif",)):
        done = job(CLEAN, **dict.fromkeys(names, text))
        assert done.code == 2, done.log
    assert [*tmp_path.rglob("pwned"), *runner.glob("*pwned*")] == []


def test_a_folder_is_never_run(job: Callable[..., Job], tmp_path: Path) -> None:
    name = "$(touch pwned)`touch pwned`"
    assert job(DEFECT, inside=name, working_directory=name).code == 1
    assert list(tmp_path.rglob("pwned")) == []


@pytest.mark.parametrize("version", ["$(touch pwned)", "1; touch pwned", "https://example.org/x.whl", "-r evil.txt"])
def test_what_is_no_release_is_not_installed(tmp_path: Path, version: str) -> None:
    done = Job(ACTION, repository(tmp_path / "workspace", CLEAN), tmp_path).run(version=version)
    assert done.code == 2
    assert "is no release" in done.log
    assert [*tmp_path.rglob("pwned"), *tmp_path.rglob("venv")] == []


def test_other_actions_are_pinned_by_their_commit() -> None:
    text = ACTION.read_text("utf-8")
    used = [step["uses"] for step in yaml.safe_load(text)["runs"]["steps"] if "uses" in step]
    assert all(len(name.partition("@")[2]) == 40 and f"{name} # v" in text for name in used)
