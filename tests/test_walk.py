"""The page with a newcomer's first steps shows what really happens."""

from __future__ import annotations

import re
from pathlib import Path

from tests.walk import PAGE, page

_PROFILES = sorted(file.stem for file in (Path(__file__).resolve().parents[1] / "rules/profiles").glob("*.yaml"))
_FIGURES = re.compile(rf"({'|'.join(_PROFILES)})  +\S|profile  +rules|recommended it is: ")


def test_the_first_steps_are_still_the_same() -> None:
    shown, taken = (_without_counts(text) for text in (PAGE.read_text("utf-8"), page()))
    assert shown == taken, "write the page again: python -m tests.walk"


def _without_counts(text: str) -> str:
    """Numbers of files, bytes and rules change with every rule; the page is renewed with the next step that changes."""
    text = re.sub(r"\d[\d,]*(?= (?:B\b|files?\b))", "N", text)
    return "".join(_without_figures(line) if _FIGURES.match(line) else line for line in text.splitlines(keepends=True))


def _without_figures(line: str) -> str:
    return re.sub(r" +", " ", re.sub(r"\d+", "N", line.replace("-", " ")))
