"""What `fastapi-lint sync` writes passes the validators of the field and keeps to our budgets, in three projects."""

from __future__ import annotations

import json
import re
import subprocess
import sysconfig
from pathlib import Path

import pytest

from fastapi_lint.views.agents.targets import TARGETS
from tests.cli.test_reports import call

SCRIPTS = Path(sysconfig.get_path("scripts"))
PROJECTS = {
    "plain": ("recommended", '"fastapi"'),
    "layered": ("principles", '"fastapi", "sqlalchemy"'),
    "events": ("event-service", '"fastapi", "redis", "sqlalchemy", "prometheus-client"'),
}
LINES = {"AGENTS.md": 200, "CLAUDE.md": 200, ".mdc": 500, "SKILL.md": 500}
BYTES = {"AGENTS.md": 8_000, "copilot-instructions.md": 4_000, "SKILL.md": 20_000, ".mdc": 12_000}
_PATH = re.compile(r"`([\w.-]+(?:/[\w.-]+)+\.(?:md|json|ya?ml|toml|py))`")


@pytest.fixture(scope="module", params=PROJECTS)
def project(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A repository with every target in it; all of it is committed, as some validators look at what git knows."""
    profile, requirements = PROJECTS[request.param]
    folder = tmp_path_factory.mktemp(request.param)
    (folder / "app").mkdir()
    (folder / "app/main.py").write_text('"""The service."""\n\nfrom fastapi import FastAPI\n\napp = FastAPI()\n')
    (folder / "pyproject.toml").write_text(
        f'[project]\nname = "shop"\nversion = "1"\ndependencies = [{requirements}]\n\n'
        f'[tool.fastapi-lint]\nprofile = "{profile}"\n'
    )
    call("sync", str(folder), "--targets", ",".join(TARGETS))
    for command in (
        ["init", "-q"],
        ["add", "."],
        ["-c", "user.name=a", "-c", "user.email=a@b.c", "commit", "-qm", "."],
    ):
        subprocess.run(["git", *command], cwd=folder, check=True)
    return folder


def run(folder: Path, tool: str, *arguments: str) -> str:
    done = subprocess.run(
        [str(SCRIPTS / tool), *arguments], cwd=folder, capture_output=True, text=True, check=False, timeout=120
    )
    assert done.returncode == 0, f"{tool}: {done.stdout}{done.stderr}"
    return done.stdout


def test_agnix_finds_no_error(project: Path) -> None:
    assert "Found 0 errors" in run(project, "agnix", ".")


def test_skillsaw_finds_no_error(project: Path) -> None:
    found = json.loads(run(project, "skillsaw", "lint", "--format", "json", "--no-progress", "."))
    assert found["summary"]["errors"] == found["summary"]["warnings"] == 0


def test_rulereach_says_that_every_file_reaches_an_agent(project: Path) -> None:
    assert "every instruction file can reach an agent" in run(project, "rulereach", "check")


def test_agents_doctor_finds_no_problem(project: Path) -> None:
    assert "No problems found in 1 instruction file" in run(project, "agents-doctor", "check")


def test_the_reference_validator_accepts_every_skill(project: Path) -> None:
    skills = [file.parent for file in project.glob(".*/skills/*/SKILL.md")]
    assert len(skills) == 10
    for skill in skills:
        assert "Valid skill" in run(project, "agentskills", "validate", str(skill))


def test_the_validators_would_speak_up(project: Path, tmp_path: Path) -> None:
    skill = tmp_path / "wrong"
    skill.mkdir()
    (skill / "SKILL.md").write_text("---\nname: Other\nversion: 1\ndescription: x\n---\n\n[It](references/no.md)\n")
    for command in (["agnix", "."], ["agentskills", "validate", "wrong"]):
        with pytest.raises(AssertionError, match="wrong"):
            run(tmp_path, *command)


def test_every_file_keeps_to_its_budget(project: Path) -> None:
    for file in emitted(project):
        text = file.read_text("utf-8")
        for end, most in LINES.items():
            assert not file.name.endswith(end) or text.count("\n") <= most, file
        for end, bytes_ in BYTES.items():
            assert not file.name.endswith(end) or len(text.encode()) <= bytes_, file


def test_every_path_that_an_agent_is_sent_to_exists(project: Path) -> None:
    pages = [file for file in emitted(project) if "references" not in file.parts]
    assert len(pages) > 12
    named = {(file, path) for file in pages for path in _PATH.findall(file.read_text("utf-8"))}
    linked = {(file, path) for file in pages for path in re.findall(r"\]\(([^)#\s]+\.md)", file.read_text("utf-8"))}
    assert linked
    assert [(file, path) for file, path in named | linked if not (file.parent / path).is_file()] == []


def emitted(project: Path) -> list[Path]:
    ours = [file for file in project.rglob("*") if file.suffix in {".md", ".mdc", ".txt"} and ".git" not in file.parts]
    assert len(ours) > 20
    return ours
