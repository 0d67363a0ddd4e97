"""Scores a finished working tree: hidden tests, findings under each profile, and bytes of context."""

from __future__ import annotations

import ast
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from xml.etree import ElementTree as ET

from evals.tasks import Task
from fastapi_lint.api.checking import check_project
from fastapi_lint.api.request import Request
from fastapi_lint.model.errors import FastapiLintError

SECONDS = 120
"""After which hidden tests that do not end count as failed."""

_ALWAYS = ("AGENTS.md", "CLAUDE.md", ".github/copilot-instructions.md")
_ON_DEMAND = (".agents/skills/**/*.md", ".claude/skills/**/*.md", ".cursor/rules/*.mdc")
_LEFT_OUT = shutil.ignore_patterns("acceptance", "__pycache__", ".git", ".venv", ".*_cache")


@dataclass(frozen=True, slots=True)
class Acceptance:
    """How many of the hidden test functions passed; one with several cases passes when all of them do."""

    passed: int
    total: int
    failed: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Findings:
    """Findings by severity under one profile; `problem` says why there are none to count."""

    errors: int = 0
    warnings: int = 0
    infos: int = 0
    problem: str = ""


@dataclass(frozen=True, slots=True)
class Context:
    """Bytes: `always` are in every request, `on_demand` could be read, `read` were, if a transcript names them."""

    always: int
    on_demand: int
    read: int | None


@dataclass(frozen=True, slots=True)
class Score:
    """What a working tree is worth for a task."""

    task: str
    acceptance: Acceptance
    findings: dict[str, Findings]
    context: Context

    def as_plain(self) -> dict[str, object]:
        """For JSON."""
        return asdict(self)


def score(given: Task, tree: Path, profiles: Sequence[str], transcript: str | None = None) -> Score:
    """Scores a copy of the tree; the tree itself is not touched. Its code is run: score only what you would run."""
    with tempfile.TemporaryDirectory() as name:
        copy = Path(name).resolve() / "tree"
        shutil.copytree(tree, copy, ignore=_LEFT_OUT)
        findings = {profile: _findings(copy, profile) for profile in profiles}
        return Score(given.id, _accepted(given, copy), findings, _context(copy, transcript))


def _findings(copy: Path, profile: str) -> Findings:
    try:
        report = check_project(Request(paths=(copy,), profile=profile, no_cache=True)).report
    except FastapiLintError as error:
        return Findings(problem=str(error))
    return Findings(report.summary.errors, report.summary.warnings, report.summary.infos)


def _accepted(given: Task, copy: Path) -> Acceptance:
    hidden = copy / "acceptance"
    shutil.copytree(given.acceptance, hidden)
    wanted = set(_functions(hidden.glob("test_*.py")))
    outcome = _run(copy, hidden)
    passed = {name for name in wanted if outcome.get(name)}
    return Acceptance(len(passed), len(wanted), tuple(sorted(wanted - passed)))


def _run(copy: Path, hidden: Path) -> dict[str, bool]:
    """Test function -> whether all of its cases passed; empty when the tests could not be run at all."""
    report = copy / "acceptance.xml"
    options = ("-q", "-p", "no:cacheprovider", "--rootdir", str(copy), "-c", os.devnull, f"--junitxml={report}")
    try:
        subprocess.run(
            [sys.executable, "-m", "pytest", *options, str(hidden)],
            cwd=copy,
            env=_environment(copy),
            capture_output=True,
            check=False,
            timeout=SECONDS,
        )
        cases = list(ET.parse(report).iter("testcase"))  # noqa: S314 - pytest has just written it
    except (subprocess.TimeoutExpired, OSError, ET.ParseError):
        return {}
    outcome: dict[str, bool] = {}
    for case in cases:
        name = str(case.get("name")).partition("[")[0]
        outcome[name] = outcome.get(name, True) and not len(case)
    return outcome


def _environment(copy: Path) -> dict[str, str]:
    """Nothing of ours but the way to programs: neither variables of the service nor options of pytest."""
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG", "TMPDIR", "SYSTEMROOT") if name in os.environ}
    return kept | {"PYTHONPATH": str(copy), "PYTHONDONTWRITEBYTECODE": "1"}


def _functions(files: Iterable[Path]) -> list[str]:
    return [
        node.name
        for file in files
        for node in ast.parse(file.read_text("utf-8")).body
        if isinstance(node, ast.FunctionDef) and node.name.startswith("test_")
    ]


def _context(copy: Path, transcript: str | None) -> Context:
    """CLAUDE.md that only imports AGENTS.md counts as what it is: a line, and the same text once."""
    always = sum(_size(copy / path) for path in _ALWAYS)
    pages = {file.relative_to(copy).as_posix(): _size(file) for glob in _ON_DEMAND for file in copy.glob(glob)}
    read = None if transcript is None else sum(size for path, size in pages.items() if path in transcript)
    return Context(always, sum(pages.values()), read)


def _size(file: Path) -> int:
    return file.stat().st_size if file.is_file() else 0
