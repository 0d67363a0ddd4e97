"""Which calls count: those that fail again, for a reason of their own, and reached what they need."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from urllib.parse import unquote

from fastapi_lint.contract.client import Client
from fastapi_lint.contract.turns import Turns
from fastapi_lint.facts.contract.exchange import Exchange
from fastapi_lint.model.diagnostic import Skipped

_PROVOKED = frozenset({"unexpected-failure", "readiness-cut-off"})
_UNREACHABLE = frozenset({"ConnectionRefusedError", "Denied", "ConnectError", "gaierror"})
_LIMITED = 429
_FAILED = 500
_MADE_TO_FAIL = frozenset({"readiness", "readiness-cut-off", "burst"})
_NO_TABLE = re.compile(r"no such table: |relation \"[^\"]*\" does not exist|Table '[^']*' doesn't exist")
"""What SQLite, PostgreSQL and MySQL say where nobody ran the migrations."""
_HOST = re.compile(r"://([^/?#&\s]+)")
_DENIED_CHANGE = "denies changes outside its folder: "


def reproduced(
    client: Callable[[], Client], step: Callable[[Client], None], doubt: Callable[[Client], bool] = lambda _: False
) -> tuple[Client, list[Skipped]]:
    """What a step sees. A failure that a second fresh copy does not repeat is not reported as one.

    Most fail by themselves, so that only they are called again; when one then does not, it may need what was called
    before, and the whole step is made again. What is in `doubt` is forgotten.
    """
    first = client()
    step(first)
    if doubt(first):
        first = client()
        step(first)
    lost = [e for e in first.seen if _is_failure(e) and not _lacks(e)]
    for only in ({(e.name, str(e.probe), e.note) for e in lost}, None):
        if not lost:
            break
        again = client()
        again.turns, again.cut, again.only = Turns(), dict(first.cut), only if again.only is None else again.only
        step(again)
        repeated = {_signature(e) for e in again.seen}
        lost = [e for e in lost if _signature(e) not in repeated]
    first.seen = [e for e in first.seen if e not in lost]
    return first, [Skipped(e.name, f"`{e.probe}` failed once and did not fail again") for e in lost]


def repeating(client: Callable[[], Client], calls: Iterable[Exchange]) -> tuple[list[Exchange], list[Skipped]]:
    """Those calls that go the same way on a fresh copy, each by itself."""
    kept: list[Exchange] = []
    lost: list[Exchange] = []
    for call in calls:
        again = client()
        with again.fresh():
            answer = again.call(call.probe, call.request, call.operation, call.note)
        same = _signature(answer) == _signature(call)
        (kept if same else lost).append(call)
    return kept, [Skipped(e.name, f"`{e.note}` went wrong once and did not do so again") for e in lost]


def telling(seen: Sequence[Exchange]) -> list[Exchange]:
    """All calls but those that say nothing new.

    An operation hangs once, wherever it was stopped; invalid input that fails as valid input does is no cause, and a
    field that fails in one way on several odd values has one defect.
    """
    ways = {(e.name, _way(e)) for e in seen if e.probe == "valid" and _is_failure(e)}
    kept = [e for e in seen if _stands_alone(e) or not _is_failure(e) or (e.name, _way(e)) not in ways]
    first = {_defect(e): e for e in reversed(kept) if _is_failure(e)}
    kept = [e for e in kept if not _is_failure(e) or _stands_alone(e) or first[_defect(e)] is e]
    hanging = {e.name: e for e in reversed(kept) if e.ending == "hang"}
    return [e for e in kept if e.ending != "hang" or hanging[e.name] is e]


def _defect(exchange: Exchange) -> tuple[object, ...]:
    """What failures have in common that one change mends; notes begin with the field that was changed."""
    field, colon, _ = exchange.note.partition(": ")
    return exchange.name, field if colon else (exchange.probe, exchange.note), _way(exchange)


def _stands_alone(exchange: Exchange) -> bool:
    """Whether its rule asks for the call itself, and not for what is wrong with its input."""
    return exchange.probe == "valid" or exchange.operation is None


def reached(seen: Sequence[Exchange]) -> tuple[list[Exchange], list[Skipped]]:
    """The calls that needed nothing outside, and of the others what they lacked; some are made to see that."""
    kept = [e for e in seen if e.probe in _MADE_TO_FAIL or not _lacks(e)]
    lacking = {e.name: e for e in reversed(seen) if e not in kept}
    return kept, [Skipped(name, f"not judged: {_lack(e)}") for name, e in sorted(lacking.items())]


def _way(exchange: Exchange) -> tuple[object, ...]:
    return exchange.ending, exchange.status, exchange.error.type if exchange.error is not None else ""


def _lacks(exchange: Exchange) -> bool:
    """Whether a call failed because another system does not run, of what we deny, or of how often we call."""
    error = exchange.error
    if error is None:
        return exchange.status == _LIMITED or (exchange.status == _FAILED and _names_address(exchange))
    refused = any(sign in error.message for sign in ("Connection refused", "Connect call failed", "onnection attempts"))
    hindered = any(host in error.message for host in _HOST.findall(unquote(exchange.request.target)))
    hindered |= _DENIED_CHANGE in error.message or bool(_NO_TABLE.search(error.message))
    return bool(exchange.denied) or error.type in _UNREACHABLE or refused or hindered


def _names_address(exchange: Exchange) -> bool:
    """Whether a request tells the service to fetch something, which it may do where no denial is seen."""
    return "://" in unquote(exchange.request.target) or b"://" in exchange.request.body


def _lack(exchange: Exchange) -> str:
    if exchange.status == _LIMITED:
        return "it answers 429, as its limit of calls is reached; set a higher limit for this run"
    if exchange.error is None:
        return "it answers 500, perhaps as nothing is there where the address in its input leads to"
    if any(host in exchange.error.message for host in _HOST.findall(unquote(exchange.request.target))):
        return "it fetches the address in its input, where nothing is"
    if exchange.denied:
        return f"it reaches for {exchange.denied[0]}; pass --allow-remote to let it"
    told = exchange.error.told
    if _DENIED_CHANGE in told:
        path = told.partition(_DENIED_CHANGE)[2]
        return f"it changes {path}, outside of its folder; let it write below the folder that it is started in"
    if _NO_TABLE.search(told):
        return "its database has no tables; let it create them when it starts, or point it to a database that has them"
    return f"it needs a system that does not run: {told}"


def _is_failure(exchange: Exchange) -> bool:
    failed = bool(exchange.ending) or exchange.error is not None or exchange.status >= 500
    return failed and exchange.probe not in _PROVOKED


def _signature(exchange: Exchange) -> tuple[object, ...]:
    error = exchange.error.type if exchange.error is not None else ""
    return exchange.name, exchange.probe, exchange.note, exchange.ending, exchange.status, error


def mostly_refused(seen: Iterable[Exchange]) -> bool:
    """Whether most operations answer a valid call with 401 or 403."""
    answers = {e.name: e.status for e in seen if e.probe == "valid"}
    refused = sum(status in {401, 403} for status in answers.values())
    return len(answers) > 1 and refused * 2 > len(answers)
