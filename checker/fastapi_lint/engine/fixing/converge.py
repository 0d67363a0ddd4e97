"""Fixes a project until nothing is left to fix."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

from fastapi_lint.engine.fixing.apply import apply_fixes
from fastapi_lint.engine.fixing.plan import Finder
from fastapi_lint.model.fix import Fix
from fastapi_lint.model.record import Record


class Pending(Record, eq=True):
    """One file's present text and the fixes that are asked for in it."""

    text: str
    fixes: tuple[Fix, ...]
    find: Finder


Check: TypeAlias = Callable[[Mapping[str, str]], Mapping[str, Pending]]
"""(path -> text of the files fixed so far) -> path -> what is to be fixed now."""


@dataclass(slots=True)
class Fixed:
    """`texts` and `originals` hold the changed files by path, `applied` what was fixed in them.

    `refused` are the fixes that codemods declined in the last round; `problems` say why a file was left.
    """

    texts: dict[str, str] = field(default_factory=dict)
    originals: dict[str, str] = field(default_factory=dict)
    applied: dict[str, tuple[Fix, ...]] = field(default_factory=dict)
    refused: dict[str, tuple[Fix, ...]] = field(default_factory=dict)
    problems: dict[str, str] = field(default_factory=dict)
    rounds: int = 0

    @property
    def count(self) -> int:
        """How many fixes were made in all files."""
        return sum(len(fixes) for fixes in self.applied.values())


def fix_to_fixed_point(check: Check, limit: int = 10) -> Fixed:
    """Checks and fixes in turns until a round changes nothing, for at most `limit` rounds. Writes no file.

    A file whose fixes undo each other gets the text that came back, and is left alone from then on.
    """
    fixed = Fixed()
    history: dict[str, dict[str, int]] = {}
    while fixed.rounds < limit:
        pending = check(dict(fixed.texts))
        changed = [path for path, wanted in pending.items() if _fix(path, wanted, fixed, history)]
        if not changed:
            break
        fixed.rounds += 1
    else:
        for path in changed:
            fixed.problems.setdefault(path, f"its fixes still bring up new ones after {limit} rounds; run it again.")
    return _without_unchanged(fixed)


def _fix(path: str, wanted: Pending, fixed: Fixed, history: dict[str, dict[str, int]]) -> bool:
    """Fixes one file; whether its text changed."""
    if path in fixed.problems:
        return False
    done = apply_fixes(wanted.text, wanted.fixes, wanted.find)
    fixed.refused[path] = done.refused
    if done.problem:
        fixed.problems[path] = done.problem
        return False
    if done.text == wanted.text:
        return False
    fixed.originals.setdefault(path, wanted.text)
    fixed.texts[path] = done.text
    seen = history.setdefault(path, {wanted.text: 0})
    before = fixed.applied.get(path, ())
    if done.text in seen:
        names = sorted({f.codemod for f in (*before[seen[done.text] :], *done.applied)})
        fixed.problems[path] = f"its fixes undo each other ({', '.join(names)}), so they were taken back."
        fixed.applied[path] = before[: seen[done.text]]
        return False
    fixed.applied[path] = before + done.applied
    seen[done.text] = len(fixed.applied[path])
    return True


def _without_unchanged(fixed: Fixed) -> Fixed:
    for path in [p for p, text in fixed.texts.items() if text == fixed.originals[p]]:
        for table in (fixed.texts, fixed.originals, fixed.applied):
            table.pop(path, None)
    fixed.refused = {p: fixes for p, fixes in fixed.refused.items() if fixes}
    return fixed
