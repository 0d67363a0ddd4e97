"""`fastapi-lint coverage PATH`: whether each statement of a guideline holds in one project, as far as anyone looked."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator

from fastapi_lint.catalog.rule import Guideline, Statement
from fastapi_lint.model.location import Location
from fastapi_lint.model.overview import State
from fastapi_lint.model.record import Record
from fastapi_lint.views.markdown import cell

_MOST_PLACES = 5


class Violation(Record, eq=True):
    """One finding that breaks a statement; `accepted` when the project suppresses it."""

    rule: str
    place: Location
    message: str
    accepted: bool = False

    @property
    def shown(self) -> str:
        """`path:line`."""
        return f"{self.place.path}:{self.place.line}" + (" (suppressed)" if self.accepted else "")


class Verdict(Record, eq=True):
    """One statement in one project; `reason` says why it is not applicable or not evaluated."""

    section: str
    statement: Statement
    state: State
    reason: str = ""
    violations: tuple[Violation, ...] = ()


class Conformance(Record, eq=True):
    """All verdicts on a project under one guideline, with the profile that set the parameters."""

    guideline: Guideline
    profile: str
    project: str
    verdicts: tuple[Verdict, ...]

    @property
    def counts(self) -> dict[str, int]:
        """Statements by state."""
        found = Counter(v.state for v in self.verdicts)
        return {state.value: found[state] for state in State}


def text(found: Conformance) -> str:
    """One line per statement, the places of violations and the reasons below."""
    lines = [f"{found.guideline.title}: {found.project} under the profile {found.profile}"]
    section = ""
    for v in found.verdicts:
        if v.section != section:
            section = v.section
            lines += ["", section]
        lines.append(f"  {v.state.value:<14} {v.statement.sid:<10} {v.statement.text}")
        lines += [f"  {'':<25} {line}" for line in _below(v)]
    counts = ", ".join(f"{n} {state}" for state, n in found.counts.items())
    return "\n".join([*lines, "", f"{len(found.verdicts)} statements: {counts}."]) + "\n"


def _below(v: Verdict) -> Iterator[str]:
    if v.reason:
        yield v.reason
    yield from (f"{violation.shown} {violation.rule}: {violation.message}" for violation in v.violations[:_MOST_PLACES])
    if len(v.violations) > _MOST_PLACES:
        yield f"and {len(v.violations) - _MOST_PLACES} more"


def markdown(found: Conformance) -> str:
    """The report as tables, one per section."""
    parts = [f"# {found.guideline.title}\n", f"`{found.project}` under the profile `{found.profile}`.\n"]
    parts += ["| state | statements |", "|---|---|", *(f"| {state} | {n} |" for state, n in found.counts.items())]
    sections: dict[str, list[Verdict]] = {}
    for v in found.verdicts:
        sections.setdefault(v.section, []).append(v)
    for title, verdicts in sections.items():
        parts += [f"\n## {title}\n", "| sid | statement | state | where, or why |", "|---|---|---|---|"]
        parts += [_row(v) for v in verdicts]
    return "\n".join(parts) + "\n"


def _row(v: Verdict) -> str:
    where = "; ".join([*([v.reason] if v.reason else []), *(violation.shown for violation in v.violations)])
    return f"| {v.statement.sid} | {cell(v.statement.text)} | {v.state.value} | {cell(where)} |"


def as_json(found: Conformance) -> str:
    """Everything, for other programs."""
    data = {
        "schema": 1,
        "guideline": found.guideline.id,
        "profile": found.profile,
        "project": found.project,
        "summary": {state.replace(" ", "_"): n for state, n in found.counts.items()},
        "statements": [_verdict(v) for v in found.verdicts],
    }
    return json.dumps(data, indent=2, ensure_ascii=False) + "\n"


def _verdict(v: Verdict) -> dict[str, object]:
    return {
        "sid": v.statement.sid,
        "level": v.statement.level,
        "section": v.section,
        "text": v.statement.text,
        "state": v.state.value.replace(" ", "_"),
        "reason": v.reason,
        "violations": [
            {"rule": f.rule, "path": f.place.path, "line": f.place.line, "message": f.message, "accepted": f.accepted}
            for f in v.violations
        ],
    }


def render(found: Conformance, output_format: str) -> str:
    """The report as text, json or markdown."""
    return {"text": text, "markdown": markdown, "json": as_json}[output_format](found)
