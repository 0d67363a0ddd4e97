"""`fastapi-lint coverage` without a project: what of each guideline is enforced, and why the rest is not."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence

from fastapi_lint.catalog.rule import Catalog, Guideline
from fastapi_lint.views.markdown import cell
from fastapi_lint.views.placement import RUNNING, Count, Placement, by_section, count, placements

_COLUMNS = ("statements", "enforced", "planned", "review", "not enforced")


def text(book: Catalog, guidelines: Sequence[Guideline], *, in_full: bool) -> str:
    """Counts by section; `in_full` also lists every statement that no machine enforces, with its reason."""
    lines: list[str] = []
    for guideline in guidelines:
        placed = placements(book, guideline)
        lines += ["", f"{guideline.id}: {guideline.title}", *_table(placed)]
        if in_full:
            lines += ["", *_open(placed)]
    total = count("all", (p for g in guidelines for p in placements(book, g)))
    share = f"{total.enforced / total.statements:.0%}" if total.statements else "0 %"
    lines += ["", f"{total.statements} statements: {_in_words(total)} ({share} enforced)."]
    return "\n".join(lines).lstrip("\n") + "\n"


def _table(placed: Sequence[Placement]) -> Iterator[str]:
    counts = [count(title, part) for title, part in by_section(placed)]
    width = min(max(len(c.title) for c in counts), 48)
    yield f"  {'section':<{width}}  {'  '.join(_COLUMNS)}  by"
    for c in (*counts, count("all", placed)):
        numbers = (c.statements, c.enforced, c.planned, c.review, c.not_enforced)
        cells = "  ".join(f"{n:>{len(name)}}" for n, name in zip(numbers, _COLUMNS, strict=True))
        kinds = ", ".join(f"{kind} {n}" for kind, n in c.by_kind.items())
        yield f"  {c.title[:width]:<{width}}  {cells}  {kinds}".rstrip()


def running(book: Catalog, guidelines: Sequence[Guideline]) -> str:
    """Of the statements that a service shows that runs, how many have a rule; and the others with their reasons."""
    placed = [p for g in guidelines for p in placements(book, g) if p.statement.shown_by]
    lines = [f"  {'shown by':<12}  statements  enforced  by a rule about a running service"]
    for kind, some in (*((k, [p for p in placed if k in p.statement.shown_by]) for k in RUNNING), ("either", placed)):
        enforced, by_running = sum(p.is_enforced for p in some), sum(not set(RUNNING).isdisjoint(p.how) for p in some)
        lines.append(f"  {kind:<12}  {len(some):>10}  {enforced:>8}  {by_running:>31}")
    enforced = sum(p.is_enforced for p in placed)
    share = f"{enforced / len(placed):.0%}" if placed else "0 %"
    head = f"{len(placed)} statements are shown by a service that runs; {enforced} of them are enforced ({share})."
    return "\n".join([head, *lines, "", *_open(placed)]).rstrip("\n") + "\n"


def _open(placed: Sequence[Placement]) -> Iterator[str]:
    for p in placed:
        if not p.is_enforced:
            yield f"  {p.statement.sid:<12} {p.how[0]}: {p.statement.text}"
            yield f"  {'':<12} {p.reason}"


def _in_words(c: Count) -> str:
    return f"{c.enforced} enforced, {c.planned} planned, {c.review} for reviewers, {c.not_enforced} not enforced"


def markdown(book: Catalog, guidelines: Sequence[Guideline]) -> str:
    """Counts and every statement as tables."""
    parts = ["# Coverage of the guidelines\n"]
    for guideline in guidelines:
        placed = placements(book, guideline)
        parts += [f"## {guideline.title}\n", _counts(placed), *(_section(*s) for s in by_section(placed))]
    return "\n".join(parts)


def _counts(placed: Sequence[Placement]) -> str:
    rows = [*(count(title, part) for title, part in by_section(placed)), count("**all**", placed)]
    lines = [f"| section | {' | '.join(_COLUMNS)} |", f"|---|{'---|' * len(_COLUMNS)}"]
    for c in rows:
        numbers = (c.statements, c.enforced, c.planned, c.review, c.not_enforced)
        lines.append(f"| {cell(c.title)} | {' | '.join(map(str, numbers))} |")
    return "\n".join(lines) + "\n"


def _section(title: str, placed: Sequence[Placement]) -> str:
    head = "| sid | level | statement | enforced by | rules, or why none |"
    lines = [f"### {title}\n", head, "|---|---|---|---|---|"]
    return "\n".join([*lines, *map(row, placed)]) + "\n"


def row(p: Placement) -> str:
    """One statement as a row of a Markdown table."""
    s = p.statement
    return f"| {s.sid} | {s.level} | {cell(s.text)} | {', '.join(p.how)} | {cell(named(p))} |"


def named(p: Placement) -> str:
    """The rules of a statement, and the reason where no machine enforces it."""
    rules = [f"`{rule}`" for rule in (*p.statement.rules, *p.statement.planned)]
    return "; ".join([*([", ".join(rules)] if rules else []), *([p.reason] if p.reason else [])])


def as_json(book: Catalog, guidelines: Sequence[Guideline]) -> str:
    """Everything, for other programs."""
    found = [_guideline(book, guideline) for guideline in guidelines]
    return json.dumps({"schema": 1, "guidelines": found}, indent=2, ensure_ascii=False) + "\n"


def _guideline(book: Catalog, guideline: Guideline) -> dict[str, object]:
    placed = placements(book, guideline)
    return {
        "guideline": guideline.id,
        "title": guideline.title,
        **_numbers(count("all", placed)),
        "sections": [
            {"title": title, **_numbers(count(title, part)), "statements": [_statement(p) for p in part]}
            for title, part in by_section(placed)
        ],
    }


def _numbers(c: Count) -> dict[str, object]:
    return {
        "count": c.statements,
        "enforced": c.enforced,
        "by_kind": c.by_kind,
        "planned": c.planned,
        "review": c.review,
        "not_enforced": c.not_enforced,
    }


def _statement(p: Placement) -> dict[str, object]:
    s = p.statement
    return {
        "sid": s.sid,
        "level": s.level,
        "text": s.text,
        "how": list(p.how),
        "rules": list(s.rules),
        "planned": s.planned,
        "reason": p.reason,
        "conflicts": s.conflicts,
        "erratum": s.erratum,
        "shown_by": list(s.shown_by),
    }
