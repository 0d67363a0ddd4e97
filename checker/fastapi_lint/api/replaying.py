"""One call of the last run again: what is asked, what comes back, and whether the rule still objects."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from msgspec.structs import replace

from fastapi_lint.api.checking import CACHE, configured, discovered
from fastapi_lint.api.contract import ContractRequest, starter_of, watched_project
from fastapi_lint.api.judging import Judged
from fastapi_lint.api.kept.known_calls import known_call
from fastapi_lint.api.service_settings import service_settings
from fastapi_lint.api.watched import Starter
from fastapi_lint.api.wish import Wish
from fastapi_lint.catalog.compiled import catalog
from fastapi_lint.catalog.home import cache_home
from fastapi_lint.catalog.rule import Catalog
from fastapi_lint.contract.session import loaded
from fastapi_lint.facts.contract.exchange import Exchange
from fastapi_lint.model.errors import TargetError, UsageError
from fastapi_lint.model.record import Record

_SHOWN_BODY = 4000


class Replayed(Record, eq=True):
    """What to show; the exit code is 1 while the rule objects, else 0."""

    text: str
    exit_code: int


def replay(asked: ContractRequest, name: str, book: Catalog | None = None, starter: Starter = loaded) -> Replayed:
    """Repeats the call of a finding (fingerprint or rule id) on a fresh copy of the service.

    Raises UsageError when no such call is known, TargetError when it cannot be made again.
    """
    cache = Path.cwd() / CACHE
    known = known_call(cache, name)
    if known.wanted is None:
        raise UsageError(f"`{known.rule}` is about the OpenAPI document; no call shows it.")
    book = book or catalog(cache_home())
    config = replace(configured(asked.common, Path.cwd(), book), select=(known.rule,))
    settings = service_settings(config, asked.overrides)
    watched = watched_project(book, config, discovered(config), asked, settings, cache)
    wish = Wish(anonymous=True, only=known.wanted, url=asked.base_url(settings))
    seen = watched.seen(wish, starter_of(asked, settings, starter))
    calls = [e for e in seen.look.observed.of(Exchange) if known.wanted.is_made_by(e)]
    if not calls:
        reasons = "; ".join(f"{s.subject}: {s.reason}" for s in seen.skipped) or "nothing leads to it any more"
        raise TargetError(f"the call of `{known.rule}` could not be made again: {reasons}.")
    return _told(calls[-1], seen)


def _told(call: Exchange, seen: Judged) -> Replayed:
    verdict = [f"violated: {d.rule}: {d.message}" for d in seen.diagnostics] or ["held: the rule has no objection"]
    parts = {"request": [call.request.curl], "answer": list(_answer(call)), "verdict": verdict}
    lines = [f"{call.name}  {call.probe}{f': {call.note}' if call.note else ''}"]
    for title, told in parts.items():
        lines += ["", title, *(f"  {line}" for line in told)]
    return Replayed("\n".join(seen.telling.shown(line) for line in lines) + "\n", int(bool(seen.diagnostics)))


def _answer(call: Exchange) -> Iterator[str]:
    if call.response is None:
        yield "none: it hangs" if call.ending == "hang" else "none: the process ends"
    else:
        yield str(call.status)
        yield from (f"{name}: {value}" for name, value in call.response.headers)
        yield from ("", *call.response.text[:_SHOWN_BODY].splitlines())
    if call.error is not None:
        at = call.error.at
        yield f"raised {call.error.told}{f' at {at.path}:{at.line}' if at.path else ''}"
