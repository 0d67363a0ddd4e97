"""How far a project has come with the findings that it accepted once, by rule and by folder."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from fastapi_lint.model.record import Record

_Pair = tuple[str, str]


class Burndown(Record, eq=True):
    """(rule, path) of each accepted finding that is gone, and of each that is left."""

    gone: tuple[_Pair, ...]
    left: tuple[_Pair, ...]


def render(found: Burndown) -> str:
    """Two tables, what is left most first."""
    rules = _table("rule", (rule for rule, _ in found.gone), (rule for rule, _ in found.left))
    return f"{rules}\n{_table('folder', map(_folder, found.gone), map(_folder, found.left))}"


def _folder(pair: _Pair) -> str:
    return pair[1].rpartition("/")[0] or "."


def _table(noun: str, gone: Iterable[str], left: Iterable[str]) -> str:
    dropped, remaining = Counter(gone), Counter(left)
    names = sorted({*dropped, *remaining}, key=lambda name: (-remaining[name], -dropped[name], name))
    rows = [f"{dropped[name]:>7}  {remaining[name]:>6}  {name}\n" for name in names]
    return f"dropped    left  {noun}\n" + "".join(rows)
