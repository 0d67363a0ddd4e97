"""The labels: for a finding at a place, whether it is true and why."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import NamedTuple, TypeAlias

LABELS = Path(__file__).with_name("labels.tsv")
"""Of findings under the profile `recommended`."""
GUIDELINE_LABELS = Path(__file__).with_name("labels-guidelines.tsv")
"""Of findings of rules that only the profiles of guidelines have."""
HELD_OUT_LABELS = {
    1: Path(__file__).with_name("labels-holdout.tsv"),
    2: Path(__file__).with_name("labels-holdout-2.tsv"),
    3: Path(__file__).with_name("labels-holdout-3.tsv"),
    4: Path(__file__).with_name("labels-holdout-4.tsv"),
    5: Path(__file__).with_name("labels-holdout-5.tsv"),
    6: Path(__file__).with_name("labels-holdout-6.tsv"),
}
"""By round, of findings in projects that no rule was developed on: drawn at random; from round 5 on mostly errors."""
HEADER = ("rule", "project", "commit", "path", "line", "verdict", "reason")
GIVEN = ("rule", "project", "path", "line", "verdict", "reason")
"""The columns that a labeller writes; the commit follows from the project."""

Place: TypeAlias = tuple[str, str, str, int]
"""Rule, project, path and line: what joins a finding with its label."""


class LabelError(Exception):
    """Labels are not as they must be; lists every problem."""

    def __init__(self, problems: Iterable[str]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(self.problems))


class Label(NamedTuple):
    """A verdict on one finding; `line` counts from 1."""

    rule: str
    project: str
    commit: str
    path: str
    line: int
    true: bool
    reason: str

    @property
    def place(self) -> Place:
        """What joins it with a finding."""
        return (self.rule, self.project, self.path, self.line)


def read(file: Path, commits: Mapping[str, str]) -> tuple[Label, ...]:
    """All labels of a file with or without a header and commits; LabelError lists every row that is wrong."""
    labels: dict[Place, Label] = {}
    problems: list[str] = []
    with file.open(encoding="utf-8", newline="") as stream:
        for number, row in enumerate(csv.reader(stream, delimiter="\t", quoting=csv.QUOTE_NONE), 1):
            if row[:2] == ["rule", "project"]:
                continue
            label = _label(row, commits)
            if isinstance(label, str):
                problems.append(f"{file.name}:{number}: {label}")
            elif labels.setdefault(label.place, label).true is not label.true:
                problems.append(f"{file.name}:{number}: the same finding has two verdicts")
    if problems:
        raise LabelError(problems)
    return tuple(labels.values())


def write(file: Path, labels: Iterable[Label]) -> None:
    """Writes labels in the order of rule, project, path and line."""
    rows = [
        (lb.rule, lb.project, lb.commit, lb.path, str(lb.line), str(lb.true).lower(), lb.reason)
        for lb in sorted(labels, key=lambda lb: lb.place)
    ]
    file.write_text("".join("\t".join(row) + "\n" for row in (HEADER, *rows)), encoding="utf-8")


def joined(old: Iterable[Label], new: Iterable[Label]) -> tuple[Label, ...]:
    """Both together; a new verdict on an old place replaces it."""
    return tuple({label.place: label for label in (*old, *new)}.values())


def _label(row: list[str], commits: Mapping[str, str]) -> Label | str:
    columns = {len(HEADER): HEADER, len(GIVEN): GIVEN}.get(len(row))
    if columns is None:
        return f"{len(row)} columns instead of {len(HEADER)}"
    values = dict(zip(columns, row, strict=True))
    commit = commits.get(values["project"])
    if commit is None:
        return f"no project is called `{values['project']}`"
    if values.get("commit", commit) != commit:
        return f"labelled at {values['commit']}, but the project is listed at {commit}"
    if values["verdict"] not in ("true", "false"):
        return f"the verdict is `{values['verdict']}` instead of true or false"
    if not values["line"].isdecimal():
        return f"the line is `{values['line']}` instead of a number"
    if not values["reason"].strip():
        return "the reason is missing"
    true = values["verdict"] == "true"
    return Label(values["rule"], values["project"], commit, values["path"], int(values["line"]), true, values["reason"])
