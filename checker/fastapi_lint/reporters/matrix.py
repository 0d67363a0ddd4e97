"""The matrix of operations and rules in words: one line for each operation that has something to say."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi_lint.model.running import Row, Running, Verdict
from fastapi_lint.reporters.closing import counted
from fastapi_lint.reporters.visible import visible

_NAMED = 4


def matrix_lines(running: Running) -> Iterator[str]:
    """Rows with a violation or a gap one by one, the others as one; then what tells this run from others."""
    telling = [row for row in running.matrix if row.rules(Verdict.VIOLATED) or row.rules(Verdict.NOT_EVALUATED)]
    width = max((len(visible(row.subject)) for row in telling), default=0)
    yield from (f"{visible(row.subject):{width}}  {_row(row)}" for row in telling)
    quiet = [row for row in running.matrix if row not in telling]
    if quiet:
        held = sum(len(row.rules(Verdict.HELD)) for row in quiet)
        also = "the other " if telling else ""
        yield f"{also}{counted(len(quiet), 'row')}: {held} held, nothing violated"
    seed = f", seed {running.seed}" if running.seed is not None else ""
    for complaint, number in sorted(running.noise.items()):
        yield f"schemathesis alone: {number} x {visible(complaint)}"
    if running.calls:
        yield f"{counted(running.calls, 'call')}, run {running.run_hash}{seed}"


def _row(row: Row) -> str:
    return ", ".join(_cells(row, verdict) for verdict in Verdict if row.rules(verdict))


def _cells(row: Row, verdict: Verdict) -> str:
    rules = row.rules(verdict)
    if verdict is not Verdict.VIOLATED:
        return f"{len(rules)} {verdict}"
    more = [f"{len(rules) - _NAMED} more"] if len(rules) > _NAMED else []
    return f"{len(rules)} {verdict} ({', '.join([*map(visible, rules[:_NAMED]), *more])})"
