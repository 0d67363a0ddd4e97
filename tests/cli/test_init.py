"""Adopting the rulebook: what is shown, what is written, and what stays as it was."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from fastapi_lint.model.errors import ConfigError, TargetError, UsageError
from tests.cli.test_reports import call
from tests.source.build import write

MAIN = """\
import time

from fastapi import FastAPI

app = FastAPI()


@app.get("/a")
async def a() -> None:
    time.sleep(1)
"""
PYPROJECT = """\
# ours
[project]
name = "shop"      # aligned
version = "1"
requires-python = ">=3.11"
dependencies = ["fastapi", "sqlalchemy", "asyncpg"]
"""
HOOKS = """\
# what we run
repos:
  - repo: https://example.com/hooks   # pinned
    rev: v1
    hooks:
      - id: tidy
"""
GITLAB = """\
stages: [build, ship]

pack:
  stage: build
  script: [make]
"""
SOURCE = ("--source", "https://git.example/lint.git@v1")
ROOT = Path(__file__).resolve().parents[2]
BASELINE = ".fastapi-lint-baseline.json"
HOOK_FILE = ".pre-commit-config.yaml"


@pytest.fixture(autouse=True)
def service(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A service with one finding in a repository with pre-commit, GitHub and GitLab."""
    write(tmp_path, {"shop/__init__.py": "", "shop/main.py": MAIN, "pyproject.toml": PYPROJECT})
    write(tmp_path, {".pre-commit-config.yaml": HOOKS, ".gitlab-ci.yml": GITLAB, ".github/CODEOWNERS": "* @us\n"})
    subprocess.run(["git", "init", "--quiet"], cwd=tmp_path, check=True)
    monkeypatch.chdir(tmp_path)


def adopt(*options: str, profile: str = "recommended") -> str:
    return call("init", *SOURCE, "--profile", profile, *options)[1]


def files() -> dict[str, str]:
    """Every file but those of git and the cache."""
    listed = (p for p in Path().rglob("*") if p.is_file() and not {".git", ".fastapi_lint_cache"} & {*p.parts})
    return {str(path): path.read_text("utf-8") for path in listed}


def test_the_plan_shows_what_was_found_and_every_file_and_nothing_is_written_without_a_yes() -> None:
    before = files()
    told = adopt()
    for line in (
        "app         shop.main:app, 1 route",
        "packages    shop (packages in the root)",
        "database    PostgreSQL, SQLAlchemy",
        "python      >=3.11",
        "tools       pre-commit, GitHub, GitLab",
        "agents      none found",
        '+profile = "recommended"',
        "+  - repo: https://git.example/lint.git",
        "+      - run: fastapi-lint check --strict --output-format github",
        "+  - local: .gitlab/fastapi-lint.yml",
        f"create {BASELINE}",
        "      1  blocking-sleep",
    ):
        assert f"{line}\n" in told
    assert told.endswith("Nothing is written, as nobody can be asked here; --yes writes the 6 files.\n")
    assert files() == before


def test_a_dry_run_writes_nothing_even_with_a_yes() -> None:
    before = files()
    assert adopt("--yes", "--dry-run").endswith("Nothing is written; without --dry-run that would be 6 files.\n")
    assert files() == before


def test_what_is_written_makes_the_gate_green_and_a_new_defect_red() -> None:
    assert f"wrote {BASELINE}, which accepts 1 finding\n" in adopt("--yes")
    assert call("check", "--strict")[0] == 0
    write(Path(), {"shop/main.py": MAIN.replace("time.sleep(1)", "time.sleep(1)\n    time.sleep(2)")})
    code, output = call("check", "--output-format", "json")
    assert (code, [d["line"] for d in json.loads(output)["diagnostics"]]) == (1, [11])


def test_a_second_run_changes_nothing_and_says_so() -> None:
    adopt("--yes")
    before = files()
    told = call("init", *SOURCE, "--yes")[1]
    assert told.endswith("Everything is set up; nothing to write.\n\n")
    assert files() == before


def test_text_that_was_there_stays_byte_for_byte() -> None:
    adopt("--yes")
    written = files()
    assert written["pyproject.toml"] == (
        f'{PYPROJECT}\n[tool.fastapi-lint]\nprofile = "recommended"\napp = "shop.main:app"\nbaseline = "{BASELINE}"\n'
    )
    assert written[".pre-commit-config.yaml"].startswith(HOOKS)
    assert written[".gitlab-ci.yml"].startswith(GITLAB)


def test_the_hook_is_one_that_pre_commit_accepts() -> None:
    adopt("--yes")
    subprocess.run([sys.executable, "-m", "pre_commit", "validate-config"], check=True)


def test_an_origin_on_github_is_called_as_an_action(tmp_path: Path) -> None:
    told = call("init", "--profile", "recommended", "--source", "git@github.com:acme/lint.git@v1", "--yes")[1]
    assert "+      - uses: acme/lint@v1\n" in told
    (job,) = yaml.safe_load(Path(".github/workflows/fastapi-lint.yml").read_text())["jobs"].values()
    inputs = yaml.safe_load((ROOT / "action.yml").read_text())["inputs"]
    assert job["steps"][-1]["with"].keys() <= inputs.keys()


def test_the_job_has_a_stage_that_the_pipeline_knows() -> None:
    adopt("--yes")
    job = yaml.safe_load(Path(".gitlab/fastapi-lint.yml").read_text())["fastapi-lint"]
    assert job["stage"] == "build"
    assert job["artifacts"]["reports"] == {"codequality": "gl-code-quality-report.json"}


def test_a_project_below_the_root_of_its_repository_is_named_there(tmp_path: Path) -> None:
    for name in ("shop", "pyproject.toml"):
        (tmp_path / "my-back").mkdir(exist_ok=True)
        (tmp_path / name).rename(tmp_path / "my-back" / name)
    call("init", "my-back", *SOURCE, "--profile", "recommended", "--yes")
    (*_, hook) = yaml.safe_load(Path(".pre-commit-config.yaml").read_text())["repos"]
    assert hook["hooks"] == [{"id": "fastapi-lint", "files": r"^my\-back/"}]
    assert "fastapi-lint check my-back --strict" in Path(".github/workflows/fastapi-lint.yml").read_text()
    assert Path("my-back", BASELINE).exists()
    assert call("check", "my-back", "--strict")[0] == 0


def test_without_a_pyproject_the_settings_get_a_file_of_their_own(tmp_path: Path) -> None:
    (tmp_path / "pyproject.toml").unlink()
    (tmp_path / "requirements.txt").write_text("fastapi\n")
    adopt("--yes")
    assert (tmp_path / "fastapi-lint.toml").read_text().startswith('profile = "recommended"\n')
    assert not (tmp_path / "pyproject.toml").exists()


def test_a_pyproject_without_a_place_for_a_table_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "pyproject.toml").write_text("tool = {ruff = {line-length = 100}}\n")
    adopt("--yes")
    assert (tmp_path / "pyproject.toml").read_text() == "tool = {ruff = {line-length = 100}}\n"
    assert call("check", "--strict")[0] == 0


def test_settings_that_are_there_keep_their_profile_and_get_the_baseline(tmp_path: Path) -> None:
    settings = '\n[tool.fastapi-lint]\nselect = ["blocking-sleep"]  # for now\n'
    (tmp_path / "pyproject.toml").write_text(PYPROJECT + settings)
    call("init", *SOURCE, "--yes")
    added = settings.replace("lint]\n", f'lint]\nbaseline = "{BASELINE}"\n')
    assert (tmp_path / "pyproject.toml").read_text() == PYPROJECT + added
    with pytest.raises(UsageError, match=r"has the profile `recommended`; change it there to adopt `principles`"):
        adopt(profile="principles")


def test_a_baseline_that_is_there_is_kept(tmp_path: Path) -> None:
    call("baseline")
    before = (tmp_path / BASELINE).read_bytes()
    write(tmp_path, {"shop/main.py": MAIN.replace("time.sleep(1)", "time.sleep(1)\n    time.sleep(2)")})
    assert f'+baseline = "{BASELINE}"' in adopt("--yes")
    assert (tmp_path / BASELINE).read_bytes() == before
    assert call("check")[0] == 1


def test_hooks_and_pipelines_that_run_the_check_already_are_kept(tmp_path: Path) -> None:
    write(tmp_path, {".github/workflows/ci.yml": "jobs: {a: {steps: [{run: fastapi-lint check}]}}\n"})
    write(tmp_path, {".pre-commit-config.yaml": HOOKS.replace("id: tidy", "id: 'fastapi-lint-fix'")})
    write(tmp_path, {".gitlab-ci.yml": "lint: {script: [fastapi-lint check]}\n"})
    assert "the 2 files" in adopt()


def test_a_hook_file_without_a_place_for_it_is_shown_what_to_add(tmp_path: Path) -> None:
    write(tmp_path, {".pre-commit-config.yaml": "repos: [{repo: meta, hooks: [{id: identity}]}]\n"})
    told = adopt("--yes")
    assert ".pre-commit-config.yaml: nothing can be added without touching the rest; add below `repos:`\n" in told
    assert "  - repo: https://git.example/lint.git\n" in told
    assert (tmp_path / ".pre-commit-config.yaml").read_text().startswith("repos: [{")


def test_a_link_out_of_the_repository_is_not_written_through(tmp_path: Path) -> None:
    outside = tmp_path.parent / f"{tmp_path.name}-hooks.yaml"
    outside.write_text(HOOKS)
    (tmp_path / ".pre-commit-config.yaml").unlink()
    (tmp_path / ".pre-commit-config.yaml").symlink_to(outside)
    assert ".pre-commit-config.yaml: is a link that leads out of the repository" in adopt("--yes")
    assert outside.read_text() == HOOKS


def test_parts_can_be_left_out(tmp_path: Path) -> None:
    told = adopt("--without", "baseline,ci", "--without", "pre-commit")
    assert "the 1 file" in told
    assert "baseline" not in told
    with pytest.raises(UsageError, match="no part is called `hooks`; there are baseline, pre-commit, ci"):
        adopt("--without", "hooks")


def test_without_a_finding_there_is_nothing_to_accept(tmp_path: Path) -> None:
    write(tmp_path, {"shop/main.py": MAIN.replace("time.sleep(1)", "return None")})
    assert "baseline" not in adopt("--yes")
    assert not (tmp_path / BASELINE).exists()
    assert call("check", "--strict")[0] == 0


def test_without_an_origin_the_hook_runs_what_is_installed_and_ci_is_left_out(tmp_path: Path) -> None:
    from fastapi_lint.api.adopting.origin import Origin
    from fastapi_lint.api.adopting.planning import plan

    planned = plan(tmp_path, "recommended", Origin(), (), tmp_path / "cache")
    (hook,) = [change for change in planned.changes if change.path == ".pre-commit-config.yaml"]
    assert yaml.safe_load(hook.after or "")["repos"][-1]["hooks"][0]["language"] == "system"
    assert {change.path for change in planned.changes} == {"pyproject.toml", ".pre-commit-config.yaml"}
    assert sum("--source URL@REVISION" in notice for notice in planned.notices) == 3


def test_without_a_repository_it_says_why_there_is_no_hook(tmp_path: Path) -> None:
    (tmp_path / ".git").rename(tmp_path.parent / f"{tmp_path.name}.git")
    assert (
        f"{HOOK_FILE}: not written: there is no git repository around {tmp_path.name}; `git init` makes one." in adopt()
    )
    assert HOOK_FILE not in adopt("--without", "pre-commit")


def test_how_git_gets_to_call_the_hook_is_said_once(tmp_path: Path) -> None:
    advice = "`pip install pre-commit && pre-commit install` makes git call the hook."
    write(tmp_path, {"copy/main.py": MAIN, "copy/pyproject.toml": PYPROJECT})
    assert advice in adopt("--yes")
    write(tmp_path, {".git/hooks/pre-commit": "#!/bin/sh\n", ".pre-commit-config.yaml": HOOKS})
    assert advice not in adopt("--yes")


def test_a_further_checkout_knows_the_hook_and_the_remote_of_the_repository(tmp_path: Path) -> None:
    advice = "`pip install pre-commit && pre-commit install` makes git call the hook."
    for path in (".gitlab-ci.yml", ".github/CODEOWNERS"):
        (tmp_path / path).unlink()
    (tmp_path / ".github").rmdir()
    identity = ("-c", "user.name=a", "-c", "user.email=a@b.c")
    for command in (
        ("remote", "add", "origin", "https://github.com/acme/shop.git"),
        ("add", "."),
        (*identity, "commit", "--quiet", "--message=Start"),
        ("worktree", "add", "--quiet", "--detach", "further"),
    ):
        subprocess.run(["git", *command], cwd=tmp_path, check=True)
    write(tmp_path, {".git/hooks/pre-commit": "#!/bin/sh\n"})
    told = call("init", "further", *SOURCE, "--profile", "recommended", "--yes")[1]
    assert "tools       pre-commit, GitHub\n" in told
    assert advice not in told


def test_several_projects_below_one_root_are_named(tmp_path: Path) -> None:
    for name in ("bill", "ship"):
        write(tmp_path, {f"{name}/main.py": MAIN, f"{name}/pyproject.toml": PYPROJECT})
    assert "each is a project" not in adopt()
    (tmp_path / "pyproject.toml").unlink()
    told = "bill, ship: each is a project of its own; `fastapi-lint init bill` adopts one, instead of all."
    assert told in adopt()


@pytest.mark.parametrize("source", [SOURCE, ("--source", "https://github.com/acme/lint@v1")], ids=["any", "github"])
def test_each_project_of_a_repository_gets_a_hook_and_jobs_of_its_own(tmp_path: Path, source: tuple[str, str]) -> None:
    shutil.rmtree(tmp_path / "shop")
    (tmp_path / "pyproject.toml").unlink()
    for name in ("bill", "my/ship"):
        write(tmp_path, {f"{name}/main.py": MAIN, f"{name}/pyproject.toml": PYPROJECT})
        call("init", name, *source, "--profile", "recommended", "--yes")
    hooks = [hook for repo in yaml.safe_load(Path(HOOK_FILE).read_text())["repos"] for hook in repo["hooks"]]
    assert [hook.get("files") for hook in hooks] == [None, "^bill/", "^my/ship/"]
    for path in (".github/workflows/fastapi-lint.yml", ".gitlab/fastapi-lint.yml"):
        assert "bill" in Path(path).read_text()
        assert "my/ship" in Path(path.replace("lint.yml", "lint-my-ship.yml")).read_text()
    included = yaml.safe_load(Path(".gitlab-ci.yml").read_text())["include"]
    assert [one["local"] for one in included] == [".gitlab/fastapi-lint.yml", ".gitlab/fastapi-lint-my-ship.yml"]
    before = files()
    for name in ("bill", "my/ship"):
        assert "Everything is set up" in call("init", name, *source, "--yes")[1]
    assert files() == before


@pytest.mark.parametrize(
    "hook", ["{id: fastapi-lint}", "{id: fastapi-lint, files: ^my/}", "{id: fastapi-lint, files: '['}"]
)
def test_a_hook_that_looks_at_the_project_already_is_kept(tmp_path: Path, hook: str) -> None:
    write(tmp_path, {"my/ship/main.py": MAIN, "my/ship/pyproject.toml": PYPROJECT})
    write(tmp_path, {HOOK_FILE: f"repos: [{{repo: x, rev: v1, hooks: [{hook}]}}]\n"})
    assert HOOK_FILE not in call("init", "my/ship", *SOURCE, "--profile", "recommended")[1]


def test_the_app_that_is_taken_of_several_is_named(tmp_path: Path) -> None:
    assert "apps" not in adopt()
    write(tmp_path, {"shop/other.py": MAIN})
    assert "There are 2 apps, and `fastapi-lint contract` starts shop.other:app; `fastapi-lint contract" in adopt()
    mounting = MAIN.replace(
        "app = FastAPI()", "from shop.main import app as inner\n\napp = FastAPI()\napp.mount('/i', inner)"
    )
    write(tmp_path, {"shop/other.py": mounting})
    assert "apps" not in adopt()


def test_without_a_manifest_nobody_can_tell_which_profile_fits(tmp_path: Path) -> None:
    (tmp_path / "pyproject.toml").unlink()
    told = call("init", *SOURCE)[1]
    assert (
        "recommended it is: without pyproject.toml or the like, rules about the project have nothing to judge." in told
    )
    assert '+profile = "recommended"' in told


def test_a_file_that_cannot_be_read_stays_red_and_is_told_of(tmp_path: Path) -> None:
    write(tmp_path, {"shop/odd.py": "def :\n"})
    told = adopt("--yes")
    assert "shop/odd.py:1:5: this file cannot be parsed" in told
    assert "mend or exclude it, as no baseline accepts such a file." in told
    assert f"wrote {BASELINE}, which accepts 1 finding" in told
    code, output = call("check", "--no-cache", "--output-format", "json")
    assert (code, [d["rule"] for d in json.loads(output)["diagnostics"]]) == (1, ["syntax-error"])


def test_a_folder_in_which_no_route_is_found_is_told_of(tmp_path: Path) -> None:
    write(tmp_path, {"shop/main.py": "import fastapi\n"})
    assert "No route was found, so rules about routes say nothing" in adopt()


@pytest.mark.parametrize(
    ("name", "text", "problem"),
    [
        ("pyproject.toml", "[project\n", r"pyproject\.toml: not valid TOML: .*mend it, then run this again"),
        ("pyproject.toml", "[tool.fastapi-lint]\nprofil = 'x'\n", "did you mean `profile`"),
        ("fastapi-lint.toml", "profile = \n", r"fastapi-lint\.toml: not valid TOML"),
        (BASELINE, "{", "the baseline is not valid JSON"),
    ],
)
def test_a_file_that_cannot_be_read_is_named(tmp_path: Path, name: str, text: str, problem: str) -> None:
    write(tmp_path, {name: text})
    with pytest.raises(ConfigError, match=problem):
        call("init", *SOURCE)


def test_a_folder_without_python_is_told_of(tmp_path: Path) -> None:
    (tmp_path / "empty/.git").mkdir(parents=True)
    with pytest.raises(TargetError, match=r"there is no Python file to check; .* or start one with `fastapi-lint new`"):
        call("init", "empty")


def test_the_figures_of_every_profile_stand_behind_the_proposal() -> None:
    told = call("init", *SOURCE)[1]
    for profile in ("recommended", "principles", "official", "single-process"):
        assert f"\n{profile} " in told
    assert "recommended it is: a profile is proposed when 90% of at least 10 such rules are kept." in told


@pytest.mark.parametrize(("answer", "written"), [("y", True), ("n", False), ("", False)])
def test_on_a_terminal_it_asks(tmp_path: Path, answer: str, *, written: bool) -> None:
    ours, theirs = os.openpty()
    os.write(ours, f"{answer}\n".encode())
    command = [sys.executable, "-m", "fastapi_lint", "init", "--profile", "recommended", *SOURCE]
    with subprocess.Popen(command, cwd=tmp_path, stdin=theirs, stdout=theirs, stderr=theirs) as process:
        os.close(theirs)
        told = _everything(ours)
    assert "Write 6 files? [y/N]" in told
    assert process.returncode == 0
    assert (tmp_path / BASELINE).exists() is written
    assert ("Nothing is written." in told) is not written


def _everything(terminal: int) -> str:
    """What is written to a terminal until its other side is closed."""
    parts = []
    while True:
        try:
            part = os.read(terminal, 4096)
        except OSError:  # Linux says so at the end
            break
        if not part:
            break
        parts.append(part)
    os.close(terminal)
    return b"".join(parts).decode("utf-8", "replace")
