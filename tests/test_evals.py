"""Every task can be done, is not done from the start, and a score says so."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from evals.__main__ import main
from evals.scoring import score
from evals.tasks import HERE, solve, start, tasks

TASKS = tasks()
SKILLS = sorted(path.name for path in (HERE.parent / "skills").iterdir() if path.is_dir())

each_task = pytest.mark.parametrize("name", TASKS)


def test_there_are_twelve_tasks_with_prompts() -> None:
    assert len(TASKS) == 12
    assert all(len(task.prompt) > 100 and set(task.skills) <= set(SKILLS) for task in TASKS.values())


@each_task
def test_a_task_can_be_done_without_a_finding(name: str, tmp_path: Path) -> None:
    found = score(TASKS[name], solve(TASKS[name], tmp_path / "tree"), ["recommended"])
    assert found.acceptance.failed == ()
    assert found.acceptance.passed == found.acceptance.total > 1
    counted = found.findings["recommended"]
    assert (counted.errors, counted.warnings, counted.infos, counted.problem) == (0, 0, 0, "")


@each_task
def test_the_untouched_start_scores_lower(name: str, tmp_path: Path) -> None:
    found = score(TASKS[name], start(TASKS[name], tmp_path / "tree"), [])
    assert found.acceptance.passed < found.acceptance.total


def test_a_tree_is_not_touched_and_its_own_acceptance_folder_decides_nothing(tmp_path: Path) -> None:
    tree = start(TASKS["add-reviews"], tmp_path / "tree")
    (tree / "acceptance").mkdir()
    (tree / "acceptance/conftest.py").write_text("def pytest_collection_modifyitems(items):\n    items.clear()\n")
    before = {p: p.read_bytes() for p in tree.rglob("*") if p.is_file()}
    assert score(TASKS["add-reviews"], tree, []).acceptance.passed < 5
    assert {p: p.read_bytes() for p in tree.rglob("*") if p.is_file()} == before


def test_a_tree_that_does_not_import_passes_nothing(tmp_path: Path) -> None:
    tree = start(TASKS["add-reviews"], tmp_path / "tree")
    (tree / "app/main.py").write_text("raise SystemExit\n")
    found = score(TASKS["add-reviews"], tree, ["recommended"]).acceptance
    assert (found.passed, found.total) == (0, 5)


def test_context_is_counted_in_bytes(tmp_path: Path) -> None:
    tree = start(TASKS["add-reviews"], tmp_path / "tree")
    (tree / "AGENTS.md").write_text("x" * 100)
    page = tree / ".agents/skills/a/SKILL.md"
    page.parent.mkdir(parents=True)
    page.write_text("y" * 40)
    (page.parent / "other.md").write_text("z" * 7)
    context = score(TASKS["add-reviews"], tree, [], "Read(.agents/skills/a/SKILL.md)").context
    assert (context.always, context.on_demand, context.read) == (100, 47, 40)


def test_the_command_writes_a_start_and_scores_it(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["start", "paginate-books", str(tmp_path / "tree")]) == 0
    assert capsys.readouterr().out.startswith("The list of books has grown.")
    assert main(["start", "paginate-books", str(tmp_path / "tree")]) == 2
    assert main(["score", "paginate-books", str(tmp_path / "tree"), "--profiles", "recommended", "--json"]) == 1
    data = json.loads(capsys.readouterr().out)
    assert (data["acceptance"]["passed"], data["findings"]["recommended"]["errors"]) == (0, 0)
    assert main(["score", "paginate", str(tmp_path / "tree")]) == 2
    assert "there are add-reviews" in capsys.readouterr().err


@pytest.mark.parametrize("skill", SKILLS)
def test_every_skill_has_evaluations_in_the_form_of_the_guide(skill: str) -> None:
    data = json.loads((HERE / "skills" / skill / "evals.json").read_text("utf-8"))
    assert data["skill_name"] == skill
    assert [case["id"] for case in data["evals"]] == [1, 2, 3]
    for case in data["evals"]:
        assert set(case) == {"id", "prompt", "expected_output", "files", "assertions"}
        assert len(case["assertions"]) >= 3
        assert [file for file in case["files"] if not (HERE.parent / file).is_file()] == []
