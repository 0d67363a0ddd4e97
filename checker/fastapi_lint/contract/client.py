"""Calls to fresh copies of the service, as facts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, TypeAlias
from urllib.parse import quote, urlencode

from fastapi_lint.contract.copies import Copy, Served
from fastapi_lint.contract.framing import Json
from fastapi_lint.contract.identity import ANONYMOUS, Headers, Identity, NoLogin
from fastapi_lint.contract.places import Places
from fastapi_lint.contract.recognition import Probe
from fastapi_lint.contract.turns import Cut, Turn, Turns
from fastapi_lint.facts.contract.exchange import Exchange, LogRecord, Trial
from fastapi_lint.facts.contract.messages import HttpRequest, HttpResponse
from fastapi_lint.facts.contract.operation import Operation
from fastapi_lint.model.location import Location
from fastapi_lint.model.record import Record


class Wanted(Record, eq=True):
    """One call out of a run, by the step that makes it and by what it tries.

    What only chance makes is kept whole: its `target`, media type and body (one character for each byte).
    """

    step: str
    operation: str
    probe: str
    note: str
    target: str = ""
    media: str = ""
    body: str = ""

    def request(self, headers: Headers) -> HttpRequest:
        """The call that was kept whole."""
        media = (("content-type", self.media),) if self.media else ()
        method = self.operation.partition(" ")[0]
        return HttpRequest(method, self.target, (*headers, *media), self.body.encode("latin-1"))

    def is_made_by(self, exchange: Exchange) -> bool:
        """Whether a call is the wanted one."""
        return (exchange.name, str(exchange.probe), exchange.note) == (self.operation, self.probe, self.note)


Planned: TypeAlias = tuple[str, HttpRequest, Operation | None, str]
"""A call to make: (probe, request, operation, note)."""
_WRITING = frozenset({"POST", "PUT", "PATCH"})
_ENDINGS = {"hang": "hangs", "exit": "exits", "unsent": "unsent"}
"""How a call ends that is not answered, and what says so; `unsent` ones cannot be made where the service runs."""


@dataclass
class Client:
    """Speaks to one fresh copy at a time. `seen` holds every call, `trials` those that belong together.

    `other` is somebody who must not reach what `caller` makes. `tokens` are what logins gave; they are never shown.
    With `only`, calls that nothing else depends on are left out unless they are among the wanted ones, as (operation,
    probe, note); operations that `hang`, or answer without end, are not called any more. Operations have their `turns`;
    `cut` holds how far each came whose turn was too short, and the odd inputs that were `tried` least come first.
    `home` is where the app is made that is asked.
    """

    service: Served
    places: Places
    caller: Identity = ANONYMOUS
    other: Identity | None = None
    only: Collection[tuple[str, str, str]] | None = None
    origins: tuple[str, ...] = ()
    hang: frozenset[str] = frozenset()
    turns: Turns = field(default_factory=Turns)
    cut: dict[str, Cut] = field(default_factory=dict)
    tried: Counter[tuple[str, str]] = field(default_factory=Counter)
    home: Location = field(default=Location(""))
    seen: list[Exchange] = field(default_factory=list)
    trials: list[Trial] = field(default_factory=list)
    headers: Headers = ()
    problem: str = ""
    tokens: set[str] = field(default_factory=set)
    _group: Copy | None = None
    _written: list[HttpRequest] = field(default_factory=list)

    @contextmanager
    def fresh(self) -> Iterator[None]:
        """Inside, all calls go to one new copy, and `headers` are those of `caller` there; raises NotStarted."""
        self._begin()
        self.headers = self.credentials(self.caller)
        try:
            yield
        finally:
            if self._group is not None:
                self._group.close()
            self._group = None

    def credentials(self, identity: Identity) -> Headers:
        """The headers of a caller in this copy; `problem` says why there are none."""
        if identity.login is None:
            return identity.headers
        ((answer, body), *_) = self._living().call([_wire(identity.login.request())])
        try:
            token = identity.login.token(answer.get("status", 0), body)
        except NoLogin as error:
            self.problem = str(error)
            return identity.headers
        self.tokens.add(token)
        return (*identity.headers, ("authorization", f"Bearer {token}"))

    def call(self, probe: str, request: HttpRequest, operation: Operation | None = None, note: str = "") -> Exchange:
        """One call; it is kept."""
        return self.all([(probe, request, operation, note)])[0]

    def each(self, wanted: Sequence[Planned]) -> list[Exchange]:
        """Several calls one after the other, none of which needs an answer of the others: one wait for all of them.

        Those after one that hangs or exits are made in another copy.
        """
        made: list[Exchange] = []
        while len(made) < len(wanted):
            made += self.all(wanted[len(made) :])
        return made

    def wants_operation(self, name: str) -> bool:
        """Whether the calls that try one operation are to be made."""
        return name not in self.hang and (self.only is None or any(wanted == name for wanted, _, _ in self.only))

    def some(self, wanted: Sequence[Planned], name: str, turn: Turn) -> list[Exchange]:
        """Those of several calls to one operation that are to be made and fit in; nothing depends on any of them."""
        listed = sorted(wanted, key=lambda w: self.tried[w[0], w[3]])
        most = self.cut[name].tried if name in self.cut else len(listed)
        if self.only is not None:
            listed = [w for w in listed if (name, w[0], w[3]) in self.only]
            most = len(listed)
        made: list[Exchange] = []
        while len(made) < most and (fitting := turn.fitting(len(made) + 1)):
            made += (part := self.all(listed[len(made) : min(most, len(made) + fitting)]))
            if part[-1].ending:
                break
        else:
            if len(made) < len(listed):
                self.cut[name] = Cut(len(made), len(listed))
        self.tried.update((str(e.probe), e.note) for e in made)
        return made

    def all(self, wanted: Sequence[Planned], *, together: bool = False) -> list[Exchange]:
        """Several calls at once or one after the other; there are no more answers after one that hangs or exits."""
        if not wanted:
            return []
        answers = self._living().call([_wire(w[1]) for w in wanted], together=together)
        made = [self._exchange(w, *answer) for w, answer in zip(wanted, answers, strict=False)]
        self.seen += [e for e in made if e.ending != "unsent"]
        return made

    def trial(self, probe: str, exchanges: Iterable[Exchange], operation: Operation | None = None) -> None:
        """Keeps calls that belong together, when each of them was answered."""
        listed = tuple(exchanges)
        if listed and all(e.response is not None for e in listed):
            at = operation.at if operation is not None else listed[0].at
            self.trials.append(Trial(Probe(probe), listed, at, operation))

    def _living(self) -> Copy:
        return self._begin() if self._group is None or self._group.ending else self._group

    def _begin(self) -> Copy:
        self._group = self.service.group()
        self._written = []
        return self._group

    def _preparation(self, path: str) -> HttpRequest | None:
        """The last call to this copy that wrote to the collection of a path, or to the nearest one around it."""
        around = [w for w in self._written if path.startswith(w.path.rstrip("/"))]
        return max(reversed(around), key=lambda w: len(w.path), default=None)

    def _exchange(self, wanted: Planned, answer: Json, body: bytes) -> Exchange:
        probe, request, operation, note = wanted
        ending = next((e for e, sign in _ENDINGS.items() if sign in answer), "")
        at = operation.at if operation is not None else self.home
        error = self.places.raised(answer["error"], at) if answer.get("error") else None
        if ending == "hang":
            place, _ = self.places.innermost(answer["hangs"])
            at = place if place != self.places.app else at
        response = None if ending else _response(answer, body, failed=error is not None)
        failed = response is None or response.status >= 500
        before = self._preparation(request.path) if failed else None
        if not failed and request.method in _WRITING:
            self._written.append(request)
        return Exchange(
            Probe(probe),
            request,
            response,
            at,
            operation,
            error,
            ending,
            tuple(LogRecord(r["level"], r["message"]) for r in answer.get("logs", ())),
            answer.get("output", ""),
            tuple(answer.get("denied", ())),
            note,
            self.home,
            answer.get("lag", 0.0),
            before,
        )


def _response(answer: Json, body: bytes, *, failed: bool) -> HttpResponse:
    """What a server would have sent: its own plain 500 when the app raised before it answered."""
    if not answer["status"]:
        return HttpResponse(
            500, (("content-type", "text/plain; charset=utf-8"),), b"Internal Server Error" if failed else b""
        )
    headers = tuple((str(k), str(v)) for k, v in answer["headers"])
    return HttpResponse(answer["status"], headers, body, answer["size"], endless=bool(answer.get("endless")))


def _wire(request: HttpRequest) -> tuple[Json, bytes]:
    headers = [list(h) for h in request.headers]
    if request.header("host") is None:
        headers.append(["host", "testserver"])
    announced = request.header("content-length") is None and request.header("transfer-encoding") is None
    if request.body and announced:
        headers.append(["content-length", str(len(request.body) + request.blanks)])
    call: Json = {"method": request.method, "target": request.target, "headers": headers}
    if request.cut_off:
        call["cut_off"] = True
    if request.blanks:
        call["blanks"] = request.blanks
    return call, request.body


def target(path: str, values: dict[str, Any], query: dict[str, Any] | None = None) -> str:
    """A path with its parameters filled in, and a query."""
    for name, value in values.items():
        path = path.replace(f"{{{name}}}", quote(_text(value), safe=""))
    if not query:
        return path
    pairs = [(k, _text(v)) for k, listed in query.items() for v in (listed if isinstance(listed, list) else [listed])]
    return f"{path}?{urlencode(pairs)}"


def _text(value: Any) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    return str(value)
