"""One defect is told of once, with every operation in which it shows and lines that repeat it."""

from __future__ import annotations

import re
import sqlite3
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

from fastapi_lint.contract.client import Client
from fastapi_lint.contract.environment import environment
from fastapi_lint.contract.observing import Plan, document_of, look
from fastapi_lint.contract.places import Places
from fastapi_lint.contract.probing.steps import steps
from fastapi_lint.contract.session import Launch, loaded
from fastapi_lint.contract.turns import Turns
from fastapi_lint.facts.contract.command_line import body_words
from fastapi_lint.facts.contract.exchange import Exchange
from fastapi_lint.model.location import Location
from tests.contract.services import contract, service

_SHARED = """\
from datetime import datetime

from fastapi import Depends, FastAPI

app = FastAPI()


def known(name: str = "sample") -> str:
    if chr(0) in name:
        raise ValueError(name)
    return name


@app.get("/orders")
def list_orders(name: str = Depends(known)) -> list[str]:
    return [name]


@app.get("/carts")
def list_carts(name: str = Depends(known)) -> list[str]:
    return [name]


@app.get("/users")
def list_users(name: str = "sample") -> list[str]:
    if chr(0) in name:
        raise ValueError(name)
    return [name]
"""


def test_a_line_that_several_operations_share_is_reported_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    checked = contract(service(tmp_path, _SHARED), monkeypatch, "server-error-on-malformed-input")
    assert [(d.location.line, d.location.operation, d.also) for d in checked.shown] == [
        (10, "GET /orders", ("GET /carts",)),
        (27, "GET /users", ()),
    ]


@pytest.mark.parametrize(
    ("body", "blanks"),
    [
        (b'{"name": "it\'s"}', 0),
        (b'{"name": "' + b"x" * 20_000 + b'"}', 0),
        (b"\xff\xfe{}\\n%d", 0),
        ("Größe 😀".encode(), 0),
        (b"{}", 300_000),
    ],
)
def test_a_shell_gives_the_body_byte_by_byte(body: bytes, blanks: int) -> None:
    before, given = body_words(body, blanks)
    line = f"{before}cat" if before else f"printf %s {given}"
    done = subprocess.run(["sh", "-c", line], capture_output=True, check=True)
    assert done.stdout == body + b" " * blanks


def test_an_installed_copy_leads_to_the_projects_file(tmp_path: Path) -> None:
    own, copy = tmp_path / "src/shop/api.py", tmp_path / ".venv/lib/python3.12/site-packages/shop/api.py"
    for file in (own, copy):
        file.parent.mkdir(parents=True)
        file.write_text("app = 1\n", "utf-8")
    places = Places(tmp_path, Location("src/shop/api.py"), files=("src/shop/api.py",))
    assert places.relative(str(copy)) == "src/shop/api.py"
    copy.write_text("import os\napp = 1\n", "utf-8")
    assert Places(tmp_path, places.app, files=places.files).relative(str(copy)) == ""


def test_an_operation_without_time_left_gets_its_valid_call_only(tmp_path: Path) -> None:
    folder = service(tmp_path / "service", _SHARED)
    launch = Launch(Path(sys.executable), folder, (folder,), "main:app", environment=environment(None, tmp_path))
    with loaded(launch, tmp_path) as started:
        places = Places(folder, Location("main.py"))
        document = document_of(started, places, {})
        client = Client(started, places, turns=Turns(until=0.0))
        (_, orders, *_) = steps(document)
        orders.run(client)
    names = ("GET /orders", "GET /carts", "GET /users")
    assert {(e.name, e.probe, e.status) for e in client.seen} == {(name, "valid", 200) for name in names}
    assert {name: cut.tried for name, cut in client.cut.items()} == dict.fromkeys(names, 0)


_SLOW = """\
import time

from fastapi import FastAPI

app = FastAPI()


@app.get("/ok")
def show_state() -> str:
    return "ok"


@app.get("/slow")
def list_slow(name: str = "", size: int = 1, page: int = 1, most: float = 1, least: float = 1) -> list[str]:
    time.sleep(0.4)
    return [name]


@app.get("/fast")
def list_fast(name: str = "", size: int = 1, page: int = 1, most: float = 1, least: float = 1) -> list[str]:
    return [name]
"""


def test_a_slow_operation_tries_as_much_as_fits_and_leaves_the_others_their_time(tmp_path: Path) -> None:
    folder = service(tmp_path / "service", _SLOW)
    launch = Launch(Path(sys.executable), folder, (folder,), "main:app", environment=environment(None, tmp_path))
    with loaded(launch, tmp_path) as started:
        seen = look(started, Places(folder, Location("main.py")), {}, Plan(seconds=6.0))
    told = {s.subject: s.reason for s in seen.skipped}
    assert re.search(r"^called with (\d+ of \d+ odd inputs|valid input only): its share", told["GET /slow"])
    tried = Counter(e.name for e in seen.observed.of(Exchange))
    assert tried["GET /fast"] > tried["GET /slow"]


def test_odd_input_that_other_operations_have_had_comes_last(tmp_path: Path) -> None:
    folder = service(tmp_path / "service", _SLOW.replace("time.sleep(0.4)", "pass"))
    launch = Launch(Path(sys.executable), folder, (folder,), "main:app", environment=environment(None, tmp_path))
    with loaded(launch, tmp_path) as started:
        places = Places(folder, Location("main.py"))
        client = Client(started, places, tried=Counter({("odd-parameter", "name: a NUL"): 1}))
        steps(document_of(started, places, {}))[1].run(client)
    notes = [e.note for e in client.seen if e.name == "GET /slow" and e.probe != "valid"]
    assert notes.index("name: an emoji") < notes.index("name: a NUL")


def test_a_database_beside_the_code_is_read_and_written_in_a_copy(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    code = """\
import sqlite3

from fastapi import FastAPI

app = FastAPI()


@app.post("/orders", status_code=201)
def create_order() -> int:
    with sqlite3.connect("shop.db") as shop:
        return shop.execute("insert into orders values (1)").rowcount


@app.get("/share")
def read_share() -> float:
    with sqlite3.connect("shop.db") as shop:
        return 1 / shop.execute("select count(*) from orders where id is null").fetchone()[0]
"""
    folder = service(tmp_path, code)
    with sqlite3.connect(folder / "shop.db") as shop:
        shop.execute("create table orders (id)")
    shop.close()
    before = (folder / "shop.db").read_bytes()
    checked = contract(folder, monkeypatch, "crashing-operation")
    assert [d.location.operation for d in checked.shown] == ["GET /share"]
    assert (folder / "shop.db").read_bytes() == before


def test_a_database_without_tables_is_no_crash(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    query = 'sqlite3.connect(":memory:").execute("select id from orders").fetchall()'
    handler = f"@app.get('/')\ndef read() -> list[str]:\n    return {query}\n"
    code = f"import sqlite3\nfrom fastapi import FastAPI\napp = FastAPI()\n{handler}"
    checked = contract(service(tmp_path, code), monkeypatch, "crashing-operation")
    assert not checked.shown
    assert any("its database has no tables" in s.reason for s in checked.report.skipped)


def test_values_that_differ_from_call_to_call_are_one_finding(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    code = (
        "from datetime import datetime\nfrom fastapi import FastAPI\nfrom pydantic import BaseModel\napp = FastAPI()\n"
        "class Order(BaseModel):\n    made: datetime\n    note: str\n"
        "@app.get('/orders')\ndef read(limit: int = 2) -> list[Order]:\n"
        "    return [Order(made=datetime.now(), note='x') for _ in range(2)]\n"
    )
    checked = contract(service(tmp_path, code), monkeypatch)
    assert [d.rule for d in checked.report.diagnostics] == ["malformed-date-time"]


_NAMED = """\
from fastapi import FastAPI, HTTPException
from pydantic import BaseModel

app = FastAPI()
kept: dict[str, str] = {}


class Shelf(BaseModel):
    name: str


@app.post("/shelves", status_code=201)
def create_shelf(shelf: Shelf) -> dict[str, str]:
    kept[shelf.name] = "0eabae59"
    return {"id": "0eabae59", "name": shelf.name}


@app.get("/shelves/{shelf_name}")
def read_shelf(shelf_name: str) -> dict[str, str]:
    if shelf_name not in kept:
        raise HTTPException(404)
    return {"id": kept[shelf_name], "name": shelf_name}
"""


def test_what_a_path_names_by_name_is_called_by_its_name(tmp_path: Path) -> None:
    folder = service(tmp_path / "service", _NAMED)
    launch = Launch(Path(sys.executable), folder, (folder,), "main:app", environment=environment(None, tmp_path))
    with loaded(launch, tmp_path) as started:
        seen = look(started, Places(folder, Location("main.py")), {}, Plan())
    answered = {e.probe: e.status for e in seen.observed.of(Exchange) if e.name == "GET /shelves/{shelf_name}"}
    assert (answered["valid"], answered["missing-item"], answered["read-back"]) == (200, 404, 200)


_UPLOADS = """\
from typing import Annotated

from fastapi import FastAPI, Form, UploadFile

app = FastAPI()


@app.post("/covers")
async def add_cover(cover: UploadFile, pages: list[UploadFile], title: Annotated[str, Form(min_length=3)]) -> str:
    return f"{cover.filename} {len(await cover.read())} {len(pages)} {title}"
"""


def test_files_are_sent_as_browsers_send_them(tmp_path: Path) -> None:
    folder = service(tmp_path / "service", _UPLOADS)
    launch = Launch(Path(sys.executable), folder, (folder,), "main:app", environment=environment(None, tmp_path))
    with loaded(launch, tmp_path) as started:
        seen = look(started, Places(folder, Location("main.py")), {}, Plan())
    valid = next(e for e in seen.observed.of(Exchange) if e.name == "POST /covers" and e.probe == "valid")
    assert (valid.status, valid.json) == (200, "sample.txt 6 1 sample")
    assert seen.skipped == []
