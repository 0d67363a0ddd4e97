"""The lines of the speed table: figure, goal, met or not."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Line:
    """One figure with its goal; `figure` is None when it was not measured, and `note` then says why."""

    name: str
    goal: float
    figure: float | None
    note: str = ""
    at_least: bool = False
    unit: str = ""

    @property
    def met(self) -> bool:
        """Whether the goal is reached; what was not measured is not."""
        if self.figure is None:
            return False
        return self.figure >= self.goal if self.at_least else self.figure <= self.goal


def row(line: Line) -> str:
    """One line of the table."""
    goal = f"{'>=' if line.at_least else '<='} {line.goal:g}{line.unit}"
    if line.figure is None:
        return f"{line.name:<66} {'-':>9}  {goal:<10} not measured: {line.note}"
    figure = f"{line.figure:.3g}{line.unit}" if line.figure < 1000 else f"{line.figure:.0f}{line.unit}"
    return f"{line.name:<66} {figure:>9}  {goal:<10} {'met' if line.met else 'NOT MET':<8} {line.note}".rstrip()


def closing(lines: Iterable[Line]) -> str:
    """How many goals are met, missed and not measured."""
    listed = list(lines)
    absent = sum(line.figure is None for line in listed)
    met = sum(line.met for line in listed)
    return f"{met} met, {len(listed) - met - absent} not met, {absent} not measured"
