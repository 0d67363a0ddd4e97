"""A service that runs already, reached over HTTP: there is one copy of it, and nobody looks inside."""

from __future__ import annotations

import http.client
import json
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from dataclasses import dataclass
from urllib.parse import SplitResult, urlsplit

from fastapi_lint.contract.framing import Json
from fastapi_lint.contract.session import FAILING, KEPT_BODY
from fastapi_lint.facts.contract.openapi import METHODS
from fastapi_lint.model.errors import TargetError, UsageError

_DOCUMENT = "/openapi.json"
_KIND = ".json"
_LOCAL = frozenset({"localhost", "::1"})


def address(text: str, *, remote: bool) -> SplitResult:
    """The parts of an address; UsageError for one that is none, or that lies on another machine unless `remote`."""
    try:
        found = urlsplit(text)
        host = found.hostname or ""
        found.port  # noqa: B018 - raises when it is no number
    except ValueError:
        raise UsageError(f"`{text}` is no address; pass one such as --url http://127.0.0.1:8000.") from None
    if found.scheme not in {"http", "https"} or not host:
        raise UsageError(f"`{text}` is no address; pass one such as --url http://127.0.0.1:8000.")
    if not remote and host not in _LOCAL and not host.startswith("127."):
        raise UsageError(
            f"`{host}` is another machine, and probes write to what they call; pass --allow-remote if that is wanted."
        )
    return found


@contextmanager
def served_at(where: SplitResult, timeout: float) -> Iterator[Running]:
    """The service behind an address, which may be that of its document; TargetError when there is none."""
    prefix = _prefix(where)
    one = OverHttp(where, prefix, timeout)
    target = where.path if where.path.endswith(_KIND) else _DOCUMENT
    ((answer, body),) = one.call([({"method": "GET", "target": target, "headers": []}, b"")])
    if one.ending:
        raise TargetError(f"nothing answers at {where.scheme}://{where.netloc}; start the service first.")
    document = _document(body) if answer["status"] == http.client.OK else None
    if document is None:
        raise TargetError(f"{base_of(where)}{target} is no OpenAPI document in JSON; pass its whole address as --url.")
    told = {"document": document, "routes": list(_routes(document)), "served_at": target}
    yield Running(where, prefix, timeout, told)


def base_of(where: SplitResult) -> str:
    """Where the paths of the document begin."""
    return f"{where.scheme}://{where.netloc}{_prefix(where)}"


def _prefix(where: SplitResult) -> str:
    return "" if where.path.endswith(_KIND) else where.path.rstrip("/")


def _document(body: bytes) -> Json | None:
    try:
        found = json.loads(body)
    except (ValueError, RecursionError):
        return None
    return found if isinstance(found, dict) and isinstance(found.get("paths"), dict) else None


def _routes(document: Json) -> Iterator[Json]:
    """What the document says about routes; their code nobody tells."""
    for path, item in document["paths"].items():
        methods = [m.upper() for m in METHODS if isinstance(item, dict) and m in item]
        unknown = {"file": "", "line": 0, "function": "", "kind": ""}
        yield {"path": path, "methods": methods, "in_schema": True, **unknown}


@dataclass
class Running:
    """The service. Every group of calls meets what the ones before have left."""

    where: SplitResult
    prefix: str
    timeout: float
    told: Json

    @property
    def document(self) -> Json | None:
        """The OpenAPI document."""
        found = self.told["document"]
        return found if isinstance(found, dict) else None

    def group(self) -> OverHttp:
        """The one copy that there is."""
        return OverHttp(self.where, self.prefix, self.timeout)


@dataclass
class OverHttp:
    """Calls over HTTP, each on a connection of its own."""

    where: SplitResult
    prefix: str
    timeout: float
    ending: str = ""

    def call(self, calls: Sequence[tuple[Json, bytes]], *, together: bool = False) -> list[tuple[Json, bytes]]:
        """The answers in order, as those of the agent without what only it can see."""
        if together:
            with ThreadPoolExecutor(len(calls)) as pool:
                return list(pool.map(self._answer, calls))
        answers = []
        for call in calls:
            answers.append(self._answer(call))
            if self.ending:
                break
        return answers

    def close(self) -> None:
        """Nothing is kept open."""

    def _answer(self, call: tuple[Json, bytes]) -> tuple[Json, bytes]:
        order, body = call
        if order.get("cut_off") or order["target"] == FAILING:
            return {"unsent": True}, b""
        try:
            return self._asked(order, body + b" " * order.get("blanks", 0))
        except (ValueError, http.client.InvalidURL):
            return {"unsent": True}, b""
        except TimeoutError:
            self.ending = "hang"
            return {"hangs": []}, b""
        except (OSError, http.client.HTTPException):
            self.ending = "exit"
            return {"exits": None}, b""

    def _asked(self, order: Json, body: bytes) -> tuple[Json, bytes]:
        kind = http.client.HTTPSConnection if self.where.scheme == "https" else http.client.HTTPConnection
        with closing(kind(self.where.hostname or "", self.where.port, timeout=self.timeout)) as connection:
            connection.putrequest(
                order["method"], f"{self.prefix}{order['target']}", skip_host=True, skip_accept_encoding=True
            )
            given = {name.lower() for name, _ in order["headers"]}
            own = [] if "host" in given else [("host", self.where.netloc)]
            for name, value in [*own, *order["headers"]]:
                connection.putheader(name, self.where.netloc if value == "testserver" else value)
            connection.endheaders(body or None, encode_chunked="transfer-encoding" in given)
            answer = connection.getresponse()
            content, told = _read(answer, time.monotonic() + self.timeout)
            headers = [[name.lower(), value] for name, value in answer.getheaders()]
            told |= {"status": answer.status, "headers": headers}
            if answer.status == http.client.INTERNAL_SERVER_ERROR:
                told["error"] = {"type": "ServerError", "message": "the service answers 500", "frames": []}
            return told, content


def _read(answer: http.client.HTTPResponse, until: float) -> tuple[bytes, Json]:
    """The body as far as it is kept, and its size; one that still goes on at the end of the time is `endless`."""
    kept, size = bytearray(), 0
    try:
        while part := answer.read1(KEPT_BODY):
            kept += part[: KEPT_BODY - len(kept)]
            size += len(part)
            if time.monotonic() > until:
                return bytes(kept), {"size": size, "endless": True}
    except TimeoutError:
        return bytes(kept), {"size": size, "endless": True}
    return bytes(kept), {"size": size}
