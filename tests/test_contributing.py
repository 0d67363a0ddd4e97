"""docs/write-a-rule.md tells the truth: its two files, put into a copy of the repository, are a rule."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
STEP = re.compile(r"^\d\. `(?P<path>[^`]+)`.*?^```\w+\n(?P<text>.*?)^```$", re.MULTILINE | re.DOTALL)
OWN_TESTS = "verb-in-path or table_of_rules or check_of_the_right_shape"


def run(repository: Path, *arguments: str) -> str:
    """What `python -m …` prints for the copied package; any failure fails the test."""
    plain = {name: value for name, value in os.environ.items() if not name.startswith(("COV", "PYTEST"))}
    done = subprocess.run(
        [sys.executable, "-m", *arguments],
        cwd=repository,
        env={**plain, "PYTHONPATH": str(repository / "checker")},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """A copy of the repository with the two files of docs/write-a-rule.md."""
    for folder in ("checker", "rules", "tests"):
        shutil.copytree(ROOT / folder, tmp_path / folder, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    steps = STEP.findall((ROOT / "docs/write-a-rule.md").read_text(encoding="utf-8"))
    for path, text in steps:
        (tmp_path / path).write_text(text, encoding="utf-8")
    assert len(steps) == 2
    return tmp_path


def test_the_two_files_are_a_rule_that_passes_its_tests(repository: Path) -> None:
    run(repository, "fastapi_lint.views.index")
    answer = run(repository, "pytest", "-rA", "tests/test_examples.py", "tests/test_rulebook.py", "-k", OWN_TESTS)
    passed = {line.rpartition("::")[2].partition(" ")[0] for line in answer.splitlines() if line.startswith("PASSED")}
    proofs = {f"[routing/verb-in-path-{proof}]" for proof in ("bad-0", "good-1", "near-miss-2")}
    assert proofs <= {test[test.find("[") :] for test in passed}


def test_the_two_files_keep_to_the_style(repository: Path) -> None:
    run(repository, "ruff", "check", "checker/fastapi_lint/rules/routing")
    run(repository, "ruff", "format", "--check", "checker/fastapi_lint/rules/routing/verb_in_path.py")
