"""Past runs as a chart, and the same figures as a table."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from fastapi_lint.reporters.closing import counted
from fastapi_lint.reporters.page.markup import Markup, tag

if TYPE_CHECKING:
    from fastapi_lint.model.trend import Run

_WIDTH, _HEIGHT, _LEFT, _RIGHT, _TOP, _BOTTOM = 960, 220, 48, 150, 16, 28
_LABEL = 15
"""Least distance between two labels, in the units of the chart."""


_SERIES: dict[str, Callable[[Run], int]] = {
    "error": lambda run: run.errors,
    "warning": lambda run: run.warnings,
    "info": lambda run: run.infos,
    "accepted": lambda run: run.accepted,
}
_NAMES = {"error": "Errors", "warning": "Warnings", "info": "Infos", "accepted": "In the baseline"}


def trend(runs: Sequence[Run]) -> Markup:
    """A line for each kind of finding over the runs; nothing without a run."""
    if not runs:
        return Markup()
    return tag(
        "section",
        tag("h2", "Trend ", tag("span", f"{len(runs):,}", class_="number"), id="trend-title"),
        tag("p", _told(runs), class_="lead"),
        _scrolled(_chart(runs), "Chart") if len(runs) > 1 else tag("p", "The chart begins with the second run."),
        tag("details", tag("summary", "The figures as a table"), _table(runs), open=True, class_="figures-table"),
        id="trend",
        aria_labelledby="trend-title",
        class_="panel",
    )


def _told(runs: Sequence[Run]) -> str:
    first, last = _day(runs[0]), _day(runs[-1])
    return f"{counted(len(runs), 'run')} {f'on {first}' if first == last else f'from {first} to {last}'}."


def _chart(runs: Sequence[Run]) -> Markup:
    shown = {kind: [count(run) for run in runs] for kind, count in _SERIES.items()}
    shown = {kind: values for kind, values in shown.items() if any(values) or kind != "accepted"}
    top = _ceiling(max(max(values) for values in shown.values()))
    lines = [tag("polyline", points=_points(values, top), class_=f"line {kind}") for kind, values in shown.items()]
    dots = [_dot(values, top, kind) for kind, values in shown.items()]
    title = tag("title", "Findings over time; the table below has the figures")
    parts = (title, *_grid(top), *_dates(runs), *lines, *dots, *_labels(shown, top))
    return tag("svg", *parts, viewBox=f"0 0 {_WIDTH} {_HEIGHT}", class_="chart", role="img")


def _ceiling(most: int) -> int:
    """The next round number whose half is one too."""
    scale = int("1" + "0" * (len(str(most)) - 1))
    return next(step * scale for step in (1, 2, 3, 4, 6, 8, 10) if step * scale >= most)


def _x(place: int, count: int) -> float:
    return _LEFT + (_WIDTH - _LEFT - _RIGHT) * place / max(count - 1, 1)


def _y(value: float, top: int) -> float:
    return _HEIGHT - _BOTTOM - (_HEIGHT - _TOP - _BOTTOM) * value / top


def _points(values: Sequence[int], top: int) -> str:
    return " ".join(f"{_x(place, len(values)):.1f},{_y(value, top):.1f}" for place, value in enumerate(values))


def _dot(values: Sequence[int], top: int, kind: str) -> Markup:
    end = len(values) - 1
    return tag("circle", cx=f"{_x(end, len(values)):.1f}", cy=f"{_y(values[-1], top):.1f}", r=3.5, class_=kind)


def _grid(top: int) -> list[Markup]:
    parts = []
    for value in sorted({0, top // 2, top}):
        y = f"{_y(value, top):.1f}"
        parts.append(tag("line", x1=_LEFT, x2=_WIDTH - _RIGHT, y1=y, y2=y, class_="grid"))
        parts.append(tag("text", f"{value:,}", x=_LEFT - 10, y=y, dy="0.32em", text_anchor="end"))
    return parts


def _dates(runs: Sequence[Run]) -> list[Markup]:
    places = sorted({0, len(runs) // 2, len(runs) - 1}) if len(runs) > 4 else sorted({0, len(runs) - 1})
    return [
        tag("text", _day(runs[place]), x=f"{_x(place, len(runs)):.1f}", y=_HEIGHT - 6, text_anchor="middle")
        for place in places
    ]


def _labels(shown: dict[str, list[int]], top: int) -> list[Markup]:
    """A name at the end of each line, pushed apart where lines end close to each other."""
    below, parts = float("inf"), []
    for kind, values in sorted(shown.items(), key=lambda item: item[1][-1]):
        below = min(_y(values[-1], top), below - _LABEL)
        text = f"{_NAMES[kind]} {values[-1]:,}"
        parts.append(tag("text", text, x=_WIDTH - _RIGHT + 10, y=f"{below:.1f}", dy="0.32em", class_=f"end {kind}"))
    return parts


def _table(runs: Sequence[Run]) -> Markup:
    titles = [tag("th", title, scope="col") for title in ("Run", "Revision")]
    figures = [tag("th", title, scope="col", class_="figure") for title in (*_NAMES.values(), "Not evaluated")]
    head = tag("tr", *titles, *figures)
    return _scrolled(
        tag("table", tag("thead", head), tag("tbody", *map(_table_row, reversed(runs)))), "Figures of the runs"
    )


def _scrolled(part: Markup, label: str) -> Markup:
    """What is wider than a phone, in a frame that keys can scroll."""
    return tag("div", part, class_="scroll", tabindex=0, role="region", aria_label=label)


def _table_row(run: Run) -> Markup:
    counts = [count(run) for count in _SERIES.values()]
    return tag(
        "tr",
        tag("th", tag("time", f"{run.time:%d %b %Y, %H:%M}", datetime=run.time.isoformat()), scope="row"),
        tag("td", tag("code", run.revision[:10])),
        *(tag("td", f"{number:,}", class_="figure") for number in (*counts, run.skipped)),
    )


def _day(run: Run) -> str:
    return f"{run.time:%d %b %Y}"
