"""Whatever a service does, the run ends in bounded time with a clear finding and leaves nothing behind."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from msgspec.structs import replace

from fastapi_lint.model.errors import TargetError
from tests.contract.services import MANIFEST, contract, said, service

_HEAD = "import os, socket, sys, time\nfrom contextlib import asynccontextmanager\nfrom fastapi import FastAPI\n"
_APP = f"{_HEAD}app = FastAPI()\n"

UNSTARTABLE = {
    "raises at import": (
        f"{_HEAD}raise RuntimeError('no settings')\napp = FastAPI()\n",
        "RuntimeError: no settings",
        4,
    ),
    "exits at import": (f"{_HEAD}app = FastAPI()\nsys.exit('bye')\n", "SystemExit: bye", 5),
    "ends its process at import": (f"{_HEAD}app = FastAPI()\nos._exit(7)\n", "exit code 7", 4),
    "raises in its lifespan": (
        f"{_HEAD}@asynccontextmanager\nasync def up(app):\n    raise ValueError('no broker')\n    yield\n"  # noqa: ISC004
        "app = FastAPI(lifespan=up)\n",
        "ValueError: no broker",
        6,
    ),
    "raises in `openapi()`": (
        f"{_APP}def broken():\n    raise KeyError('no title')\napp.openapi = broken\n",
        "building its OpenAPI document fails with KeyError: 'no title'",
        6,
    ),
    "ends its process in its lifespan": (
        f"{_HEAD}@asynccontextmanager\nasync def up(app):\n    sys.exit('no broker')\n    yield\n"  # noqa: ISC004
        "app = FastAPI(lifespan=up)\n",
        "its startup fails with SystemExit: no broker",
        6,
    ),
    "ends its process in `openapi()`": (
        f"{_APP}def broken():\n    sys.exit('no title')\napp.openapi = broken\n",
        "building its OpenAPI document fails with SystemExit: no title",
        6,
    ),
    "has a list for a document": (
        f"{_APP}app.openapi = lambda: [1]\n",
        "fails with TypeError: `openapi()` gives a list, and no object",
        4,
    ),
    "has a document that holds itself": (
        f"{_APP}found = {{'paths': {{}}}}\nfound['x'] = found\napp.openapi = lambda: found\n",
        "fails with ValueError: Circular reference",
        4,
    ),
    "has a document that no JSON is so deep as": (
        f"{_APP}found = {{}}\nfor _ in range(100_000): found = {{'x': found}}\napp.openapi = lambda: found\n",
        "fails with RecursionError",
        4,
    ),
    "has no such attribute": (f"{_HEAD}other = FastAPI()\n", "no attribute 'app'", 4),
}
"""What a service does: its code, a part of the reason, the line of the finding."""


@pytest.mark.parametrize(("code", "reason", "line"), UNSTARTABLE.values(), ids=UNSTARTABLE)
def test_a_service_that_does_not_start_is_a_finding_with_the_reason(
    code: str, reason: str, line: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    checked = contract(service(tmp_path, code), monkeypatch, app="main:app")
    (found,) = checked.report.diagnostics
    assert (found.rule, found.location.path, found.location.line) == ("unstartable-service", "main.py", line)
    assert reason in found.message
    assert checked.exit_code == 4


HANGING = {
    "sleeps in a thread": ("def read():\n    time.sleep(3600)\n", 7),
    "never lets go of the event loop": ("async def read():\n    while True: pass\n", 8),
    "waits for what never comes": ("async def read():\n    import asyncio\n    await asyncio.Event().wait()\n", 8),
    "is deaf to signals": (
        "async def read():\n    import signal as s\n    s.signal(s.SIGTERM, s.SIG_IGN)\n    time.sleep(3600)\n",
        9,
    ),
}


@pytest.mark.parametrize(("code", "line"), HANGING.values(), ids=HANGING)
def test_a_handler_that_hangs_is_found_at_the_line_where_it_hangs(
    code: str, line: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    started = time.monotonic()
    checked = contract(service(tmp_path, f"{_APP}\n@app.get('/slow')\n{code}"), monkeypatch, "hanging-operation")
    assert time.monotonic() - started < 120  # and not for an hour
    (found,) = checked.report.diagnostics
    assert (found.rule, found.location.operation) == ("hanging-operation", "GET /slow")
    assert found.location.line in {line, line + 1}  # a loop may be met on its head or in its body


def test_an_operation_that_is_stopped_on_several_lines_is_reported_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    code = f"{_APP}\n@app.get('/slow')\nasync def read(n: int = 0):\n    while n == 0: pass\n    while n: pass\n"
    checked = contract(service(tmp_path, code), monkeypatch, "hanging-operation", timeout=0.5)
    assert [d.location.operation for d in checked.report.diagnostics] == ["GET /slow"]


STREAMS = {
    "events": (
        "async def flow():\n    while True:\n        yield 'data: 1\\n\\n'\n        await asyncio.sleep(0.1)\n",
        "text/event-stream",
    ),
    "events that are still to come": (
        "async def flow():\n    await asyncio.sleep(3600)\n    yield ''\n",
        "text/event-stream",
    ),
    "bytes without a pause": ("async def flow():\n    while True:\n        yield b'x' * 1000\n", "image/png"),
    "bytes from a thread": ("def flow():\n    while True:\n        yield b'x' * 1000\n", "image/png"),
}


@pytest.mark.parametrize(("code", "media"), STREAMS.values(), ids=STREAMS)
def test_an_answer_without_end_is_no_hang(
    code: str, media: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    handler = f"@app.get('/flow')\nasync def read():\n    return StreamingResponse(flow(), media_type={media!r})\n"
    app = f"import asyncio\n{_APP}from fastapi.responses import StreamingResponse\n{code}{handler}"
    checked = contract(service(tmp_path, app), monkeypatch, "hanging-operation", "crashing-operation")
    assert said(checked) == []
    assert [(s.subject, s.reason) for s in checked.report.skipped] == [
        ("GET /flow", "called with valid input only: its answer has no end")
    ]


def test_work_that_goes_on_after_the_answer_is_no_hang(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    code = (
        f"import asyncio\n{_APP}from fastapi import BackgroundTasks\n@app.get('/report')\n"
        "async def make(tasks: BackgroundTasks) -> int:\n    tasks.add_task(asyncio.sleep, 3600)\n    return 1\n"
    )
    checked = contract(service(tmp_path, code), monkeypatch, "hanging-operation", "crashing-operation", timeout=20)
    assert (said(checked), checked.report.skipped) == ([], ())


UNSENDABLE = {
    "a status that HTTP does not have": ("status_code=99", "ValueError: 99 is no status of HTTP"),
    "a line break in a header": (
        "headers={'x-note': 'a\\r\\nset-cookie: b'}",
        "the header b'x-note' holds a line break",
    ),
}


@pytest.mark.parametrize(("given", "reason"), UNSENDABLE.values(), ids=UNSENDABLE)
def test_an_answer_that_no_server_sends_is_a_crash(
    given: str, reason: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    code = f"{_APP}from fastapi import Response\n@app.get('/odd')\ndef odd():\n    return Response({given})\n"
    (told,) = said(contract(service(tmp_path, code), monkeypatch, "crashing-operation"))
    assert reason in told


def test_a_service_that_replaces_what_python_gives_it_is_judged(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    code = (
        f"{_APP}import json\njson.dumps = lambda *_, **__: 'nothing'\njson.loads = lambda *_, **__: {{}}\n"
        "class Odd(Exception):\n    def __str__(self):\n        raise RuntimeError\n"
        "@app.get('/odd')\ndef odd():\n    raise Odd\n"
    )
    (told,) = said(contract(service(tmp_path, code), monkeypatch, "crashing-operation"))
    assert told.startswith("13 crashing-operation `GET /odd` fails on a valid request: Odd (repeat")


def test_a_lifespan_that_never_begins_is_found_at_the_line_where_it_waits(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    code = (
        f"import asyncio\n{_HEAD}@asynccontextmanager\nasync def up(app):\n    await asyncio.sleep(3600)\n    yield\n"
        "app = FastAPI(lifespan=up)\n"
    )
    manifest = f"{MANIFEST}[tool.fastapi-lint.contract]\nboot-timeout = 8\n"
    checked = contract(service(tmp_path, code, **{"pyproject.toml": manifest}), monkeypatch)
    (found,) = checked.report.diagnostics
    assert (found.rule, found.location.line, checked.exit_code) == ("unstartable-service", 7, 4)
    assert "its startup takes longer than 8 s" in found.message


def test_what_the_document_does_not_tell_of_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    code = (
        f"{_APP}from fastapi import WebSocket\nadmin = FastAPI()\napp.mount('/admin', admin)\n"
        "@app.websocket('/live')\nasync def live(socket: WebSocket):\n    await socket.accept()\n"
    )
    checked = contract(service(tmp_path, code), monkeypatch)
    assert {s.subject for s in checked.report.skipped} == {"app /admin", "WebSocket /live"}
    assert replace(checked.report, strict=True).exit_code == checked.report.exit_code == 0


def test_an_operation_that_answers_429_is_not_judged(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    code = (
        f"{_APP}from fastapi import HTTPException\n"
        "@app.get('/limited')\ndef read():\n    raise HTTPException(429, 'Too many requests')\n"
        "@app.get('/free')\ndef other():\n    return 1\n"
    )
    checked = contract(service(tmp_path, code), monkeypatch)
    assert said(checked) == []
    assert [(s.subject, "its limit of calls is reached" in s.reason) for s in checked.report.skipped] == [
        ("GET /limited", True)
    ]


def test_a_sign_in_that_ends_a_burst_of_attempts_is_judged(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    code = (
        f"{_APP}from fastapi import HTTPException\nfrom pydantic import BaseModel\ntries = []\n"
        "class Login(BaseModel):\n    email: str\n    password: str\n"
        "@app.post('/auth/login')\ndef login(given: Login):\n    tries.append(given)\n"
        "    raise HTTPException(429 if len(tries) > 18 else 401)\n"
    )
    checked = contract(service(tmp_path, code), monkeypatch, "unlimited-request-rate")
    assert (said(checked), checked.report.skipped) == ([], ())


def test_a_handler_that_ends_the_process_costs_one_copy_and_not_the_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    code = (
        f"{_APP}\n@app.get('/end')\ndef end():\n    os._exit(3)\n\n@app.get('/fail')\ndef fail():\n    return 1 // 0\n"
    )
    checked = contract(service(tmp_path, code), monkeypatch, "crashing-operation", "hanging-operation")
    assert [text.partition(" (repeat")[0] for text in said(checked)] == [
        "6 crashing-operation `GET /end` fails on a valid request: the process ends",
        (
            "12 crashing-operation `GET /fail` fails on a valid request: "
            "ZeroDivisionError: integer division or modulo by zero"
        ),
    ]


def test_what_a_service_prints_or_returns_in_masses_is_not_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    code = (
        f"{_APP}from fastapi import Response\n@app.get('/loud')\ndef loud():\n    for _ in range(100):\n"
        "        print('x' * 1_000_000)\n    return 1\n\n@app.get('/large')\ndef large():\n"
        "    return Response(b'x' * 200_000_000)\n"
    )
    checked = contract(service(tmp_path, code), monkeypatch, "crashing-operation", timeout=20)
    assert said(checked) == []


def test_other_machines_and_files_outside_are_out_of_reach(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    outside = tmp_path / "outside.txt"
    code = (
        f"{_APP}\n@app.get('/out')\ndef out():\n    socket.create_connection(('example.com', 80))\n\n"
        "@app.get('/named')\ndef named():\n    socket.create_connection(('127.example.com', 80))\n\n"
        f"@app.get('/write')\ndef write():\n    open({str(outside)!r}, 'w')\n\n"
        f"@app.get('/around')\ndef around():\n    open('/dev/..{outside}', 'w')\n\n"
        f"@app.get('/move')\ndef move():\n    open('a', 'w').close()\n    os.rename('a', {str(outside)!r})\n\n"
        "@app.get('/here')\ndef here():\n    open('note.txt', 'w').write('kept')\n    return open('note.txt').read()\n"
    )
    checked = contract(service(tmp_path / "service", code), monkeypatch, "crashing-operation")
    assert said(checked) == []
    elsewhere = "outside of its folder; let it write below the folder that it is started in"
    assert [(s.subject, s.reason) for s in checked.report.skipped] == [
        ("GET /around", f"not judged: it changes /dev/..{outside}, {elsewhere}"),
        ("GET /move", f"not judged: it changes {outside}, {elsewhere}"),
        ("GET /named", "not judged: it reaches for 127.example.com; pass --allow-remote to let it"),
        ("GET /out", "not judged: it reaches for example.com; pass --allow-remote to let it"),
        ("GET /write", f"not judged: it changes {outside}, {elsewhere}"),
    ]
    assert not outside.exists()
    assert sorted(p.name for p in (tmp_path / "service").iterdir()) == ["main.py", "pyproject.toml"]


ESCAPE = """\
import os, subprocess, sys, time

MARK = os.environ.get("MARK") or sys.argv[1]


def as_a_fork():
    if not os.fork():
        os.setsid()
        time.sleep(3600)


def as_a_program():
    subprocess.Popen([sys.executable, __file__, MARK], env={}, start_new_session=True)


def as_an_orphan():
    subprocess.run([sys.executable, __file__, MARK, "and another"], env={}, start_new_session=True)


if __name__ == "__main__":
    as_a_program() if len(sys.argv) > 2 else time.sleep(3600)
"""


@pytest.mark.parametrize("how", ["as_a_fork", "as_a_program", "as_an_orphan"])
@pytest.mark.parametrize("no_fork", [False, True], ids=["forked", "spawned"])
def test_no_process_is_left_behind(how: str, no_fork: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    mark = f"escape-{tmp_path.parent.name}-{tmp_path.name}"
    app = f"{_APP}import escape\n@app.get('/leave')\ndef leave() -> int:\n    escape.{how}()\n    return 1\n"
    folder = service(tmp_path, app, **{"escape.py": ESCAPE, "local.env": f"MARK={mark}\n"})
    checked = contract(
        folder, monkeypatch, "crashing-operation", timeout=10, no_fork=no_fork, env_file=folder / "local.env"
    )
    assert said(checked) == []
    assert [line for line in _running() if mark.encode() in line] == []


def _running() -> list[bytes]:
    """Command line and environment of every process."""
    found = []
    for entry in Path("/proc").glob("[0-9]*"):
        try:
            found.append((entry / "cmdline").read_bytes() + (entry / "environ").read_bytes())
        except OSError:
            continue
    return found


def test_a_program_that_the_service_starts_changes_no_file_outside(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    outside = tmp_path / "outside.txt"
    code = (
        f"{_APP}import subprocess\n@app.get('/write')\ndef write() -> int:\n"
        f"    return subprocess.run(['touch', {str(outside)!r}]).returncode\n"
    )
    contract(service(tmp_path / "service", code), monkeypatch)
    assert not outside.exists()


def test_a_handler_that_leaks_file_descriptors_costs_one_copy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    code = (
        f"{_APP}kept = []\n@app.get('/leak')\ndef leak() -> int:\n    while True:\n"
        "        kept.append(open(os.devnull))\n\n@app.get('/whole')\ndef whole() -> int:\n    return 1 // 0\n"
    )
    checked = contract(service(tmp_path, code), monkeypatch, "crashing-operation", timeout=5)
    found = {d.location.operation: d.message for d in checked.report.diagnostics}
    assert found.keys() == {"GET /leak", "GET /whole"}
    assert "Too many open files" in found["GET /leak"]


def test_a_service_that_hangs_while_it_is_imported_is_found_at_its_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    manifest = f"{MANIFEST}[tool.fastapi-lint.contract]\nboot-timeout = 3\n"
    folder = service(tmp_path, f"{_APP}time.sleep(3600)\n", **{"pyproject.toml": manifest})
    checked = contract(folder, monkeypatch, app="main:app")
    (found,) = checked.report.diagnostics
    assert (found.location.line, checked.exit_code) == (5, 4)
    assert "importing it takes longer than 3 s" in found.message


def test_secrets_of_the_environment_file_are_never_shown(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    code = f"{_HEAD}raise RuntimeError('cannot use ' + os.environ['API_KEY'])\napp = FastAPI()\n"
    folder = service(tmp_path, code, **{"local.env": "API_KEY='s3cr3t-value-1'\n"})
    checked = contract(folder, monkeypatch, app="main:app", env_file=folder / "local.env")
    (found,) = checked.report.diagnostics
    assert "cannot use ***" in found.message
    assert "s3cr3t" not in repr(checked.report)


def test_the_password_of_an_address_is_not_shown_by_itself_either(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    code = f"{_HEAD}raise RuntimeError('no entry for app with s3cr3t/value')\napp = FastAPI()\n"
    given = "DATABASE_URL=postgresql://app:s3cr3t%2Fvalue@localhost/app\n"
    folder = service(tmp_path, code, **{"local.env": given})
    checked = contract(folder, monkeypatch, app="main:app", env_file=folder / "local.env")
    assert "no entry for app with ***" in checked.report.diagnostics[0].message


def test_our_own_environment_is_not_handed_on(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OUR_TOKEN", "s3cr3t-value-2")
    code = f"{_HEAD}assert 'OUR_TOKEN' not in os.environ\napp = FastAPI()\n"
    assert contract(service(tmp_path, code), monkeypatch).exit_code == 0


def test_a_database_on_another_machine_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = service(tmp_path, _APP, **{"local.env": "DATABASE_URL=postgresql://app:pw@db.example.com/app\n"})
    with pytest.raises(TargetError, match="`DATABASE_URL` names a database on another machine") as caught:
        contract(folder, monkeypatch, env_file=folder / "local.env")
    assert "pw@" not in str(caught.value)


def test_an_interpreter_that_is_none_is_a_reason_and_no_traceback(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = service(tmp_path, _APP)
    (folder / "python").write_text("#!/bin/sh\nexit 0\n")
    (folder / "python").chmod(0o755)
    monkeypatch.chdir(folder)
    from fastapi_lint.api.contract import ContractRequest, check_contract

    checked = check_contract(ContractRequest(python=folder / "python"))
    assert checked.exit_code == 4
    assert [d.rule for d in checked.report.diagnostics] == ["unstartable-service"]


_WORKER = """\
import queue
import threading
from concurrent.futures import Future

from fastapi import FastAPI

app = FastAPI()
work: queue.Queue[Future[str]] = queue.Queue()


def answer() -> None:
    while True:
        work.get().set_result("done")


threading.Thread(target=answer, daemon=True).start()


@app.get("/jobs")
def list_jobs(size: int = 1) -> str:
    wanted: Future[str] = Future()
    work.put(wanted)
    return wanted.result() * (1 // size)
"""


def test_threads_that_an_import_starts_are_there_in_every_copy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    rules = ("hanging-operation", "server-error-on-malformed-input")
    checked = contract(service(tmp_path, _WORKER), monkeypatch, *rules, timeout=5.0)
    (found,) = said(checked)
    assert "`GET /jobs` fails on size: 0: ZeroDivisionError" in found
    assert checked.report.skipped == ()


_TASKED = """\
import asyncio
from contextlib import asynccontextmanager

from fastapi import FastAPI


@asynccontextmanager
async def lifespan(app: FastAPI):
    async def begin() -> None:
        await asyncio.sleep(0.5)
        app.state.begun = True

    task = asyncio.create_task(begin())
    yield
    assert app.state.begun
    await task


app = FastAPI(lifespan=lifespan)
"""


def test_a_service_is_given_time_before_its_shutdown_is_said_to_fail(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert said(contract(service(tmp_path, _TASKED), monkeypatch, "failing-shutdown")) == []
    broken = _TASKED.replace("assert app.state.begun", "assert not app.state.begun")
    (found,) = said(contract(service(tmp_path / "broken", broken), monkeypatch, "failing-shutdown"))
    assert "fails with AssertionError" in found
