"""Real files with random spans deleted, doubled or moved: nothing breaks, and every fix leaves files that parse."""

from __future__ import annotations

import shutil
from pathlib import Path
from tempfile import TemporaryDirectory

import libcst as cst
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.sources import files_below
from tests.test_bad_input import Outcome, run

FIXTURES = Path(__file__).parents[1] / "fixtures"
PROJECTS = [p.parent for p in files_below(FIXTURES, "pyproject.toml") if "planted" in p.parts or "sample" in p.parts]
PIECES = (
    "\n",
    "\t",
    "    ",
    "(",
    ")",
    '"""',
    "'",
    "#",
    "\\",
    "@",
    "async ",
    "lambda: ",
    "\f",
    "\r",
    ":",
    "é",
    "\u2028",
)


@st.composite
def mutated(draw: st.DrawFn) -> tuple[Path, dict[str, str]]:
    """A project, and new texts for some of its files."""
    folder = draw(st.sampled_from(PROJECTS))
    files = sorted(p.relative_to(folder).as_posix() for p in folder.rglob("*.py") if p.stat().st_size > 20)
    changed = {}
    for name in draw(st.lists(st.sampled_from(files), min_size=1, max_size=3, unique=True)):
        text = (folder / name).read_text()
        for _ in range(draw(st.integers(1, 3))):
            text = _mutated(draw, text)
        changed[name] = text
    return folder, changed


def _mutated(draw: st.DrawFn, text: str) -> str:
    """The text with one span of characters or lines deleted, doubled, moved, or one piece put in."""
    parts = draw(st.sampled_from([list(text), text.splitlines(keepends=True)]))
    start = draw(st.integers(0, max(0, len(parts) - 1)))
    end = draw(st.integers(start, min(len(parts), start + 30)))
    span = parts[start:end]
    match draw(st.sampled_from(["delete", "double", "move", "insert"])):
        case "delete":
            parts[start:end] = []
        case "double":
            parts[start:start] = span
        case "move":
            del parts[start:end]
            place = draw(st.integers(0, len(parts)))
            parts[place:place] = span
        case _:
            parts[start:start] = [draw(st.sampled_from(PIECES))]
    return "".join(parts)


def _copied(project: Path, changed: dict[str, str], target: Path) -> Path:
    shutil.copytree(project, target)
    for name, text in changed.items():
        (target / name).write_bytes(text.encode())
    return target


def _texts(folder: Path) -> dict[str, bytes]:
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in folder.rglob("*.py")}


def _parses(data: bytes) -> bool:
    try:
        cst.parse_module(data)
    except (cst.ParserSyntaxError, UnicodeDecodeError):
        return False
    return True


def _fixed(folder: Path) -> Outcome:
    return run(folder, "check", "--no-cache", "--no-delegates", "--fix", "--unsafe-fixes")


@given(mutated())
@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
def test_any_file_is_judged_without_an_exception(given_: tuple[Path, dict[str, str]]) -> None:
    with TemporaryDirectory() as place:
        folder = _copied(*given_, Path(place, "project"))
        for arguments in ((), ("--full",)):
            assert run(folder, "check", "--no-cache", "--no-delegates", *arguments).code in (0, 1, 4)


@given(mutated())
@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
def test_fixes_keep_files_parsing_and_a_second_run_changes_nothing(given_: tuple[Path, dict[str, str]]) -> None:
    with TemporaryDirectory() as place:
        folder = _copied(*given_, Path(place, "project"))
        before = _texts(folder)
        assert _fixed(folder).code in (0, 1, 4)
        after = _texts(folder)
        assert {p for p in after if _parses(before[p]) and not _parses(after[p])} == set()
        assert {p for p in after if not _parses(before[p]) and after[p] != before[p]} == set()
        assert _fixed(folder).code in (0, 1, 4)
        assert _texts(folder) == after


@pytest.mark.parametrize("project", PROJECTS, ids=lambda p: p.relative_to(FIXTURES).as_posix().replace("/", "-"))
def test_reading_with_libcst_finds_the_same_as_reading_with_ast(project: Path, tmp_path: Path) -> None:
    profile = project.parent.name if project.parent.parent.name == "profiles" else "recommended"
    arguments = ("check", "--no-cache", "--no-delegates", "--output-format", "json", "--profile", profile)
    project = _copied(project, {}, tmp_path / project.name)
    usual, full = run(project, *arguments), run(project, *arguments, "--full")
    assert usual.data["diagnostics"] == full.data["diagnostics"]
    assert usual.data["diagnostics"] or project.name == "sample"
