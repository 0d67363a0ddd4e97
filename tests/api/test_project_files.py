"""Rules about project files in a whole check: places, suppressions, broken files, and what the cache depends on."""

from __future__ import annotations

from pathlib import Path

import pytest

from fastapi_lint.api.account import account_of
from fastapi_lint.api.checking import check_project
from fastapi_lint.api.request import Checked, Request
from tests.source.build import write

FILES = {
    "pyproject.toml": '[project]\nname = "shop"\nrequires-python = ">=3.9"\n',
    "Dockerfile": "FROM python:3.12\n",
    "main.py": "from fastapi import FastAPI\napp = FastAPI()\n@app.get('/')\ndef read() -> int: ...\n",
}
RULES = ("outdated-python-floor", "root-container-user", "lint")


def check(folder: Path, files: dict[str, str], **more: str) -> Checked:
    write(folder, {**FILES, **files, **more})
    return check_project(Request(paths=(folder,), select=RULES, no_delegates=True))


def shown(checked: Checked) -> list[tuple[str, int, str]]:
    places = ((Path(d.location.path).name, d.location.line, d.rule) for d in checked.report.diagnostics)
    return sorted(places)


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def test_findings_stand_in_project_files(tmp_path: Path) -> None:
    checked = check(tmp_path, {})
    assert shown(checked) == [("Dockerfile", 1, "root-container-user"), ("pyproject.toml", 3, "outdated-python-floor")]
    assert checked.report.sources.get("pyproject.toml", ())[2] == 'requires-python = ">=3.9"'


def test_a_comment_suppresses_in_a_project_file(tmp_path: Path) -> None:
    comment = "# fastapi-lint: ignore[root-container-user] a sandbox drops root\n"
    checked = check(tmp_path, {"Dockerfile": comment + FILES["Dockerfile"]})
    assert shown(checked) == [("pyproject.toml", 3, "outdated-python-floor")]
    assert checked.report.summary.suppressed == 1


def test_a_broken_project_file_is_a_finding_and_a_template_is_named(tmp_path: Path) -> None:
    checked = check(tmp_path, {"pyproject.toml": "[project\n", "Dockerfile": "{% if x %}FROM a{% endif %}\n"})
    assert shown(checked) == [("pyproject.toml", 1, "invalid-project-file")]
    assert [(s.subject, s.reason) for s in checked.report.skipped] == [("Dockerfile", "it is a template")]


@pytest.mark.parametrize("pattern", ["deploy/Dockerfile", "deploy", "**/Dockerfile", "*file"])
def test_what_the_settings_exclude_is_not_judged(tmp_path: Path, pattern: str) -> None:
    write(tmp_path, {"main.py": FILES["main.py"], "deploy/Dockerfile": FILES["Dockerfile"], "fastapi-lint.toml": ""})
    request = Request(paths=(tmp_path,), select=RULES, no_delegates=True)
    assert shown(check_project(request)) == [("Dockerfile", 1, "root-container-user")]
    write(tmp_path, {"fastapi-lint.toml": f'extend-exclude = ["{pattern}"]\n'})
    assert shown(check_project(request)) == []


def test_the_recommended_profile_reads_no_project_file(tmp_path: Path) -> None:
    write(tmp_path, FILES)
    checked = check_project(Request(paths=(tmp_path,), no_delegates=True))
    assert checked.analysis.reading.inputs == ()


def test_an_answer_depends_on_every_project_file_and_folder_that_was_looked_at(tmp_path: Path) -> None:
    checked = check(tmp_path, {})
    assert {str(tmp_path), str(tmp_path / "Dockerfile"), str(tmp_path / "pyproject.toml")} <= set(checked.inputs)


def test_why_tells_about_lines_of_project_files(tmp_path: Path) -> None:
    settings = '[tool.fastapi-lint]\nselect = ["outdated-python-floor"]\n'
    write(tmp_path, {**FILES, "pyproject.toml": FILES["pyproject.toml"] + settings, "README.md": "# Shop\n"})
    assert "outdated-python-floor: " in account_of(str(tmp_path / "pyproject.toml"), 3)
    assert "nothing is reported here" in account_of(str(tmp_path / "pyproject.toml"), 1)
    assert "no active rule looks at such files" in account_of(str(tmp_path / "README.md"), 1)
