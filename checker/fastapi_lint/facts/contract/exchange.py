"""What was asked of the running service and what it did: answers, exceptions, log lines."""

from __future__ import annotations

from typing import Any

from fastapi_lint.facts.contract.messages import HttpRequest, HttpResponse
from fastapi_lint.facts.contract.operation import Operation
from fastapi_lint.model.location import Location
from fastapi_lint.model.record import Record

_SHOWN = 300


class Raised(Record):
    """An exception that left the app. `at` is the innermost line in the project's own files, unknown when none is.

    `deepest` is the file and line that raised it, in whatever code.
    """

    type: str
    message: str
    at: Location
    function: str = ""
    deepest: str = ""

    @property
    def told(self) -> str:
        """Type and message on one line."""
        message = " ".join(self.message.split())
        if len(message) > _SHOWN:
            message = f"{message[:_SHOWN]}…"
        return f"{self.type}: {message}" if message else self.type


class LogRecord(Record):
    """A record that the service's loggers handled."""

    level: str
    message: str


class Exchange(Record):
    """One call. `probe` says what it tries; `operation` is None for what belongs to no operation.

    `response` is None when the service gave no answer: `ending` then says how it ended ("hang" or "exit").
    `output` is what it printed meanwhile, `denied` the machines that it tried to reach. `home` is where the app
    is made, for what all answers have in common. `lag` are the milliseconds for which it held the event loop. `after`
    is the call before a failing one that made something in the collection that it asks: it may need that to fail.
    """

    probe: str
    request: HttpRequest
    response: HttpResponse | None
    at: Location
    operation: Operation | None = None
    error: Raised | None = None
    ending: str = ""
    logs: tuple[LogRecord, ...] = ()
    output: str = ""
    denied: tuple[str, ...] = ()
    note: str = ""
    home: Location = Location("")
    lag: float = 0.0
    after: HttpRequest | None = None

    @property
    def curl(self) -> str:
        """The command lines that repeat it, as one."""
        return " && ".join(request.curl for request in (self.after, self.request) if request is not None)

    @property
    def place(self) -> Location:
        """The handler, with its operation."""
        operation = self.operation.name if self.operation is not None else self.name
        return Location(self.at.path, self.at.line, self.at.column, self.at.end_line, self.at.end_column, "", operation)

    @property
    def origin(self) -> Location:
        """Where its exception comes from, with its operation; the handler when it raised none."""
        at = self.error.at if self.error is not None else self.at
        operation = self.operation.name if self.operation is not None else ""
        return Location(at.path, at.line, at.column, at.end_line, at.end_column, "", operation)

    @property
    def status(self) -> int:
        """The status of the answer, 0 without one."""
        return self.response.status if self.response is not None else 0

    @property
    def is_endless(self) -> bool:
        """Whether its answer was still being sent when nobody listened any more."""
        return self.response is not None and self.response.endless

    @property
    def name(self) -> str:
        """The operation, or the request line."""
        return self.operation.name if self.operation is not None else f"{self.request.method} {self.request.path}"

    def header(self, name: str) -> str | None:
        """A header of the answer."""
        return self.response.header(name) if self.response is not None else None

    @property
    def json(self) -> Any:
        """The answer as JSON; None when it is none."""
        return self.response.json if self.response is not None else None


class Trial(Record):
    """Calls that belong together, in their order, such as the same request with the same key twice."""

    probe: str
    exchanges: tuple[Exchange, ...]
    at: Location
    operation: Operation | None = None

    @property
    def name(self) -> str:
        """The operation, or the request line of the first call."""
        return self.exchanges[0].name

    @property
    def last(self) -> Exchange:
        """The call that the others prepare."""
        return self.exchanges[-1]


class Observed(Record):
    """Everything that a contract run saw, by kind of fact."""

    by_kind: dict[type, tuple[Any, ...]]

    def of(self, kind: type) -> tuple[Any, ...]:
        """All facts of a kind."""
        return self.by_kind.get(kind, ())
