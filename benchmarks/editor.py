"""`python -m benchmarks.editor`: how long somebody who types waits for the language server.

The project has 500 files; the file that is typed in holds 300 lines of routes, the other one the models of it. Each
edit is another text, sent as editors do, and the clock runs from the notification to the diagnostics of its version:
the first answer knows the files around this one, the last one the whole project.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from statistics import fmean, quantiles
from typing import Any

from benchmarks.hook.service import write
from benchmarks.speed.table import Line, closing, row

EDITS = 30
"""Of each kind."""
GOAL = 150.0
LINES = 300
PAUSE = 0.12
"""Seconds between two keystrokes of a quick typist."""
THOUGHT = (0.22, 0.62)
"""Seconds between two keystrokes that both meet the look at the whole project: from its beginning to its end."""

_BUSY = 0.3
"""Seconds of work that show how busy the machine is with other things."""

_PUBLISH = "textDocument/publishDiagnostics"


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of edit: in which file what is replaced by what, where `@` is a number that makes each edit another."""

    name: str
    file: str
    old: str
    new: str


KINDS = (
    Kind("inside a function body", "routes", '"""Lists a page."""\n', '"""Lists a page."""\n    limit += @\n'),
    Kind("a call that blocks", "routes", '"""Lists a page."""\n', '"""Lists."""\n    import time; time.sleep(@)\n'),
    Kind("a new import", "routes", "from fastapi import", "import lib@\nfrom fastapi import"),
    Kind("another path", "routes", '"/{item_id}"', '"/parts/@/{item_id}"'),
    Kind("another field of a model", "schemas", "count: int", "count@: int"),
)


class Client:
    """Speaks the protocol with a server over pipes, and waits for what it publishes."""

    def __init__(self, folder: Path) -> None:
        command = [sys.executable, "-m", "fastapi_lint", "server"]
        self._server = subprocess.Popen(command, cwd=folder, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        if self._server.stdin is None or self._server.stdout is None:
            raise RuntimeError("the server has no pipes")
        self._to, self._from = self._server.stdin, self._server.stdout
        self._versions: dict[str, int] = {}
        self._last: dict[str, list[Any]] = {}
        capabilities = {"textDocument": {"publishDiagnostics": {"versionSupport": True}}}
        root = {"uri": folder.as_uri(), "name": folder.name}
        self._send("initialize", {"processId": None, "capabilities": capabilities, "workspaceFolders": [root]}, 1)
        while self._read().get("id") != 1:
            pass
        self._send("initialized", {})

    def open(self, file: Path) -> None:
        """Opens a file and waits for the whole answer."""
        uri = file.as_uri()
        self._versions[uri] = 1
        text = file.read_text("utf-8")
        self._send(
            "textDocument/didOpen", {"textDocument": {"uri": uri, "languageId": "python", "version": 1, "text": text}}
        )
        self._published(uri)
        self._published(uri)

    def change(self, file: Path, text: str) -> None:
        """Sends a new text."""
        uri = file.as_uri()
        self._versions[uri] += 1
        named = {"uri": uri, "version": self._versions[uri]}
        self._send("textDocument/didChange", {"textDocument": named, "contentChanges": [{"text": text}]})

    def answered(self, file: Path) -> list[Any]:
        """The next diagnostics of the file's present version."""
        return self._published(file.as_uri())

    def close(self) -> None:
        """Ends the server."""
        self._send("shutdown", None, 2)
        while self._read().get("id") != 2:
            pass
        self._send("exit", None)
        self._server.wait()

    def _published(self, uri: str) -> list[Any]:
        while True:
            message = self._read()
            told = message.get("params", {})
            if message.get("method") == _PUBLISH and (told["uri"], told.get("version")) == (uri, self._versions[uri]):
                return list(told["diagnostics"])

    def _send(self, method: str, params: object, number: int | None = None) -> None:
        message = {"jsonrpc": "2.0", "method": method, "params": params}
        body = json.dumps(message if number is None else {**message, "id": number}).encode()
        self._to.write(b"Content-Length: %d\r\n\r\n" % len(body) + body)
        self._to.flush()

    def _read(self) -> dict[str, Any]:
        length = 0
        while (line := self._from.readline().strip()) or not length:
            if line.lower().startswith(b"content-length:"):
                length = int(line.partition(b":")[2])
        answer: dict[str, Any] = json.loads(self._from.read(length))
        return answer


def project(folder: Path) -> dict[str, Path]:
    """Writes the project; gives the files that are typed in."""
    files = write(folder)
    routes = files[len(files) // 2]
    text = routes.read_text("utf-8")
    _, *handlers = text.split("\n\n\n@router")
    number = 0
    while text.count("\n") < LINES:
        number += 1
        text += "".join(f"\n\n@router{handler.replace('_', f'_n{number}_', 1)}" for handler in handlers)
    routes.write_text(text, "utf-8")
    return {"routes": routes, "schemas": routes.with_name("schemas.py")}


def milliseconds(client: Client, kind: Kind, file: Path, start: int) -> Iterator[tuple[float, float, bool]]:
    """For each edit: when the first and the last answer came, and whether they say the same."""
    text = file.read_text("utf-8")
    for number in range(start, start + EDITS):
        edited = text.replace(kind.old, kind.new.replace("@", str(number)), 1)
        began = time.perf_counter()
        client.change(file, edited)
        first = client.answered(file)
        soon = time.perf_counter()
        last = client.answered(file)
        yield 1000 * (soon - began), 1000 * (time.perf_counter() - began), first == last
    client.change(file, text)
    client.answered(file)
    client.answered(file)


def in_a_row(client: Client, file: Path, shortest: float, longest: float) -> list[float]:
    """Milliseconds to the first answer when keystrokes come after so many seconds, whatever still goes on."""
    text = file.read_text("utf-8")
    taken = []
    for number in range(EDITS * 2):
        began = time.perf_counter()
        client.change(file, f"{text}\n# {'x' * number}\n")
        client.answered(file)
        taken.append(1000 * (time.perf_counter() - began))
        pause = shortest + (longest - shortest) * number / (EDITS * 2)
        time.sleep(max(0.0, pause - taken[-1] / 1000))
    return taken


def share() -> float:
    """How much of a processor a busy process gets on this machine now."""
    began, used = time.perf_counter(), time.process_time()
    while time.process_time() - used < _BUSY:
        pass
    return _BUSY / (time.perf_counter() - began)


def line(name: str, taken: list[float], goal: float) -> Line:
    """The 95th percentile, with the median beside it."""
    points = quantiles(taken, n=20, method="inclusive")
    return Line(f"{name}, p95", goal, points[18], f"p50 {points[9]:.0f} ms, {len(taken)} edits", unit=" ms")


def main() -> int:
    """The exit code: 0 every goal met, 1 one missed."""
    with tempfile.TemporaryDirectory() as work:
        folder = Path(work).resolve() / "shop"
        files = project(folder)
        client = Client(folder)
        for file in files.values():
            client.open(file)
        lines, firsts, lasts, same = [], [], [], 0
        shares = [share()]
        for number, kind in enumerate(KINDS):
            measured = list(milliseconds(client, kind, files[kind.file], 1000 * number))
            lines.append(line(f"{kind.name}: first answer", [m[0] for m in measured], GOAL))
            firsts += [m[0] for m in measured]
            lasts += [m[1] for m in measured]
            same += sum(m[2] for m in measured)
            shares.append(share())
        lines.append(line("all edits: first answer", firsts, GOAL))
        row_of_keys = in_a_row(client, files["routes"], PAUSE, PAUSE)
        lines.append(line("keystrokes in a row: first answer", row_of_keys, GOAL))
        meeting = in_a_row(client, files["routes"], *THOUGHT)
        lines.append(line("keys during the look at all: first answer", meeting, GOAL))
        client.close()
    for each in lines:
        print(row(each))
    points = quantiles(lasts, n=20, method="inclusive")
    print(f"the whole project has answered: p50 {points[9]:.0f} ms, p95 {points[18]:.0f} ms (no goal)")
    print(f"first answers that the whole project confirmed: {same} of {len(firsts)}")
    print(f"a busy process got {100 * fmean(shares):.0f} % of a processor; on an idle machine it gets all of it")
    print(closing(lines))
    return 0 if all(each.met for each in lines) else 1


if __name__ == "__main__":
    sys.exit(main())
