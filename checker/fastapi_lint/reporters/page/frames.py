"""Code in the report: the lines of a finding, and those that its fix changes."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from fastapi_lint.model.fix import Edit
from fastapi_lint.model.location import Location
from fastapi_lint.reporters.closing import counted
from fastapi_lint.reporters.frame import FrameLine, frame, hidden_lines
from fastapi_lint.reporters.page.change import Line, changed_lines
from fastapi_lint.reporters.page.markup import Markup, tag

_WIDTH = 220
_CONTEXT = 2
_TAB = "    "


def framed(source: Sequence[str], at: Location) -> Markup:
    """The lines of a place with two around them; nothing when the file is unknown or has changed meanwhile."""
    lines = frame(source, at, _WIDTH, len, _CONTEXT)
    if not lines:
        return Markup()
    hidden = hidden_lines(source, at)
    more = tag("span", f"{counted(hidden, 'more line')}", class_="l more") if hidden else ""
    return tag("pre", *map(_line, lines), more, class_="code", translate="no")


def _line(line: FrameLine) -> Markup:
    marked = tag("mark", line.marked) if line.marked.strip() else line.marked
    return tag("span", line.before, marked, line.after, class_="l in" if line.inside else "l", data_n=line.number)


def fixed(source: Sequence[str], edits: Sequence[Edit]) -> Markup:
    """The change as a diff; nothing when there are no edits or they do not fit the file."""
    lines = changed_lines(source, edits)
    shown = [
        [tag("span", "⋮", class_="l more") if before and line.number > before.number + 1 else "", _changed(line)]
        for before, line in pairwise([None, *lines])
        if line
    ]
    return tag("pre", *shown, class_="code diff", translate="no") if lines else Markup()


def _changed(line: Line) -> Markup:
    name = "ins" if line.sign == "+" else "del"
    text = line.text.replace("\t", _TAB)
    text = text if len(text) <= _WIDTH else f"{text[: _WIDTH - 1]}…"
    return tag(name, tag("span", f"{line.sign} ", class_="sign"), text, class_="l", data_n=line.number)
