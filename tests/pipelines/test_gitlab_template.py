"""The template for GitLab leaves reports that GitLab takes, fails when the check does, and runs nothing it is given."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from tests.pipelines.gitlab_job import filled, run
from tests.pipelines.services import CLEAN, DEFECT, repository
from tests.reporters.test_gitlab import OFFICIAL
from tests.reporters.test_junit import JENKINS

BIN = Path(sys.executable).parent
HOSTILE = ("$(touch pwned)", '"; touch pwned; "', "`touch pwned`", "; touch pwned")


def git(folder: Path, *arguments: str) -> str:
    identity = ("-c", "user.name=A", "-c", "user.email=a@example.com")
    return subprocess.run(["git", *identity, *arguments], cwd=folder, capture_output=True, text=True, check=True).stdout


def test_gitlab_understands_the_job(tmp_path: Path) -> None:
    (tmp_path / "ci.yml").write_text(yaml.safe_dump(filled()), "utf-8")
    schema = [str(BIN / "check-jsonschema"), "--builtin-schema", "vendor.gitlab-ci", "--data-transform", "gitlab-ci"]
    done = subprocess.run([*schema, str(tmp_path / "ci.yml")], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout


def test_a_defect_fails_the_job_and_its_artifacts_are_there_and_valid(tmp_path: Path) -> None:
    project = repository(tmp_path, DEFECT, inside="services/shop")
    code, log = run(project, folder="services/shop")
    assert code == 1, log
    artifacts = filled()["fastapi-lint"]["artifacts"]
    issues = json.loads((project / artifacts["reports"]["codequality"]).read_text("utf-8"))
    assert [error.message for issue in issues for error in OFFICIAL.iter_errors(issue)] == []
    assert [i["location"] for i in issues] == [{"path": "services/shop/app/main.py", "lines": {"begin": 10}}]
    assert list(JENKINS.iter_errors((project / artifacts["reports"]["junit"]).read_text("utf-8"))) == []
    assert artifacts["when"] == "always"


def test_a_clean_service_passes_with_an_empty_report(tmp_path: Path) -> None:
    code, log = run(repository(tmp_path, CLEAN))
    assert (code, json.loads((tmp_path / "gl-code-quality-report.json").read_text("utf-8"))) == (0, []), log


def test_in_merge_requests_only_changed_lines_count(tmp_path: Path) -> None:
    git(repository(tmp_path, DEFECT), "init", "--quiet")
    git(tmp_path, "add", "app", "pyproject.toml")
    git(tmp_path, "commit", "--quiet", "--message=before")
    given = {"CI_MERGE_REQUEST_DIFF_BASE_SHA": git(tmp_path, "rev-parse", "HEAD").strip()}
    assert [run(tmp_path, given)[0], run(tmp_path, given, changed_since="none")[0]] == [0, 1]


def test_two_services_of_a_repository_have_a_job_each() -> None:
    names = [*filled(folder="services/shop"), *filled(job="lint: shop", folder="services/shop")]
    assert names == ["fastapi-lint", "lint: shop"]


def test_inputs_with_blanks_stay_whole(tmp_path: Path) -> None:
    project = repository(tmp_path, DEFECT, inside="services/my shop")
    code, log = run(project, folder="services/my shop", args="  --no-delegates   --strict ")
    assert (code, "services/my shop/app/main.py:10" in log) == (1, True), log


def test_options_are_passed_on(tmp_path: Path) -> None:
    project = repository(tmp_path, DEFECT)
    assert [run(project, args="--ignore blocking-sleep --no-delegates")[0], run(project, profile="official")[0]] == [
        0,
        1,
    ]


@pytest.mark.parametrize("text", HOSTILE)
def test_inputs_are_never_run(tmp_path: Path, text: str) -> None:
    project = repository(tmp_path, CLEAN)
    for name in ("profile", "changed_since", "args", "folder"):
        assert run(project, None, **{name: text})[0] != 0
    assert list(tmp_path.rglob("*pwned*")) == []


@pytest.mark.parametrize(
    ("name", "value"),
    [("version", "0.1; touch pwned"), ("fail_on", "fatal"), ("args", "--strict' x: y"), ("folder", "a\nb")],
)
def test_inputs_that_cannot_be_meant_are_refused(name: str, value: str) -> None:
    with pytest.raises(ValueError, match=name.replace("_", "-")):
        filled(**{name: value})


def test_the_scripts_are_sound() -> None:
    job = filled()["fastapi-lint"]
    script = "\n".join(["set -e", *job["before_script"], *job["script"]])
    split_on_purpose = "--exclude=SC2086,SC2154"  # options, and variables that GitLab sets
    shellcheck = [str(BIN / "shellcheck"), "--shell=sh", split_on_purpose, "-"]
    done = subprocess.run(shellcheck, input=script, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout
