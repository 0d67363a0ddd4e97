"""Workflows, the action and the image are what their own linters want, and publish what was built and attested."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from fastapi_lint import __version__
from fastapi_lint.api.checking import check_project
from fastapi_lint.api.request import Request
from tests.source.build import write

ROOT = Path(__file__).resolve().parents[2]
BIN = Path(sys.executable).parent
WORKFLOWS = sorted((ROOT / ".github/workflows").glob("*.yml"))
TOOLS = {
    "zizmor": ["zizmor", "--offline", "--quiet", ".github", "action.yml"],
    "workflow schema": ["check-jsonschema", "--builtin-schema", "vendor.github-workflows", *map(str, WORKFLOWS)],
    "action schema": ["check-jsonschema", "--builtin-schema", "vendor.github-actions", "action.yml"],
    "hadolint": ["hadolint", "Dockerfile"],
}


def steps(workflow: Path) -> list[dict[str, Any]]:
    jobs = yaml.safe_load(workflow.read_text("utf-8"))["jobs"].values()
    return [step for job in jobs for step in job["steps"]]


def scripts() -> dict[str, str]:
    """Every script of a workflow and of the action, by its name."""
    action = yaml.safe_load((ROOT / "action.yml").read_text("utf-8"))["runs"]["steps"]
    named = [("action", step) for step in action]
    named += [(file.stem, step) for file in WORKFLOWS for step in steps(file)]
    return {f"{where}: {step['name']}": step["run"] for where, step in named if "run" in step}


@pytest.mark.parametrize("command", TOOLS.values(), ids=TOOLS)
def test_a_linter_has_nothing_to_report(command: list[str]) -> None:
    done = subprocess.run([BIN / command[0], *command[1:]], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize("script", scripts().values(), ids=scripts())
def test_a_script_is_sound_and_holds_no_expression(script: str) -> None:
    shellcheck = [str(BIN / "shellcheck"), "--shell=bash", "-"]
    done = subprocess.run(shellcheck, input=script, capture_output=True, text=True, check=False)
    assert (done.returncode, "${{" in script) == (0, False), done.stdout


def test_ci_runs_the_one_line_that_the_readme_names() -> None:
    lines = [step["run"] for step in steps(ROOT / ".github/workflows/ci.yml") if "pytest" in step.get("run", "")]
    assert [line in (ROOT / "README.md").read_text("utf-8") for line in lines] == [True]
    assert lines[0] in (ROOT / ".ci/run").read_text("utf-8")


def test_ci_runs_on_every_supported_python() -> None:
    jobs = yaml.safe_load((ROOT / ".github/workflows/ci.yml").read_text("utf-8"))["jobs"]
    named = re.findall(r"Python :: (3\.\d+)", (ROOT / "pyproject.toml").read_text("utf-8"))
    assert jobs["test"]["strategy"]["matrix"]["python"] == named


@pytest.mark.parametrize("workflow", WORKFLOWS, ids=lambda file: file.stem)
def test_other_actions_are_pinned_by_their_commit(workflow: Path) -> None:
    text = workflow.read_text("utf-8")
    used = [step["uses"] for step in steps(workflow) if step.get("uses", "./") != "./"]
    assert [name for name in used if not re.search(rf"{re.escape(name)} # v\d", text)] == []
    assert [name for name in used if not re.fullmatch(r"[^@]+@[0-9a-f]{40}", name)] == []


@pytest.mark.parametrize(("tag", "code"), [(f"v{__version__}", 0), ("v0", 1), ("$(touch pwned)", 1)])
def test_a_release_is_made_of_the_version_that_its_tag_names(tmp_path: Path, tag: str, code: int) -> None:
    script = scripts()["release: The tag is the version of the package"]
    write(
        tmp_path, {"checker/fastapi_lint/__init__.py": (ROOT / "checker/fastapi_lint/__init__.py").read_text("utf-8")}
    )
    done = subprocess.run(["bash", "-e", "-c", script], cwd=tmp_path, env={**os.environ, "TAG": tag}, check=False)
    assert (done.returncode, (tmp_path / "pwned").exists()) == (code, False)


@pytest.mark.parametrize("file", ["action.yml", "templates/gitlab.yml"])
def test_every_input_is_explained_to_users(file: str) -> None:
    text = (ROOT / file).read_text("utf-8")
    documents = [d.get("spec", d) for d in yaml.safe_load_all(text) if "inputs" in d.get("spec", d)]
    page = (ROOT / "docs/ci.md").read_text("utf-8")
    assert [name for name in documents[0]["inputs"] if f"`{name}`" not in page] == []


def test_each_job_of_a_release_may_do_its_own_work_only() -> None:
    release = yaml.safe_load((ROOT / ".github/workflows/release.yml").read_text("utf-8"))
    assert release["permissions"] == {}
    assert {name: set(job["permissions"]) for name, job in release["jobs"].items()} == {
        "build": {"contents"},
        "attest": {"id-token", "attestations"},
        "publish": {"id-token"},
        "announce": {"contents"},
    }
    assert release["jobs"]["publish"]["needs"] == ["build", "attest"]
    assert "secrets" not in (ROOT / ".github/workflows/release.yml").read_text("utf-8")


def test_what_is_copied_into_the_image_is_there_and_let_in() -> None:
    copied = re.findall(r"^COPY (?!--)(.*) \S+$", (ROOT / "Dockerfile").read_text("utf-8"), re.MULTILINE)
    names = {name for line in copied for name in line.split()}
    let_in = {line[1:] for line in (ROOT / ".dockerignore").read_text("utf-8").splitlines() if line.startswith("!")}
    assert names == let_in
    assert [name for name in sorted(names) if not (ROOT / name).exists()] == []


def test_our_own_rules_about_containers_find_nothing_in_the_image(tmp_path: Path) -> None:
    app = "from fastapi import FastAPI\n\napp = FastAPI()\n"
    manifest = '[project]\nname = "a"\nversion = "1"\ndependencies = ["fastapi"]\n'
    write(tmp_path, {"app/main.py": app, "pyproject.toml": manifest, "uv.lock": ""})
    for name in ("Dockerfile", ".dockerignore"):
        write(tmp_path, {name: (ROOT / name).read_text("utf-8")})
    endless = ("missing-container-healthcheck",)  # a command ends by itself
    asked = Request(paths=(tmp_path,), no_cache=True, no_delegates=True, select=("containers",), ignore=endless)
    found = check_project(asked).report.diagnostics
    about = [d for d in found if d.location.path.endswith(("Dockerfile", ".dockerignore"))]
    assert [f"{d.location.line} {d.rule} {d.message}" for d in about] == []
