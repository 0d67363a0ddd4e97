"""What the checker finds today in every checkout."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from itertools import product
from typing import NamedTuple

from benchmarks.checking import check
from benchmarks.precision.labels import Place
from benchmarks.projects import Checkout


class Found(NamedTuple):
    """One finding; `path` is relative to the checkout, `source` the text of its line."""

    rule: str
    project: str
    path: str
    line: int
    severity: str
    message: str
    source: str

    @property
    def place(self) -> Place:
        """What joins it with a label."""
        return (self.rule, self.project, self.path, self.line)


class Findings(NamedTuple):
    """All findings, and the rules that crashed on the way (`project: rule`)."""

    found: tuple[Found, ...]
    crashes: tuple[str, ...]


def findings(
    checkouts: Iterable[Checkout], tell: Callable[[str], None], profiles: Sequence[str] = ("recommended",)
) -> Findings:
    """Every finding in every checkout under each profile; one line of progress per project goes to `tell`."""
    found: list[Found] = []
    crashes: list[str] = []
    for checkout, profile in product(checkouts, profiles):
        tell(f"{checkout.name}, {profile}")
        checked = check(checkout, profile)
        crashes += [f"{checkout.name}: {crash.rule}" for crash in checked.report.crashes]
        inputs = checked.analysis.scanned.inputs
        lines: dict[str, list[str]] = {}
        for said in checked.shown:
            at = said.location
            if at.path not in lines:
                text = inputs[at.path].read() if at.path in inputs else ""  # a project file's text is not shown
                lines[at.path] = text.splitlines() if isinstance(text, str) else []
            source = lines[at.path][at.line - 1].strip() if 0 < at.line <= len(lines[at.path]) else ""
            found.append(Found(said.rule, checkout.name, at.path, at.line, said.severity.value, said.message, source))
    return Findings(tuple(found), tuple(crashes))
