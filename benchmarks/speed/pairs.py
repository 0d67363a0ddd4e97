"""Two or more costs taken in turn, A B A B, and the median of their ratios."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from statistics import median

Series = list[list[float]]
"""For each run, one number per measured thing."""


def in_turn(runs: int, *measures: Callable[[], float]) -> Series:
    """Takes every measure once per run, in the same order each time."""
    return [[measure() for measure in measures] for _ in range(runs)]


def ratio(series: Series, above: int = 0, below: int = 1) -> float:
    """The median over the runs of one measure divided by another of the same run."""
    return median(run[above] / run[below] for run in series)


def middle(series: Series, which: int) -> float:
    """The median of one measure."""
    return median(run[which] for run in series)


def summed(parts: Sequence[Series]) -> Series:
    """Several series of equally many runs added number by number."""
    return [[sum(column) for column in zip(*runs, strict=True)] for runs in zip(*parts, strict=True)]
