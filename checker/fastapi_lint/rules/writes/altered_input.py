"""What was sent is kept as something else."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterator

from fastapi_lint.facts.contract.exchange import Trial
from fastapi_lint.model.finding import Finding

_TIME = re.compile(r"\d{4}-\d\d-\d\d")


def check(trial: Trial) -> Iterator[Finding]:
    if trial.probe != "round-trip" or not 200 <= trial.exchanges[0].status < 300:
        return
    sent, got = json.loads(trial.exchanges[0].request.body), trial.last.json
    if not isinstance(sent, dict) or not isinstance(got, dict):
        return
    for name in sent.keys() & got.keys():
        before, after = sent[name], got[name]
        if _is_altered(before, after):
            values = {"operation": trial.name, "field": name, "before": str(before), "after": str(after)}
            yield Finding(trial.exchanges[0].place, values)


def _is_altered(before: object, after: object) -> bool:
    if isinstance(before, str) and isinstance(after, str):
        return not _same(before, after)
    return type(before) is type(after) and isinstance(before, int) and before != after  # fractions may be rounded


def _same(before: str, after: str) -> bool:
    """Whether two texts mean the same: case, blanks, ways to compose letters and ways to write times are no matter."""
    first, last = ("".join(unicodedata.normalize("NFKC", text).casefold().split()) for text in (before, after))
    return first == last or (bool(_TIME.match(before)) and bool(_TIME.match(after)))
