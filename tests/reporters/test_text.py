"""People see frames and colours on a terminal, and plain lines elsewhere."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest
from msgspec.structs import replace
from rich.cells import cell_len

from fastapi_lint.model.diagnostic import Severity
from fastapi_lint.model.location import Location
from fastapi_lint.model.report import Report
from fastapi_lint.reporters import text
from fastapi_lint.reporters.registry import FORMATS
from tests.reporters.samples import FINDING, HOSTILE, PATH, SAFE_FIX, findings, hostile, report

_ROOT = Path(__file__).parents[2]
_PLAIN = """
import sys
from fastapi_lint.reporters.registry import reporter
from tests.reporters.samples import hostile
reporter({name!r}).render(hostile(){options})
heavy = {{"rich", "click", "libcst", "pydantic", "yaml"}}
print(sorted(heavy & set(sys.modules)))
"""


def _terminal(shown: Report, *, width: int = 100, color: bool = False) -> str:
    return text.render(shown, terminal=True, width=width, color=color)


def _plain(shown: Report) -> str:
    return text.render(shown, terminal=False, width=100, color=True)


@pytest.mark.parametrize("name", FORMATS)
def test_no_format_loads_a_heavy_library_off_a_terminal(name: str) -> None:
    options = ", terminal=False, width=80, color=True" if name == "text" else ""
    code = _PLAIN.format(name=name, options=options)
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False, cwd=_ROOT)
    assert (run.stdout, run.stderr) == ("[]\n", "")


def test_a_plain_finding_is_one_line_with_its_details_below() -> None:
    assert _plain(report(FINDING)).splitlines()[:3] == [
        f"{PATH}:5:12: error {FINDING.rule} {FINDING.message}",
        f"    instead: {FINDING.instead}",
        "    through: GET /users/{user_id} -> read_user -> requests.get",
    ]


def test_a_plain_report_has_no_colour_even_when_asked() -> None:
    assert "\x1b" not in _plain(report(FINDING))


def test_a_clean_plain_report_is_one_line() -> None:
    assert _plain(report()) == "Clean. Checked 12 files, 34 routes.\n"


def test_the_carets_stand_under_the_range() -> None:
    lines = _terminal(report(FINDING)).splitlines()
    number = next(n for n, line in enumerate(lines) if "requests.get(URL)" in line)
    start, stop = re.search(r"\^+", lines[number + 1]).span()  # type: ignore[union-attr]
    assert lines[number][start:stop] == "requests.get(URL)"


def test_the_carets_count_wide_characters_twice() -> None:
    finding = replace(FINDING, location=Location(PATH, 1, 8, 1, 11))
    shown = _terminal(report(finding, sources={PATH: ('x = "日本"; bad',)}))
    code, carets = next(
        (line, below) for line, below in zip(shown.splitlines(), shown.splitlines()[1:], strict=False) if "bad" in line
    )
    wide = code.index('"; bad')
    assert carets.index("^") == cell_len(code[:wide])


def test_findings_are_grouped_under_their_file() -> None:
    shown = _terminal(report(*findings(Severity.ERROR, Severity.WARNING)))
    assert [line for line in shown.splitlines() if line.startswith(PATH)] == [f"{PATH}  1 error, 1 warning"]


def test_every_finding_has_a_place_that_editors_can_open() -> None:
    assert f"{PATH}:5:12" in _terminal(report(FINDING))


def test_a_file_without_source_has_no_frame() -> None:
    assert "│" not in _terminal(report(FINDING, sources={}))


def test_a_long_range_says_how_many_lines_are_hidden() -> None:
    finding = replace(FINDING, location=Location(PATH, 1, 1, 6, 22))
    assert "⋮ 2 more lines" in _terminal(report(finding))


def test_a_fix_is_marked() -> None:
    assert "fix      safe, applied by `--fix`" in _terminal(report(replace(FINDING, fix=SAFE_FIX)))


def test_colour_is_used_when_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("NO_COLOR", raising=False)
    assert "\x1b[1;31merror" in _terminal(report(FINDING), color=True)


def test_no_color_in_the_environment_wins(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    assert "\x1b" not in _terminal(report(FINDING), color=True)


def test_an_empty_no_color_is_no_wish(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "")
    assert "\x1b" in _terminal(report(FINDING), color=True)


def test_colour_changes_nothing_but_colour(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("NO_COLOR", raising=False)
    assert re.sub(r"\x1b\[[0-9;]*m", "", _terminal(hostile(), color=True)) == _terminal(hostile())


def test_markup_in_a_message_is_text() -> None:
    assert "[bold red]x[/]" in _terminal(report(replace(FINDING, message=HOSTILE)))


@pytest.mark.parametrize("width", [40, 80, 200])
def test_prose_and_code_stay_within_the_width(width: int) -> None:
    finding = replace(FINDING, rule="r", message="word " * 60 + "日本" * 90, location=Location("a.py", 1, 1))
    lines = _terminal(report(finding, sources={"a.py": ("x" * 500,)}), width=width).splitlines()
    assert [line for line in lines if cell_len(line) > width] == []


@pytest.mark.parametrize("width", [0, 1, 10])
def test_a_tiny_terminal_still_gets_the_report(width: int) -> None:
    assert FINDING.rule in _terminal(report(FINDING), width=width)


def test_no_line_ends_in_blanks() -> None:
    assert [line for line in _terminal(report(FINDING)).splitlines() if line != line.rstrip()] == []
