"""Runs inside the target's own interpreter: loads the service and answers calls to it. Never imported by us.

One file, standard library only, Python 3.9 or newer. The host gives it one end of a socket pair, or a port of this
machine to connect to, and sends orders; each frame is the length of its JSON and of its body (two big-endian 32-bit
numbers), the JSON, the body. Where a process can be forked, that happens before or after the service is loaded, so that
every group of calls starts from a clean one.

    start   settings of this process: folders, limits, modules to import beforehand
    load    import `module:attr`; answers with the OpenAPI document and the routes
    fork    a child goes on at the socket that comes with the order
    serve   run the service's lifespan; from then on `call` and `stop` are answered
"""

from __future__ import annotations

import asyncio
import contextlib
import faulthandler
import gc
import importlib
import inspect
import io
import json
import logging
import os
import platform
import random
import re
import runpy
import signal
import socket
import struct
import sys
import threading
import time
import traceback
from collections.abc import Iterable, Iterator
from types import FrameType
from typing import Any, Optional, cast

_HEADER = struct.Struct(">II")
_PART = 1 << 18
_KEPT_OUTPUT = 64 * 1024
_KEPT_RECORDS = 200
_KEPT_FRAMES = 40
_KEPT_MESSAGE = 2000
_DEEPEST = 8
"""So many apps inside each other are opened."""
_LATE = 0.4
"""Seconds after the end of its time at which a call that has blocked the event loop is looked for."""
_LISTENS = 0.5
"""Seconds for which we listen to an event stream, which by design has no end."""
_LINGERS = 1.0
"""Seconds that a service may go on with after its answer, before the next call is made."""
_LEAVING = 1.0
"""Seconds that a stream has to end after its reader has left."""
_LATE_MODULES = ("anyio._backends._asyncio", "fastapi.telemetry._runtime")
"""What else every copy imports with its first call."""
_REHEARSALS = 8
"""After so many rounds, the interpreter has adapted to what it runs."""
_LOCAL = {"localhost", "", "0.0.0.0", "::", "::1"}  # noqa: S104 - names of this machine, nothing is bound
_LOOPBACK = re.compile(r"(?:::ffff:)?127(?:\.\d{1,3}){1,3}")
_REACHES = {"socket.connect": 1, "socket.sendto": 1, "socket.sendmsg": 1, "socket.getaddrinfo": 0}
"""Audit events of traffic that goes out, each with the place of its address."""
_WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND
_CHANGES = {
    **dict.fromkeys(("os.remove", "os.mkdir", "os.rmdir", "os.truncate", "sqlite3.connect"), slice(1)),
    **dict.fromkeys(("os.rename", "os.link"), slice(2)),
    "os.symlink": slice(1, 2),
}
"""Audit events of changed files, each with the place of its paths; what a symbolic link leads to may lie elsewhere."""
_PROGRAMS = {"subprocess.Popen", "os.exec", "os.posix_spawn", "os.system"}

Json = dict[str, Any]


_encoded = json.JSONEncoder(default=str).encode
_decoded = json.JSONDecoder().decode
"""Of our own, as services replace those of the module by faster ones."""


class _Left(Exception):
    """The service wants to end its process; of itself that would end our event loop, before anybody is told why."""

    def __init__(self, error: BaseException) -> None:
        super().__init__()
        self.exceptions = (error,)


class Denied(ConnectionRefusedError):
    """The service tried to leave this machine or its folder."""


class _Channel:
    """Frames over a socket; blocking, or on the event loop once that runs."""

    def __init__(self, sock: socket.socket) -> None:
        self.sock = sock
        self.passes = sock.family == getattr(socket, "AF_UNIX", None)
        self.passed: list[int] = []
        self.ahead = bytearray()

    def read(self) -> Optional[tuple[Json, bytes]]:
        """The next frame; None when the host has gone. Sockets that come along are kept in `passed`."""
        data = b""
        while len(data) < _HEADER.size:
            part = self._with_sockets(_HEADER.size - len(data))
            if not part:
                return None
            data += part
        head, body = _HEADER.unpack(data)
        return _decoded(self._exactly(head).decode()), self._exactly(body)

    def _with_sockets(self, size: int) -> bytes:
        if not self.passes:
            return self.sock.recv(size)
        part, fds, _, _ = socket.recv_fds(self.sock, size, 1)
        self.passed += fds
        return part

    def _exactly(self, size: int) -> bytes:
        parts = bytearray()
        while len(parts) < size:
            part = self.sock.recv(size - len(parts))
            if not part:
                os._exit(0)
            parts += part
        return bytes(parts)

    def write(self, answer: Json, body: bytes = b"") -> None:
        """Sends one frame."""
        self.sock.sendall(_framed(answer, body))

    async def read_async(self, loop: asyncio.AbstractEventLoop) -> Optional[tuple[Json, bytes]]:
        """The next frame, while the loop goes on."""
        lengths = await self._exactly_async(loop, _HEADER.size)
        if lengths is None:
            return None
        head, size = _HEADER.unpack(lengths)
        rest = await self._exactly_async(loop, head + size)
        return None if rest is None else (_decoded(rest[:head].decode()), rest[head:])

    async def _exactly_async(self, loop: asyncio.AbstractEventLoop, size: int) -> Optional[bytes]:
        """Reads ahead, so that most frames cost one call of the system."""
        while len(self.ahead) < size:
            part = await loop.sock_recv(self.sock, _PART)
            if not part:
                return None
            self.ahead += part
        found = bytes(self.ahead[:size])
        del self.ahead[:size]
        return found

    async def write_async(self, loop: asyncio.AbstractEventLoop, answer: Json, body: bytes = b"") -> None:
        """Sends one frame, while the loop goes on."""
        await loop.sock_sendall(self.sock, _framed(answer, body))


def _framed(answer: Json, body: bytes) -> bytes:
    head = _encoded(answer).encode("ascii")
    return _HEADER.pack(len(head), len(body)) + head + body


class _Notes:
    """What the service prints, logs and tries to reach since the last call began."""

    def __init__(self) -> None:
        self.clear()

    def clear(self) -> None:
        self.cut_off = False
        self.output: list[str] = []
        self.size = 0
        self.records: list[Json] = []
        self.denied: list[str] = []

    def print(self, text: str) -> None:
        if self.size < _KEPT_OUTPUT:
            self.output.append(text[: _KEPT_OUTPUT - self.size])
        self.size += len(text)

    def log(self, record: logging.LogRecord) -> None:
        if len(self.records) >= _KEPT_RECORDS:
            return
        try:
            message = record.getMessage()
        except Exception:
            message = str(record.msg)
        self.records.append({"level": record.levelname, "message": message[:_KEPT_MESSAGE]})

    def taken(self) -> Json:
        """Everything noted so far; the notes are empty afterwards."""
        found = {"output": "".join(self.output), "printed": self.size, "logs": self.records, "denied": self.denied}
        self.clear()
        return found


class _Bytes(io.RawIOBase):
    """The binary side of a captured stream."""

    def __init__(self, notes: _Notes) -> None:
        super().__init__()
        self._notes = notes

    def writable(self) -> bool:
        return True

    def write(self, data: Any) -> int:
        raw = bytes(data)
        self._notes.print(raw[:_KEPT_OUTPUT].decode("utf-8", "backslashreplace"))
        self._notes.size += max(0, len(raw) - _KEPT_OUTPUT)
        return len(raw)


class _Stream(io.TextIOBase):
    """Stands for standard output and error: what is written is noted, and no more of it kept than a reader needs."""

    def __init__(self, notes: _Notes, number: int) -> None:
        super().__init__()
        self._notes, self._number = notes, number
        self._bytes = _Bytes(notes)

    @property
    def buffer(self) -> _Bytes:
        return self._bytes

    @property
    def encoding(self) -> str:  # type: ignore[override]
        return "utf-8"

    def writable(self) -> bool:
        return True

    def fileno(self) -> int:
        return self._number

    def write(self, text: str) -> int:
        self._notes.print(text)
        return len(text)


def _watch_logging(notes: _Notes) -> None:
    """Notes every record that is really handled, whatever handlers the service installs."""
    handle = logging.Logger.callHandlers

    def noted(self: logging.Logger, record: logging.LogRecord) -> None:
        notes.log(record)
        handle(self, record)

    logging.Logger.callHandlers = noted  # type: ignore[method-assign]


class _Chance:
    """Repeatable stand-in for the system's random bytes, from which uuids and secrets are made too."""

    def __init__(self) -> None:
        self._source = random.Random(0)  # noqa: S311 - it is meant to be predictable

    def install(self) -> None:
        """From now on, everything in this process that asks for random bytes is given ours."""
        os.urandom = self._bytes
        cast("Any", random)._urandom = self._bytes

    def begin(self, seed: str) -> None:
        """The sequence that belongs to a seed."""
        self._source.seed(seed)
        random.seed(seed)

    def _bytes(self, size: int) -> bytes:
        return self._source.getrandbits(8 * size).to_bytes(size, "big") if size else b""


class _Kernel:
    """Confinement by Linux itself, which holds for programs that the service starts too; the numbers are its ABI."""

    _CREATE, _ADD, _RESTRICT = 444, 445, 446
    _WRITES = 0b1_1111_1111_0010
    _REFER, _TRUNCATE = 1 << 13, 1 << 14
    _WRITE_FILE = 1 << 1
    _SUBREAPER, _NO_NEW_PRIVILEGES = 36, 38

    def __init__(self) -> None:
        import ctypes

        self._libc: Any = ctypes.CDLL(None, use_errno=True)

    def keep_orphans(self) -> None:
        """Processes whose parent has ended become our children, so that the host finds them."""
        self._libc.prctl(self._SUBREAPER, 1, 0, 0, 0)

    def confine(self, folder: str) -> bool:
        """Refuses every change outside the folder; False where the kernel cannot."""
        import ctypes

        version = self._libc.syscall(self._CREATE, None, ctypes.c_size_t(0), 1)
        if version < 1:
            return False
        handled = self._WRITES | (self._REFER if version > 1 else 0) | (self._TRUNCATE if version > 2 else 0)
        rules = struct.pack("=Q", handled)
        ruleset = self._libc.syscall(self._CREATE, rules, ctypes.c_size_t(len(rules)), 0)
        if ruleset < 0:
            return False
        for path, allowed in ((folder, handled), ("/dev", handled), ("/proc", self._WRITE_FILE)):
            self._allow(ruleset, path, allowed & handled)
        self._libc.prctl(self._NO_NEW_PRIVILEGES, 1, 0, 0, 0)
        done = self._libc.syscall(self._RESTRICT, ruleset, 0)
        os.close(ruleset)
        return bool(done == 0)

    def _allow(self, ruleset: int, path: str, allowed: int) -> None:
        place = os.open(path, os.O_PATH | os.O_CLOEXEC)
        self._libc.syscall(self._ADD, ruleset, 1, struct.pack("=Qi", allowed, place), 0)
        os.close(place)


def _confined(folder: str) -> bool:
    try:
        kernel = _Kernel()
        kernel.keep_orphans()
        return kernel.confine(folder)
    except Exception:
        return False


def _guard(notes: _Notes, folder: str, *, remote: bool, confined: bool) -> None:
    """Refuses connections to other machines and changes of files outside the folder; the service cannot remove it.

    Where the kernel confines no programs, none can be started.
    """
    home = os.path.realpath(folder)

    def hook(event: str, args: tuple[Any, ...]) -> None:
        if event in _REACHES:
            host = _host(args[_REACHES[event]])
            if notes.cut_off or (not remote and not _is_local(host)):
                notes.denied.append(host)
                raise Denied(f"fastapi-lint denies connections to other machines: {host}")
        elif event in _CHANGES or (event == "open" and (args[2] or 0) & _WRITING):
            for path in args[_CHANGES.get(event, slice(1))]:
                if not _is_inside(path, home):
                    raise PermissionError(f"fastapi-lint denies changes outside its folder: {path!s}")
        elif event in _PROGRAMS and not confined:
            raise PermissionError("fastapi-lint denies programs where the kernel cannot confine them")

    sys.addaudithook(hook)


def _host(address: Any) -> str:
    if isinstance(address, tuple):
        address = address[0]
    if isinstance(address, bytes):
        address = address.decode("ascii", "replace")
    return address if isinstance(address, str) else ""


def _is_local(host: str) -> bool:
    is_path = host.startswith(("/", "\0"))  # of a socket in the file system, or of one beside it
    return host in _LOCAL or is_path or host.endswith(".localhost") or _LOOPBACK.fullmatch(host) is not None


def _is_inside(path: Any, home: str) -> bool:
    if isinstance(path, int) or path is None:
        return True
    text = os.fsdecode(path)
    if text.startswith((":memory:", "file::memory:")) or text == "":
        return True
    if text.startswith("file:"):
        text = text[5:].partition("?")[0]
    whole = os.path.realpath(text)
    return whole == home or whole.startswith((home + os.sep, "/dev/", "/proc/"))


def _threads() -> int:
    """How many threads there are, those of other languages included where the kernel tells."""
    try:
        return len(os.listdir("/proc/self/task"))  # noqa: PTH208 - also on 3.9
    except OSError:
        return threading.active_count()


def _children() -> list[str]:
    """The processes that this one has started; none where the system does not tell."""
    where = f"/proc/self/task/{threading.get_native_id()}/children"
    with contextlib.suppress(OSError), open(where, encoding="ascii") as listed:  # noqa: PTH123
        return listed.read().split()
    return []


def _limits(settings: Json) -> None:
    with contextlib.suppress(ImportError):
        import resource

        for name, value in settings.get("limits", {}).items():
            with contextlib.suppress(ValueError, OSError):
                kind = getattr(resource, name)
                _, most = resource.getrlimit(kind)
                resource.setrlimit(kind, (value if most < 0 else min(value, most), most))


def _frames(walked: Iterable[tuple[FrameType, int]]) -> list[Json]:
    """The innermost last. The text of the lines is nobody's business, so no file is read."""
    listed = [{"file": f.f_code.co_filename, "line": line or 0, "function": f.f_code.co_name} for f, line in walked]
    return listed[-_KEPT_FRAMES:]


def _failure(error: BaseException) -> Json:
    """An exception as data; of a group, the first that it holds."""
    inner = getattr(error, "exceptions", None)
    while inner:
        error = inner[0]
        inner = getattr(error, "exceptions", None)
    frames = _frames(traceback.walk_tb(error.__traceback__))
    if isinstance(error, SyntaxError) and error.filename:
        frames.append({"file": error.filename, "line": error.lineno or 0, "function": ""})
    try:
        message = str(error)[:_KEPT_MESSAGE]
    except Exception:
        message = ""
    return {"type": type(error).__name__, "message": message, "frames": frames}


def _stacks(except_thread: int) -> list[Json]:
    """Where the other threads stand, the deepest first."""
    frames: dict[int, FrameType] = sys._current_frames()
    stacks = [_frames(reversed(list(traceback.walk_stack(f)))) for ident, f in frames.items() if ident != except_thread]
    return max(stacks, key=len, default=[])


class _Target:
    """The service: how it is loaded, and what it says of itself."""

    def __init__(self) -> None:
        self.app: Any = None

    def load(self, name: str, *, factory: bool, failing: str = "") -> Json:
        """Imports it; the answer holds `failed` with the step and the exception when that cannot be done.

        The route that fails is there before the document is built: FastAPI builds it again when routes change.
        """
        module_name, _, attribute = name.partition(":")
        step = "import"
        try:
            found: Any = importlib.import_module(module_name)
            step = "attribute"
            for part in attribute.removesuffix("()").split("."):
                found = getattr(found, part)
            step = "factory"
            if factory or attribute.endswith("()"):
                found = found()
        except (Exception, SystemExit) as error:
            return {"failed": step, "error": _failure(error), **self._versions()}
        self.app = found
        for late in _LATE_MODULES:
            with contextlib.suppress(ImportError):
                importlib.import_module(late)
        if not callable(found):
            return {"failed": "attribute", "error": _told("TypeError", f"`{name}` is no ASGI app"), **self._versions()}
        routes = _routes(_inner(found))
        below = list(_below(_inner(found)))
        if failing:
            for app in [_inner(found), *(app for _, app in below)]:
                _plant(app, failing)
        return {**_document(_inner(found)), "routes": routes, "mounted": _mounted(below), **self._versions()}

    def _versions(self) -> Json:
        fastapi = sys.modules.get("fastapi")
        version = getattr(fastapi, "__version__", "")
        return {"python": platform.python_version(), "fastapi": version}

    def warm(self) -> None:
        """Lets FastAPI look up where its handlers stand, which else every copy does again with its first calls."""
        with contextlib.suppress(Exception):
            from fastapi.routing import _extract_endpoint_context  # type: ignore[import-not-found,unused-ignore]

            for route in _listed(_inner(self.app)):
                if callable(endpoint := getattr(route, "endpoint", None)):
                    _extract_endpoint_context(endpoint)
        with contextlib.suppress(Exception):
            asyncio.run(_rehearse())


def _inner(app: Any) -> Any:
    """The app with routes inside wrappers that keep what they wrap in `app`."""
    found = app
    for _ in range(_DEEPEST):
        if hasattr(found, "routes") or not hasattr(found, "app"):
            return found
        found = found.app
    return app


def _plant(app: Any, path: str) -> None:
    """Adds a route that fails, so that it can be seen how the service answers when its own code does."""

    async def fail() -> None:
        raise RuntimeError("fastapi-lint makes this request fail")

    with contextlib.suppress(Exception):
        app.add_api_route(path, fail, include_in_schema=False)
        app.router.routes.insert(0, app.router.routes.pop())


def _document(app: Any) -> Json:
    if not hasattr(app, "openapi"):
        return {"document": None}
    try:
        found = app.openapi()
        if not isinstance(found, dict):
            raise TypeError(f"`openapi()` gives a {type(found).__name__}, and no object")
        _encoded(found)  # what cannot be sent cannot be judged
    except (Exception, SystemExit) as error:
        return {"document": None, "document_error": _failure(error)}
    pages = (getattr(app, name, None) for name in ("docs_url", "redoc_url", "openapi_url"))
    return {"document": found, "served_at": getattr(app, "openapi_url", None), "pages": [p for p in pages if p]}


def _listed(app: Any) -> list[Any]:
    routes: Any = []
    with contextlib.suppress(Exception):
        routes = list(app.routes)
    with contextlib.suppress(Exception):  # FastAPI 0.137 and newer keep included routers as they are
        from fastapi.routing import iter_route_contexts  # type: ignore[import-not-found,unused-ignore]

        routes = list(iter_route_contexts(routes))
    return cast("list[Any]", routes)


def _routes(app: Any) -> list[Json]:
    return [route for listed in _listed(app) if (route := _route(listed))]


def _below(app: Any, prefix: str = "", root: Optional[str] = None, above: int = 0) -> Iterator[tuple[str, Any]]:
    """The FastAPI apps that are mounted below one, with the whole path at which each begins."""
    root = str(getattr(app, "root_path", "")) if root is None else root
    for route in _listed(app) if above < _DEEPEST else ():
        child = _mounted_app(route)
        if child is not None:
            path = prefix + route.path.rstrip("/")
            if _describes_itself(child):
                yield _reached(root, path), child
            yield from _below(child, path, root, above + 1)


def _mounted_app(route: Any) -> Any:
    """What is mounted there; None for every other route."""
    original = getattr(route, "original_route", route)
    with contextlib.suppress(Exception):  # whatever is mounted there
        mounts = hasattr(original, "routes") and isinstance(getattr(route, "path", None), str)
        return _inner(original.app) if mounts else None
    return None


def _describes_itself(app: Any) -> bool:
    return callable(getattr(app, "openapi", None)) and isinstance(getattr(app, "routes", None), list)


def _reached(root: str, path: str) -> str:
    """The path that leads to a mount: newer Starlettes look there for what the app above takes for its own root."""
    with contextlib.suppress(Exception):
        from starlette._utils import get_route_path  # type: ignore[import-not-found,unused-ignore]

        if get_route_path({"path": f"{path}/x", "root_path": root + path}) != "/x":
            return root.rstrip("/") + path
    return path


def _mounted(below: Iterable[tuple[str, Any]]) -> list[Json]:
    """What each of these apps says of itself; one that is mounted again says where it was met first."""
    found: list[Json] = []
    first: dict[int, str] = {}
    again: list[str] = []
    for path, app in below:
        if any(path.startswith(f"{above}/") for above in again):
            continue
        if (known := first.setdefault(id(app), path)) != path:
            again.append(path)
            found.append({"path": path, "same_as": known})
        elif any(told["path"] == path for told in found):
            found.append({"path": path, "is_behind": True})
        else:
            found.append({"path": path, "routes": _routes(app), **_document(app)})
    return found


async def _rehearse() -> None:
    """Calls an app of our own, so that neither framework nor interpreter warms up again in every copy."""
    from fastapi import FastAPI  # type: ignore[import-not-found,unused-ignore]

    async def rehearse(number: int, body: dict) -> dict:  # type: ignore[type-arg]
        return {"number": number, **body}

    app = FastAPI(openapi_url=None)
    app.add_api_route("/{number}", rehearse, methods=["POST"])
    server = _Server(app, _Channel(socket.socket()), _Notes(), {"kept_body": 1024})
    headers = [["content-type", "application/json"]]
    for target, body in (("/1", b"{}"), ("/x", b"{}"), ("/1", b"[]"), ("/", b"")) * _REHEARSALS:
        call = {"method": "POST", "target": target, "headers": headers}
        answer, _ = await server._call(call, body)
        _encoded(answer)
    server.channel.sock.close()


def _told(kind: str, message: str) -> Json:
    return {"type": kind, "message": message, "frames": []}


def _route(route: Any) -> Optional[Json]:
    path, methods = getattr(route, "path", None), getattr(route, "methods", None)
    original = getattr(route, "original_route", route)
    if path is None:
        path = getattr(original, "host", None)
    if not isinstance(path, str):
        return None
    endpoint = getattr(route, "endpoint", None)
    plain = inspect.unwrap(endpoint) if callable(endpoint) else None
    while hasattr(plain, "func"):
        plain = cast("Any", plain).func
    code = getattr(plain, "__code__", None)
    return {
        "path": path,
        "methods": sorted(methods or ()),
        "kind": "" if methods is not None else _kind(original),
        "in_schema": bool(getattr(route, "include_in_schema", False)),
        "file": getattr(code, "co_filename", ""),
        "line": getattr(code, "co_firstlineno", 0),
        "function": getattr(plain, "__qualname__", ""),
    }


def _kind(route: Any) -> str:
    """What a route without methods is, where it can be told."""
    if "WebSocket" in type(route).__name__:
        return "WebSocket"
    if hasattr(route, "host"):
        return "host"
    if type(route).__name__ != "Mount" and not _mounted_app(route):
        return ""
    return "app" if _describes_itself(_mounted_app(route)) else "ASGI app"


class _Caller:
    """The client of one call: gives the request, keeps what comes back, and leaves when it has seen enough.

    `until` is the moment of the loop's clock to which it waits. Who `injects` a line break wants to see where it ends.
    """

    def __init__(
        self, loop: asyncio.AbstractEventLoop, parts: Iterator[Json], kept: int, seconds: float, *, injects: bool
    ) -> None:
        self.got: Json = {"status": 0, "headers": [], "size": 0}
        self.kept = bytearray()
        self.until = loop.time() + seconds
        self.is_served = False
        self.has_left = False
        self._loop, self._parts, self._most = loop, parts, kept
        self._gone = asyncio.Event()
        self._injects = injects

    def leave(self) -> None:
        """What is still being sent goes nowhere."""
        self.has_left = True
        self._gone.set()

    async def receive(self) -> Json:
        for message in self._parts:
            return message
        await self._gone.wait()
        return {"type": "http.disconnect"}

    async def send(self, message: Json) -> None:
        if message["type"] == "http.response.start":
            headers = message.get("headers", ())
            _refuse(message["status"], headers, injected=self._injects)
            self.got["status"] = message["status"]
            self.got["headers"] = [[k.decode("latin-1"), v.decode("latin-1")] for k, v in headers]
            if any(k.lower() == b"content-type" and v.startswith(b"text/event-stream") for k, v in headers):
                self._serve(_LISTENS, endless=True)
        elif message["type"] == "http.response.body":
            part = message.get("body", b"")
            self.got["size"] += len(part)
            if len(self.kept) < self._most:
                self.kept.extend(part[: self._most - len(self.kept)])
            if not message.get("more_body"):
                self._serve(_LINGERS, endless=False)
                self._gone.set()
            elif part:
                self._serve(None, endless=True)
                await asyncio.sleep(0)  # as behind a server, where sending may have to wait for the reader

    def _serve(self, seconds: Optional[float], *, endless: bool) -> None:
        """There is an answer, for which it waits no longer than so many seconds."""
        self.is_served = True
        self.got.pop("endless", None)
        if endless:
            self.got["endless"] = True
        if seconds is not None:
            self.until = min(self.until, self._loop.time() + seconds)


def _refuse(status: int, headers: Iterable[tuple[bytes, bytes]], *, injected: bool) -> None:
    """Raises ValueError for what no server sends; some send line breaks."""
    if not 100 <= status <= 599:
        raise ValueError(f"{status} is no status of HTTP")
    for name, value in headers:
        broken = b"\n" in value or b"\r" in value
        if (broken and not injected) or b"\0" in value or b"\n" in name:
            raise ValueError(f"the header {name!r} holds a line break or a NUL")


class _Watch:
    """Waits for a call until its client waits no longer, and tells for how long nothing else could run meanwhile.

    It does the work of `asyncio.wait`, which costs more than many a call, with one timer.
    """

    _EVERY = 0.02

    def __init__(self, loop: asyncio.AbstractEventLoop, task: asyncio.Future[Any], client: _Caller) -> None:
        self._loop, self._task, self._client, self._longest = loop, task, client, 0.0
        self._over = loop.create_future()
        task.add_done_callback(self._end)
        self._next()

    async def finished(self) -> bool:
        """Whether the call has ended in time."""
        await self._over
        self._timer.cancel()
        return self._task.done()

    def lag(self) -> float:
        """Seconds."""
        return max(self._longest, self._loop.time() - self._due)

    def _end(self, _: Any = None) -> None:
        if not self._over.done():
            self._over.set_result(None)

    def _next(self) -> None:
        self._due = min(self._loop.time() + self._EVERY, self._client.until)
        self._timer = self._loop.call_at(self._due, self._tick)

    def _tick(self) -> None:
        self._longest = max(self._longest, self._loop.time() - self._due)
        if self._loop.time() < self._client.until:
            self._next()
        else:
            self._end()


class _Server:
    """Runs the lifespan and answers calls, all on one event loop."""

    def __init__(self, app: Any, channel: _Channel, notes: _Notes, settings: Json) -> None:
        self.app, self.channel, self.notes, self.settings = app, channel, notes, settings
        self.pid = os.getpid()
        self.state: Json = {}
        self.stopping: Optional[asyncio.Event] = None

    async def run(self) -> None:
        """Serves until the host says `stop` or is gone."""
        loop = asyncio.get_running_loop()
        self.channel.sock.setblocking(False)
        lifespan = asyncio.ensure_future(self._lifespan())
        problem = await self._started(lifespan)
        await self.channel.write_async(loop, {**({"error": problem} if problem else {}), **self.notes.taken()})
        if problem:
            return
        while True:
            frame = await self.channel.read_async(loop)
            if frame is None or frame[0]["order"] == "stop":
                break
            await self._answer(loop, *frame)
        await self._stopped(loop, lifespan, told=frame is not None)

    async def _answer(self, loop: asyncio.AbstractEventLoop, order: Json, body: bytes) -> None:
        """Makes the calls of one order, one after the other or all at once; each answer is sent when it is known."""
        calls, bodies, at = order["calls"], [], 0
        for call in calls:
            bodies.append(body[at : at + call["size"]])
            at += call["size"]
        if order.get("together"):
            answers = await asyncio.gather(*(self._call(c, b) for c, b in zip(calls, bodies)))
            for answer, content in answers:
                await self.channel.write_async(loop, answer, content)
            return
        for call, content in zip(calls, bodies):
            await self.channel.write_async(loop, *await self._call(call, content))

    async def _call(self, call: Json, body: bytes) -> tuple[Json, bytes]:
        loop = asyncio.get_running_loop()
        timeout = call.get("timeout", 5.0)
        injects = "%0d%0a" in call["target"].lower() or b"\\r\\n" in body
        parts, kept = _parts(body, call.get("blanks", 0)), int(self.settings["kept_body"])
        client = _Caller(loop, parts, kept, timeout, injects=injects)
        got = client.got
        self.notes.cut_off = bool(call.get("cut_off"))
        if "watch" in self.settings:
            faulthandler.dump_traceback_later(timeout + _LATE, file=self.settings["watch"])
        started = time.perf_counter()
        task = asyncio.ensure_future(self._safely(self._scope(call), client.receive, client.send))
        watch = _Watch(loop, task, client)
        finished = await watch.finished()
        got["lag"] = watch.lag() * 1000
        if not finished and client.is_served:
            client.leave()
            task.cancel()
            await asyncio.wait({task}, timeout=_LEAVING)
        faulthandler.cancel_dump_traceback_later()
        got["ms"] = (time.perf_counter() - started) * 1000
        if os.getpid() != self.pid:
            os._exit(0)  # the service has forked: the copy must not answer for it
        if task.done():
            error = _told("CancelledError", "") if task.cancelled() else task.result()
            if error is not None and not client.has_left:
                got["error"] = error
        elif not client.is_served:
            got["hangs"] = [*_task_frames(task), *_stacks(threading.get_ident())]
            task.cancel()
        client.leave()
        return {**got, **self.notes.taken()}, bytes(client.kept)

    async def _safely(self, scope: Json, receive: Any, send: Any) -> Optional[Json]:
        try:
            await self.app(scope, receive, send)
        except asyncio.CancelledError:
            raise
        except BaseException as error:
            return _failure(error)
        return None

    def _scope(self, call: Json) -> Json:
        path, _, query = call["target"].partition("?")
        from urllib.parse import unquote_to_bytes

        return {
            "type": "http",
            "asgi": {"version": "3.0", "spec_version": "2.3"},
            "http_version": "1.1",
            "method": call["method"],
            "scheme": "http",
            "path": unquote_to_bytes(path).decode("utf-8", "replace"),
            "raw_path": path.encode("ascii", "replace"),
            "query_string": query.encode("ascii", "replace"),
            "root_path": "",
            "headers": [(k.lower().encode("latin-1"), v.encode("latin-1")) for k, v in call["headers"]],
            "client": ("127.0.0.1", 50000),
            "server": ("testserver", 80),
            "state": dict(self.state),
        }

    async def _lifespan(self) -> None:
        self.startup: asyncio.Future[str] = asyncio.get_running_loop().create_future()
        self.stopping = asyncio.Event()
        asked = ["lifespan.startup"]

        async def receive() -> Json:
            if asked:
                return {"type": asked.pop()}
            await cast("asyncio.Event", self.stopping).wait()
            return {"type": "lifespan.shutdown"}

        async def send(message: Json) -> None:
            if not self.startup.done():
                failed = message["type"] == "lifespan.startup.failed"
                self.startup.set_result(message.get("message", "startup failed") if failed else "")

        scope = {"type": "lifespan", "asgi": {"version": "3.0", "spec_version": "2.0"}, "state": self.state}
        try:
            await self.app(scope, receive, send)
        except (KeyboardInterrupt, SystemExit) as error:
            raise _Left(error) from error

    async def _started(self, lifespan: asyncio.Future[None]) -> Optional[Json]:
        """None when the service is up; an app that knows no lifespan is up too."""
        await asyncio.sleep(0)
        both: list[asyncio.Future[Any]] = [lifespan, self.startup]
        done, _ = await asyncio.wait(both, timeout=self.settings["boot"], return_when=asyncio.FIRST_COMPLETED)
        if not done:
            return {**_told("TimeoutError", ""), "hangs": True, "frames": _task_frames(lifespan)}
        if self.startup.done() and not self.startup.result():
            return None
        await asyncio.wait({lifespan}, timeout=1)
        error = lifespan.exception() if lifespan.done() and not lifespan.cancelled() else None
        if not self.startup.done():
            return None if isinstance(error, (AssertionError, KeyError, type(None))) else _failure(error)
        return _failure(error) if error else _told("RuntimeError", self.startup.result()[-_KEPT_MESSAGE:])

    async def _stopped(self, loop: asyncio.AbstractEventLoop, lifespan: asyncio.Future[None], *, told: bool) -> None:
        cast("asyncio.Event", self.stopping).set()
        await asyncio.wait({lifespan}, timeout=self.settings["timeout"])
        if told:
            error = lifespan.exception() if lifespan.done() and not lifespan.cancelled() else None
            late = {} if lifespan.done() else {"hangs": True}
            answer = {**({"error": _failure(error)} if error else {}), **late, **self.notes.taken()}
            await self.channel.write_async(loop, answer)


def _parts(body: bytes, blanks: int) -> Iterator[Json]:
    """A body as a server hands it over, in parts; `blanks` follow it."""
    part = b" " * min(blanks, _PART)
    yield {"type": "http.request", "body": body, "more_body": blanks > 0}
    for left in range(blanks, 0, -_PART):
        yield {"type": "http.request", "body": part[:left], "more_body": left > _PART}


def _task_frames(task: asyncio.Future[Any]) -> list[Json]:
    """Where a task waits, through all coroutines that it awaits."""
    found: list[Json] = []
    coroutine: Any = cast("Any", task).get_coro()
    while coroutine is not None and len(found) < _KEPT_FRAMES:
        if type(coroutine).__name__.startswith("async_generator_a"):  # one step of a generator, which only it knows
            coroutine = next((o for o in gc.get_referents(coroutine) if hasattr(o, "ag_frame")), None)
        frame = _first_of(coroutine, "cr_frame", "gi_frame", "ag_frame")
        if frame is None:
            break
        found.append({"file": frame.f_code.co_filename, "line": frame.f_lineno, "function": frame.f_code.co_name})
        coroutine = _first_of(coroutine, "cr_await", "gi_yieldfrom", "ag_await")
    return found


def _first_of(given: Any, *names: str) -> Any:
    return next((found for name in names if (found := getattr(given, name, None)) is not None), None)


class _Process:
    """Answers orders until the host closes the socket."""

    def __init__(self, channel: _Channel) -> None:
        self.channel = channel
        self.notes = _Notes()
        self.target = _Target()
        self.chance = _Chance()
        self.settings: Json = {}
        self.ended: dict[int, int] = {}
        self.warmed = False

    def run(self) -> None:
        while True:
            frame = self.channel.read()
            if frame is None:
                os._exit(0)
            getattr(self, f"_{frame[0]['order']}")(frame[0])

    def _start(self, order: Json) -> None:
        self.settings = order
        if order.get("seeded"):
            self.chance.install()
        for name in order.get("preload", ()):
            with contextlib.suppress(Exception):
                importlib.import_module(name)
        sys.stdout, sys.stderr = _Stream(self.notes, 1), _Stream(self.notes, 2)
        _watch_logging(self.notes)
        if hasattr(signal, "SIGUSR1"):
            boot = open(os.path.join(order["folder"], order["stacks"]), "w", encoding="utf-8")  # noqa: SIM115,PTH118,PTH123
            faulthandler.register(signal.SIGUSR1, file=boot, all_threads=True)
        _guard(self.notes, order["folder"], remote=order["remote"], confined=_confined(order["folder"]))
        _limits(order)
        self.channel.write({"python": platform.python_version(), "can_fork": hasattr(os, "fork")})

    def _enter(self, order: Json) -> None:
        """Takes the folders of one project: where it works and where it imports from."""
        self.settings = {**self.settings, **order}
        os.chdir(order["work"])
        sys.path[:0] = [p for p in order["paths"] if p not in sys.path]
        os.environ.update(order.get("environment", {}))
        self.channel.write({})

    def _load(self, order: Json) -> None:
        threads, every = threading.active_count(), _threads()
        told = self.target.load(order["app"], factory=order["factory"], failing=order.get("failing", ""))
        started = threading.active_count() - threads
        effects = {"threads": started, "all_threads": _threads() - every, "programs": len(_children())}
        self.channel.write({**told, "effects": effects, **self.notes.taken()})

    def _fork(self, order: Json) -> None:  # noqa: ARG002 - every order has the same shape
        passed = self.channel.passed.pop()
        self._collect()
        if self.target.app is not None and not self.warmed:
            self.target.warm()
            self.warmed = True
        gc.freeze()  # else the first collection of a copy touches, and so copies, all that it shares with us
        child = os.fork()
        if child:
            os.close(passed)
            self.channel.write({"pid": child})
            return
        os.setpgid(0, 0)
        self.channel.sock.close()
        self.channel = _Channel(socket.socket(fileno=passed))
        self.ended.clear()
        self.notes.clear()

    def _reap(self, order: Json) -> None:
        """How a child has ended: its exit code, or minus the signal; None while it runs."""
        for _ in range(100):
            self._collect()
            if order["pid"] in self.ended:
                break
            time.sleep(0.01)
        self.channel.write({"status": self.ended.get(order["pid"])})

    def _collect(self) -> None:
        """Takes note of the children that have ended."""
        with contextlib.suppress(ChildProcessError):
            while True:
                pid, raw = os.waitpid(-1, os.WNOHANG)
                if not pid:
                    return
                self.ended[pid] = -os.WTERMSIG(raw) if os.WIFSIGNALED(raw) else os.WEXITSTATUS(raw)

    def _serve(self, order: Json) -> None:
        self.chance.begin(order["seed"])
        where = open(order["stacks"], "w", encoding="utf-8")  # noqa: SIM115,PTH123 - lives as long as the process
        if self.channel.passes and hasattr(signal, "SIGUSR1"):
            faulthandler.register(signal.SIGUSR1, file=where, all_threads=True)
        else:  # nobody can ask a process that hangs, so it says by itself where it does
            self.settings["watch"] = where
        try:
            asyncio.run(_Server(self.target.app, self.channel, self.notes, {**self.settings, **order}).run())
        finally:
            os._exit(0)


def _connected(where: str) -> socket.socket:
    """The host's socket: a descriptor that was handed on, or a port at which our token tells who we are."""
    if where.isdigit():
        found = socket.socket(fileno=int(where))
        found.set_inheritable(False)  # a program that the service starts must not keep our end open
        return found
    found = socket.create_connection(("127.0.0.1", int(where.rpartition(":")[2])))
    found.sendall(os.environ["FASTAPI_LINT_RUN"].encode())
    return found


def _as_server(settings: Json) -> None:
    """Holds this process to the rules of a run, and makes it a server; its workers come back to us in theirs."""
    _guard(_Notes(), settings["folder"], remote=settings["remote"], confined=_confined(settings["folder"]))
    _limits(settings)
    sys.path[:0] = settings["paths"]
    if __name__ == "__main__":
        sys.argv = [settings["module"], *settings["arguments"]]
        runpy.run_module(settings["module"], run_name="__main__")


if "FASTAPI_LINT_SERVER" in os.environ:
    _as_server(json.loads(os.environ["FASTAPI_LINT_SERVER"]))
elif __name__ == "__main__":
    _Process(_Channel(_connected(sys.argv[1]))).run()
