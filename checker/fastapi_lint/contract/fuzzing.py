"""schemathesis as a source of calls: it makes them up, the service answers through our bridge, our rules judge.

The only file that knows schemathesis. Its engine is no public interface, so one version of it is asked for, and
`tests/contract/test_fuzzing.py` holds what is used here.
"""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import chdir
from dataclasses import dataclass, field
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from msgspec.structs import replace

from fastapi_lint.contract.client import Client
from fastapi_lint.contract.recognition import Probe
from fastapi_lint.facts.contract.exchange import Exchange
from fastapi_lint.facts.contract.messages import HttpRequest
from fastapi_lint.facts.contract.openapi import Document
from fastapi_lint.facts.contract.operation import Operation
from fastapi_lint.model.errors import UsageError
from fastapi_lint.model.location import Location
from fastapi_lint.model.record import Record

VERSION = "4.32.5"
PROBE = "fuzzed"
_CASE = "x-schemathesis-testcaseid"
_LEFT_OUT = frozenset({_CASE, "host", "user-agent", "accept", "accept-encoding", "connection", "content-length"})
_STATUS = "ST103"
"""Its code for a status that the document does not name; whoever has seen the status knows of it."""
_UNDECODED = b"There was an error parsing the body"
_PATIENCE = 2
"""How often an operation may hang before nothing more is asked of it."""
_OURS = frozenset({"ST101", "ST102", "ST103", "ST108", "ST109"})
"""Its codes for what our rules judge by themselves: crashes, undocumented statuses, bodies unlike their schema."""


class Effort(Record, eq=True):
    """How many examples an operation is given, drawn how, and until when on the monotonic clock."""

    examples: int
    seed: int
    until: float


@dataclass
class Fuzzed:
    """`told` are calls that something came of, one of each kind. `noise` counts what schemathesis alone objects to.

    `complete` is False when the time was over first.
    """

    told: list[Exchange] = field(default_factory=list)
    noise: Counter[str] = field(default_factory=Counter)
    calls: int = 0
    complete: bool = True


def require_fuzzer() -> None:
    """Raises UsageError when the right schemathesis is not installed."""
    try:
        found = version("schemathesis")
    except PackageNotFoundError:
        raise UsageError("--fuzz needs schemathesis: pip install 'fastapi-lint[contract]'.") from None
    if found != VERSION:
        raise UsageError(f"--fuzz needs schemathesis {VERSION}, not {found}: pip install 'fastapi-lint[contract]'.")


def fuzz(client: Client, document: Document, seen: Iterable[Exchange], effort: Effort) -> Fuzzed:
    """Calls every operation with input that schemathesis makes up; what was `seen` before is not told again."""
    import schemathesis
    from schemathesis.engine import events, from_schema

    made = Fuzzed()
    operations = {operation.name: operation for operation in document.operations}
    known = {_kind(e, "") for e in seen}
    bridge = _Bridge(client)
    with TemporaryDirectory(prefix="fastapi-lint-") as scratch, chdir(Path(scratch)), client.fresh():
        config = schemathesis.Config.from_dict(_settings(client, effort))
        schema = schemathesis.openapi.from_dict(document.raw, config=config)
        schema.app = bridge
        stream = from_schema(schema).execute()
        for event in stream:
            if isinstance(event, events.ScenarioFinished):
                _take(event.recorder, bridge, operations, made, known)
            if time.monotonic() > effort.until:
                made.complete = False
                stream.stop()
                break
    made.calls = bridge.count
    return made


def _settings(client: Client, effort: Effort) -> dict[str, Any]:
    return {
        "seed": effort.seed,
        "continue-on-failure": True,
        "workers": 1,
        "cache": {"enabled": False},
        "generation": {"max-examples": effort.examples, "database": "none"},
        "headers": dict(client.headers),
        "phases": {"stateful": {"enabled": False}},
    }


@dataclass
class _Bridge:
    """The ASGI app that schemathesis calls. `answered` holds our view of each call by the id of its case."""

    client: Client
    answered: dict[str, Exchange] = field(default_factory=dict)
    hanging: Counter[str] = field(default_factory=Counter)
    count: int = 0

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        if scope["type"] == "lifespan":
            await _lifespan(receive, send)
            return
        request, case = _request(scope, await _body(receive))
        way = f"{request.method} {request.path}"
        if self.hanging[way] >= _PATIENCE:
            await _answer(send, 504, (), b"")
            return
        (exchange,) = self.client.all([(PROBE, request, None, "")])
        self.client.seen.clear()
        self.count += 1
        self.answered[case] = exchange
        if exchange.response is None:
            self.hanging[way] += 1
            await _answer(send, 504, (), b"")
        else:
            await _answer(send, exchange.status, exchange.response.headers, exchange.response.body)


def _request(scope: Any, body: bytes) -> tuple[HttpRequest, str]:
    """The request as a client would have made it, and the id of its case."""
    headers = {name.decode("latin-1"): value.decode("latin-1") for name, value in scope["headers"]}
    path, query = scope["raw_path"].decode("ascii", "replace"), scope["query_string"].decode("ascii", "replace")
    kept = tuple((name, value) for name, value in headers.items() if name.lower() not in _LEFT_OUT)
    target = f"{path}?{query}" if query else path
    return HttpRequest(scope["method"], target, kept, body), headers.get(_CASE, "")


async def _body(receive: Any) -> bytes:
    body, more = b"", True
    while more:
        message = await receive()
        body += message.get("body", b"")
        more = message.get("more_body", False)
    return body


async def _answer(send: Any, status: int, headers: tuple[tuple[str, str], ...], body: bytes) -> None:
    raw = [(name.encode("latin-1"), value.encode("latin-1")) for name, value in headers]
    await send({"type": "http.response.start", "status": status, "headers": raw})
    await send({"type": "http.response.body", "body": body})


async def _lifespan(receive: Any, send: Any) -> None:
    """That of the service has begun already, in its own process."""
    while True:
        message = await receive()
        await send({"type": f"{message['type']}.complete"})
        if message["type"] == "lifespan.shutdown":
            return


def _take(
    recorder: Any, bridge: _Bridge, operations: dict[str, Operation], made: Fuzzed, known: set[tuple[object, ...]]
) -> None:
    """Keeps of one scenario what our rules can judge, and counts the rest."""
    for case, node in recorder.cases.items():
        exchange, operation = bridge.answered.pop(case, None), operations.get(node.value.operation.label)
        if exchange is None or operation is None or exchange.request.method != operation.method:
            continue
        exchange = replace(exchange, operation=operation, at=_at(exchange, operation), probe=Probe(PROBE))
        codes = dict(_codes(recorder.checks.get(case, ())))
        ours = set() if _is_stock(exchange) else codes.keys() & _OURS
        made.noise.update(f"{code} {title}" for code, title in codes.items() if code not in ours)
        reasons = ["failure"] if exchange.error is not None or exchange.ending else sorted(ours)
        for reason in reasons:
            kind = _kind(exchange, reason)
            if kind not in known:
                known.add(kind)
                made.told.append(replace(exchange, note=_shown(exchange.request)))


def _at(exchange: Exchange, operation: Operation) -> Location:
    return exchange.at if exchange.ending == "hang" else operation.at


def _is_stock(exchange: Exchange) -> bool:
    """Whether FastAPI itself answers so, whatever the service does: a body that it cannot even decode."""
    return exchange.status == 400 and exchange.response is not None and _UNDECODED in exchange.response.body


def _codes(nodes: Any) -> Iterator[tuple[str, str]]:
    for node in nodes:
        if node.failure_info is not None:
            failure = node.failure_info.failure
            yield str(failure.code), str(failure.title)


def _kind(exchange: Exchange, reason: str) -> tuple[object, ...]:
    """What makes two calls tell the same."""
    if exchange.error is not None:
        return exchange.name, exchange.error.type, exchange.error.at
    return exchange.name, exchange.ending or exchange.status, "" if exchange.ending or reason == _STATUS else reason


def _shown(request: HttpRequest) -> str:
    """The input in a few words."""
    body = request.body.decode("utf-8", "backslashreplace")
    text = f"{request.target} with {body}" if body else request.target
    return text if len(text) <= 80 else f"{text[:77]}..."
