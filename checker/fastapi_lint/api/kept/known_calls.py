"""Which call each finding of the last run came from, kept in the cache so that it can be repeated."""

from __future__ import annotations

import json
from contextlib import suppress
from pathlib import Path

from fastapi_lint.api.judging import Judged
from fastapi_lint.api.request import Checked
from fastapi_lint.contract.client import Wanted
from fastapi_lint.model.errors import UsageError, nearest
from fastapi_lint.model.record import Record

_FILE = "contract-calls.json"
_FIELDS = ("step", "operation", "probe", "note", "target", "media", "body")


class KnownCall(Record, eq=True):
    """`wanted` is None for a finding in the document, which no call shows."""

    rule: str
    fingerprint: str
    wanted: Wanted | None


def keep_calls(cache: Path, checked: Checked, seen: Judged) -> None:
    """Writes down the calls of what was reported; a folder that refuses only costs the later replay."""
    made = {(d.sort_key, d.repeat): wanted for d, wanted in seen.made_from.items()}
    kept = [
        {
            "rule": shown.rule,
            "fingerprint": shown.fingerprint,
            "wanted": {name: getattr(w, name) for name in _FIELDS}
            if (w := made.get((found.sort_key, found.repeat)))
            else None,
        }
        for found, shown in checked.shown.items()
    ]
    with suppress(OSError):
        cache.mkdir(parents=True, exist_ok=True)
        (cache / _FILE).write_text(json.dumps(kept), encoding="utf-8")


def known_call(cache: Path, name: str) -> KnownCall:
    """The call of a finding by its fingerprint, the beginning of one, or a rule's id; raises UsageError."""
    calls = _calls(cache)
    found = next((c for c in calls if c.fingerprint == name or c.rule == name), None)
    begun = [c for c in calls if len(name) >= 4 and c.fingerprint.startswith(name)]
    if found is None and len(begun) == 1:
        found = begun[0]
    if found is None:
        names = sorted({n for c in calls for n in (c.fingerprint, c.rule)})
        raise UsageError(f"the last run reported no `{name}`{nearest(name, names) or '; run `fastapi-lint contract`.'}")
    return found


def _calls(cache: Path) -> list[KnownCall]:
    try:
        listed = json.loads((cache / _FILE).read_text("utf-8"))
        return [
            KnownCall(c["rule"], c["fingerprint"], Wanted(**c["wanted"]) if c["wanted"] is not None else None)
            for c in listed
        ]
    except (OSError, ValueError, KeyError, TypeError):
        raise UsageError(
            "no run is known whose calls could be repeated; run `fastapi-lint contract` first, without --no-cache."
        ) from None
