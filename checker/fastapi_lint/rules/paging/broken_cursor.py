"""A cursor that nobody handed out is accepted."""

from __future__ import annotations

import re
from collections.abc import Iterator

from fastapi_lint.facts.contract.bodies import next_cursor, rows_of
from fastapi_lint.facts.contract.exchange import Trial
from fastapi_lint.model.finding import Finding

_OPAQUE = re.compile(r"[A-Za-z0-9+/_-]+={0,2}")


def check(trial: Trial) -> Iterator[Finding]:
    if trial.probe == "wrong-cursor" and trial.last.status == 200:
        told = f"answers 200 to {trial.last.note}"
        yield Finding(trial.last.place, {"operation": trial.name, "problem": told})
    elif trial.probe == "cursor-walk":
        if told := _lost(trial):
            yield Finding(trial.last.place, {"operation": trial.name, "problem": told})
    elif trial.probe == "next-cursor":
        first, again = trial.exchanges
        if again.status != 200:
            told = f"answers {again.status} to the cursor that it has handed out"
            yield Finding(again.place, {"operation": trial.name, "problem": told})
        elif any(row in rows_of(first.json) for row in rows_of(again.json)):
            told = "answers entries of the first page to the cursor of the second"
            yield Finding(again.place, {"operation": trial.name, "problem": told})
        elif not _OPAQUE.fullmatch(again.note):
            told = f"hands out the cursor `{again.note}`, which is no base64"
            yield Finding(again.place, {"operation": trial.name, "problem": told})


def _lost(trial: Trial) -> str:
    """What is wrong with all pages together, compared with the whole list; "" when they tell nothing."""
    whole, *pages = trial.exchanges
    if any(e.status != 200 for e in trial.exchanges) or len(pages) < 3:
        return ""
    if any(row in rows_of(pages[0].json) for row in rows_of(pages[1].json)):  # which its two pages tell by themselves
        return ""
    if any(next_cursor(page.json) == page.note for page in pages[1:]):
        return "hands out the cursor again that it was given, so that there is no last page"
    if next_cursor(whole.json) is not None:
        return ""
    listed = [row for page in pages for row in rows_of(page.json)]
    if any(row in listed[:number] for number, row in enumerate(listed)):
        return "answers an entry of an earlier page again to a later cursor"
    if next_cursor(trial.last.json) is not None:
        return ""
    return "" if all(row in listed for row in rows_of(whole.json)) else "leaves entries out from page to page"
