"""The traceability tables below docs/guidelines: every statement, what looks after it, or why nothing does."""

from __future__ import annotations

from fastapi_lint.catalog.rule import Catalog, Guideline
from fastapi_lint.views.markdown import NOTE, cell, literal
from fastapi_lint.views.placement import Placement, by_section, count, placements

_INTRODUCTION = """\
The rulebook mirrors written guidelines for FastAPI services, statement by statement. Each page below says for every
statement which rules look after it and what they look at, or why no machine can.
A [profile](../configuration.md#profile) of the same name turns a guideline on:

```toml
[tool.fastapi-lint]
profile = "principles"
```

`fastapi-lint coverage . --output-format markdown` prints the same tables for your project, with what holds, what is
violated, what does not apply and what could not be evaluated. A statement holds only when all rules that it names have
run, found something to look at, and found nothing wrong."""


def guidelines_page(book: Catalog) -> str:
    """What the guidelines are, with their figures."""
    rows = [
        "| guideline | profile | statements | enforced | for reviewers | not enforced |",
        "|---|---|---|---|---|---|",
    ]
    for g in book.guidelines.values():
        total = count("all", placements(book, g))
        numbers = f"{total.statements} | {total.enforced} | {total.review} | {total.not_enforced}"
        rows.append(f"| [{g.title}]({g.id}.md) | `{g.id}` | {numbers} |")
    return "\n\n".join(["# Guidelines", NOTE, _INTRODUCTION, "\n".join(rows)]) + "\n"


def guideline_page(book: Catalog, guideline: Guideline) -> str:
    """The table of one guideline."""
    placed = placements(book, guideline)
    total = count("all", placed)
    planned = f", {total.planned} planned" if total.planned else ""
    head = (
        f"{total.statements} statements: {total.enforced} enforced by rules{planned}, {total.review} for reviewers, "
        f"{total.not_enforced} not enforced."
    )
    parts = [f"# {guideline.title}", NOTE, head]
    for title, listed in by_section(placed):
        table = ["| sid | level | statement | by | rules, or why none |", "|---|---|---|---|---|", *map(_row, listed)]
        parts.append(f"## {title}\n\n" + "\n".join(table))
    return "\n\n".join(parts) + "\n"


def _row(p: Placement) -> str:
    s = p.statement
    pairs = zip(s.rules, s.references(), strict=True)
    rules = [f"[{literal(ref)}](../rules/{rule}.md)" for ref, (rule, _) in pairs]
    rules += [f"`{name}` (planned)" for name in s.planned]
    notes = [p.reason] if p.reason and not s.planned else []
    notes += [f"conflict: {s.conflicts}"] if s.conflicts else []
    notes += [f"erratum: {s.erratum}"] if s.erratum else []
    found = cell("; ".join([*rules, *map(literal, notes)]))
    return f"| {s.sid} | {s.level} | {cell(literal(s.text))} | {', '.join(p.how)} | {found} |"
