"""What runs on the event loop, and by which way; hooks, middleware and models on that way."""
# ruff: noqa: E501, ISC004 - one case per line reads best

from __future__ import annotations

from pathlib import Path

import pytest

from fastapi_lint.source.scan import Scan
from tests.source.build import project

HEAD = """\
import asyncio, time
from contextlib import asynccontextmanager
from functools import lru_cache, cache
from fastapi import BackgroundTasks, Depends, FastAPI, Request
from fastapi.concurrency import run_in_threadpool
from celery import shared_task
from fastapi.routing import APIRoute
from starlette.concurrency import iterate_in_threadpool
from pydantic import AfterValidator, BaseModel, Field, computed_field, field_validator
from typing import Annotated
from starlette.middleware import Middleware
from starlette.middleware.base import BaseHTTPMiddleware
def block():
    time.sleep(1)
app = FastAPI()
"""


def _scan(folder: Path, code: str) -> Scan:
    return project(folder, {"main.py": HEAD + code}, full=True)


def _sleeps(folder: Path, code: str) -> list[tuple[str, tuple[str, ...], str]]:
    """(entry, way, phase) of each blocking sleep on the loop."""
    found = _scan(folder, code).project.loop_calls
    return [(c.entry, c.chain, c.phase) for c in found if c.target == "time.sleep"]


ROUTE = "@app.get('/x')\nasync def read() -> int:\n"


@pytest.mark.parametrize(
    ("body", "way"),
    [
        ("    time.sleep(1)\n", ("read",)),
        ("    block()\n", ("read", "block")),
        ("    x = [block() for i in y]\n", ("read", "block")),
        ("    def inner(): block()\n    inner()\n", ("read", "read.inner", "block")),
        ("    await later()\nasync def later():\n    block()\n", ("read", "later", "block")),
        ("    await asyncio.gather(later())\nasync def later():\n    block()\n", ("read", "later", "block")),
        ("    C().m()\nclass C:\n    def m(self): block()\n", ("read", "C.m", "block")),
        ("    C().m()\nclass B:\n    def m(self): self.n()\n    def n(self): ...\n"
         "class C(B):\n    def m(self): super().m()\n    def n(self): block()\n", ("read", "C.m", "B.m", "C.n", "block")),
        ("    now()\nnow = lambda: block()\n", ("read", "now", "block")),
        ("    now()\nnow: Callable[[], None] = lambda: block()\n", ("read", "now", "block")),
        ("    TABLE['n']()\nTABLE = {'n': lambda: block()}\n", ("read", "<lambda>", "block")),
        ("    C()\nclass C:\n    def __init__(self): block()\n", ("read", "C", "block")),
        ("    with C(): pass\nclass C:\n    def __enter__(self): block()\n    def __exit__(self, *a): ...\n",
         ("read", "C.__enter__", "block")),
        ("    for i in gen(): pass\ndef gen():\n    block()\n    yield 1\n", ("read", "gen", "block")),
        ("    list(gen())\ndef gen():\n    block()\n    yield 1\n", ("read", "gen", "block")),
        ("    B().m()\nfrom abc import ABC, abstractmethod\nclass B(ABC):\n    @abstractmethod\n    def m(self): ...\n"
         "class C(B):\n    def m(self): block()\n", ("read", "C.m", "block")),
        ("    P().m()\nfrom typing import Protocol\nclass P(Protocol):\n    def m(self): ...\n"
         "class C:\n    def m(self): block()\n", ("read", "C.m", "block")),
        ("    C().go()\nclass B:\n    def go(self): self.m()\n    def m(self): ...\n"
         "class C(B):\n    def m(self): block()\nclass D(B):\n    def m(self): ...\n", ("read", "B.go", "C.m", "block")),
        ("    return C().x\nclass C:\n    @property\n    def x(self): block()\n", ("read", "C.x", "block")),
        ("    list(map(block, y))\n", ("read", "block")),
        ("    z.sort(key=block)\n", ("read", "block")),
        ("    loop.call_later(1, block)\n", ("read", "block")),
        ("    loop.call_soon(block)\n", ("read", "block")),
        ("    t = asyncio.create_task(z)\n    t.add_done_callback(block)\n", ("read", "block")),
        ("    T[y]()\nT = {'a': block}\n", ("read", "block")),
        ("    T.get(y)()\nT = {'a': block}\n", ("read", "block")),
        ("    f = block if y else print\n    f()\n", ("read", "block")),
        ("    f = partial(block)\n    f()\nfrom functools import partial\n", ("read", "block")),
        ("    async for i in C(): ...\nclass C:\n    def __aiter__(self): return self\n"
         "    async def __anext__(self): block()\n", ("read", "C.__anext__", "block")),
        ("    f()\ndef d(g):\n    def w():\n        block()\n        g()\n    return w\n@d\ndef f(): ...\n",
         ("read", "f", "d.w", "block")),
        ("    half()\nfrom functools import partial\nhalf = partial(block)\n", ("read", "block")),
        ("    go()\nclass C:\n    def m(self): block()\nc = C()\ngo = c.m\n", ("read", "C.m", "block")),
        ("    c()\nclass C:\n    def __call__(self): block()\nc = C()\n", ("read", "C.__call__", "block")),
        ("    C(1).go()\nclass D:\n    def __call__(self): block()\nclass C:\n    def __init__(self, n):\n"
         "        self.d, self.n = D(), n\n    def go(self): self.d()\n", ("read", "C.go", "D.__call__", "block")),
        ("    await c()\nclass C:\n    async def __call__(self): block()\nc = C()\n", ("read", "C.__call__", "block")),
        ("    (lambda: block())()\n", ("read", "block")),
        ("    wait = lambda: block()\n    wait()\n", ("read", "block")),
        ("    sorted(y, key=lambda i: block())\n", ("read", "block")),
        ("    again(lambda: block())\ndef again(f): f()\n", ("read", "block")),
        ("    again(n=2, f=lambda: time.sleep(1))\ndef again(f, n): f()\n", ("read",)),
        ("    again(block)\ndef again(f): return f()\n", ("read", "block")),
        ("    again(partial(block))\ndef again(f): return f()\nfrom functools import partial\n", ("read", "block")),
        ("    once(lambda: block())\ndef once(f): again(f)\ndef again(g): g()\n", ("read", "block")),
        ("    await again(later)\nasync def again(f): return await f()\nasync def later(): block()\n",
         ("read", "later", "block")),
        ("    await again(lambda: block())\nasync def again(f): return f()\n", ("read", "block")),
        ("    C().again(lambda: block())\nclass C:\n    def again(self, f): return f()\n", ("read", "block")),
        ("    again(lambda: (lambda: block())())\ndef again(f): return f()\n", ("read", "block")),
        ("    return sum(block() for i in y)\n", ("read", "block")),
    ],
)  # fmt: skip
def test_what_a_coroutine_runs_itself_is_on_the_loop(tmp_path: Path, body: str, way: tuple[str, ...]) -> None:
    assert _sleeps(tmp_path, ROUTE + body) == [("async route `GET /x`", way, "request")]


@pytest.mark.parametrize(
    "body",
    [
        "    await run_in_threadpool(block)\n",
        "    await asyncio.to_thread(lambda: block())\n",
        "    x = block\n",
        "    later()\nasync def later():\n    block()\n",
        "    asyncio.run(later())\nasync def later():\n    block()\n",
        "    x = gen()\n    return StreamingResponse(x)\ndef gen():\n    block()\n    yield 1\n",
        "    task()\n@shared_task\ndef task():\n    block()\n",
        "    await task()\n@to_coroutine\ndef task():\n    block()\n",
        "    moved()\ndef away(f):\n    def inner(): return asyncio.to_thread(f)\n    return inner\n@away\ndef moved():\n    block()\n",
        "    x = [i async for i in iterate_in_threadpool(gen())]\ndef gen():\n    block()\n    yield 1\n",
        "    T[y]\nT = {'a': block}\n",
        "    pool.submit(y).add_done_callback(block)\n",
        "    C().x = 1\nclass C:\n    @property\n    def x(self): block()\n",
        "    C().go()\nclass B:\n    def go(self): self.m()\n    def m(self): block()\nclass C(B):\n    def m(self): ...\n",
        "    f()\ndef d(g):\n    def w():\n        block()\n    return g\n@d\ndef f(): ...\n",
        "    wait = lambda: block()\n    return wait\n",
        "    c()\nclass C:\n    async def __call__(self): block()\nc = C()\n",
        "    await c()\nclass C:\n    def __call__(self): block()\nc = C()\n",
        "    await asyncio.to_thread(c)\nclass C:\n    def __call__(self): block()\nc = C()\n",
        "    a()\na = b\nb = a\n",
        "    keep(lambda: block())\ndef keep(f): kept.append(f)\n",
        "    wait = lambda: block()\n    await asyncio.to_thread(wait)\n",
        "    await away(lambda: block())\nasync def away(f): await run_in_threadpool(f)\n",
        "    await away(lambda: block())\nasync def away(f): await run_in_threadpool(lambda: f())\n",
        "    await either(lambda: block())\nasync def either(f):\n    if iscoroutinefunction(f):\n        return await f()\n    return await run_in_threadpool(f)\n",
        "    await again(lambda: block())\nasync def again(f):\n    f = sync_to_async(f)\n    return await f()\n",
        "    again(lambda: (lambda: block()))\ndef again(f): return f()\n",
        "    again(lambda: block())\n@shared_task\ndef again(f): return f()\n",
        "    again(later)\nasync def later(): block()\ndef again(f): f()\n",
        "    echo(lambda: block())\ndef echo(f): return echo(f)\n",
        "    return StreamingResponse(block() for i in y)\n",
        "    await run_in_threadpool(list, (block() for i in y))\n",
        "    await run_in_threadpool(list, map(block, y))\n",
    ],
)
def test_what_is_moved_away_or_only_prepared_is_not_on_the_loop(tmp_path: Path, body: str) -> None:
    assert _sleeps(tmp_path, ROUTE + body) == []


def test_a_plain_route_runs_in_a_thread(tmp_path: Path) -> None:
    assert _sleeps(tmp_path, "@app.get('/x')\ndef read() -> int:\n    block()\n") == []


@pytest.mark.parametrize(
    ("code", "entry", "phase"),
    [
        ("async def dep(): block()\n@app.get('/x')\ndef read(d=Depends(dep)) -> int: ...\n", "async dependency `dep`", "request"),
        ("@app.middleware('http')\nasync def m(request, call_next): block()\n", "async middleware `m`", "request"),
        ("async def m(request, call_next): block()\napp.middleware('http')(m)\n", "async middleware `m`", "request"),
        ("async def h(r, e): block()\napp.exception_handler(KeyError)(h)\n", "async exception handler `h`", "request"),
        ("class M(BaseHTTPMiddleware):\n    async def dispatch(self, r, n): block()\n", "async middleware `dispatch`", "request"),
        ("class M:\n    async def __call__(self, scope, receive, send): block()\n", "async middleware `__call__`", "request"),
        ("@app.exception_handler(KeyError)\nasync def h(r, e): block()\n", "async exception handler `h`", "request"),
        ("async def h(r, e): block()\napp.add_exception_handler(KeyError, h)\n", "async exception handler `h`", "request"),
        ("@app.on_event('startup')\nasync def s(): block()\n", "async startup `s`", "startup"),
        ("async def s(): block()\napp.add_event_handler('shutdown', s)\n", "async shutdown `s`", "startup"),
        ("async def s(): block()\nb = FastAPI(on_startup=[s])\n", "async startup `s`", "startup"),
        ("@asynccontextmanager\nasync def l(app):\n    block()\n    yield\nb = FastAPI(lifespan=l)\n", "async lifespan `l`", "startup"),
        ("from functools import partial\n@asynccontextmanager\nasync def l(n, app):\n    block()\n    yield\n"
         "b = FastAPI(lifespan=partial(l, 1))\n", "async lifespan `l`", "startup"),
        ("@asynccontextmanager\nasync def l(app):\n    t = asyncio.create_task(work())\n    yield\nasync def work(): block()\n"
         "b = FastAPI(lifespan=l)\n", "task `work`", "request"),
        ("async def t(): block()\n@app.get('/x')\ndef read(b: BackgroundTasks) -> int:\n    b.add_task(t)\n",
         "async background task `t`", "request"),
        ("class Mail:\n    async def send(self): block()\nmail = Mail()\n@app.get('/x')\n"
         "def read(b: BackgroundTasks) -> int:\n    b.add_task(mail.send)\n", "async background task `send`", "request"),
        ("class Item(BaseModel):\n    n: int\n    @field_validator('n')\n    def v(cls, n): block()\n"
         "@app.post('/x')\ndef read(i: Item) -> int: ...\n", "validator `Item.v` of a request model", "request"),
        ("class Item(BaseModel):\n    n: int = Field(default_factory=block)\n"
         "@app.post('/x')\ndef read(i: Item) -> int: ...\n", "default factory `block` of a request model", "request"),
        ("class Item(BaseModel):\n    n: Annotated[int, AfterValidator(block)]\n"
         "@app.post('/x')\ndef read(i: Item) -> int: ...\n", "validator `block` of a request", "request"),
        ("@app.get('/x')\ndef read(i: Annotated[int, AfterValidator(block)]) -> int: ...\n",
         "validator `block` of a request", "request"),
        ("@app.get('/x')\ndef read(i: list[Annotated[int, AfterValidator(block)]] | None) -> int: ...\n",
         "validator `block` of a request", "request"),
        ("Json = int | list['Json'] | Annotated[int, AfterValidator(block)]\n@app.post('/x')\ndef read(i: Json) -> int: ...\n",
         "validator `block` of a request", "request"),
        ("@app.get('/x')\ndef read(i: Annotated[int, AfterValidator(lambda i: block())]) -> int: ...\n",
         "validator `<lambda>` of a request", "request"),
        ("from functools import partial\n@app.get('/x')\ndef read(i: Annotated[int, AfterValidator(partial(block))]) -> int: ...\n",
         "validator `block` of a request", "request"),
        ("@app.get('/x')\ndef read(i: Annotated[int, Field(default_factory=block)]) -> int: ...\n",
         "default factory `block` of a request", "request"),
        ("class Item(BaseModel):\n    n: int = Field(default_factory=lambda: block())\n"
         "@app.post('/x')\ndef read(i: Item) -> int: ...\n", "default factory `<lambda>` of a request model", "request"),
        ("class Item(BaseModel):\n    def model_post_init(self, context): block()\n"
         "@app.post('/x')\ndef read(i: Item) -> int: ...\n", "validator `Item.model_post_init` of a request model", "request"),
        ("class Item(BaseModel):\n    @computed_field\n    @property\n    def n(self) -> int: block()\n"
         "@app.get('/x')\ndef read() -> Item: ...\n", "serializer `Item.n` of a response model", "request"),
        ("class R(APIRoute):\n    def get_route_handler(self):\n        async def h(r): block()\n        return h\n",
         "route class `R`", "request"),
        ("async def h(r, e): block()\nb = FastAPI(exception_handlers={KeyError: h})\n",
         "async exception handler `h`", "request"),
        ("@app.get('/x')\ndef read() -> int:\n    anyio.from_thread.run(later, 1)\nasync def later(n): block()\nimport anyio\n",
         "`later`, which a thread hands to the event loop", "request"),
        (ROUTE + "    await run_in_threadpool(work)\ndef work(): from_thread.run_sync(block)\nfrom anyio import from_thread\n",
         "`block`, which a thread hands to the event loop", "request"),
        (ROUTE + "    await sync_to_async(work)(1)\ndef work(n): async_to_sync(later)(n)\nasync def later(n): block()\n"
         "from asgiref.sync import async_to_sync, sync_to_async\n", "`later`, which a thread hands to the event loop", "request"),
        (ROUTE + "    await work(1)\n@sync_to_async\ndef work(n): async_to_sync(later)(n)\nasync def later(n): block()\n"
         "from asgiref.sync import async_to_sync, sync_to_async\n", "`later`, which a thread hands to the event loop", "request"),
        (ROUTE + "    warm()\n@cache\ndef warm(): block()\n", "async route `GET /x`", "startup"),
        ("conn = None\n" + ROUTE + "    global conn\n    if conn is None:\n        block()\n", "async route `GET /x`", "startup"),
    ],
)  # fmt: skip
def test_every_kind_of_entry_is_followed(tmp_path: Path, code: str, entry: str, phase: str) -> None:
    assert [(e, p) for e, _, p in _sleeps(tmp_path, code)] == [(entry, phase)]


@pytest.mark.parametrize(
    "code",
    [
        "def script() -> int:\n    anyio.from_thread.run(later)\nasync def later(): block()\nimport anyio\n",
        "@app.get('/x')\ndef read() -> int:\n    async_to_sync(later)()\nasync def later(): block()\n"
        "from asgiref.sync import async_to_sync\n",
        "@app.get('/x')\ndef read() -> int:\n    anyio.run(later)\nasync def later(): block()\nimport anyio\n",
        "@app.middleware('websocket')\nasync def m(r): block()\n",
        "@app.on_event('other')\nasync def m(): block()\n",
        "async def m(r): block()\napp.middleware('websocket')(m)\n",
        "async def m(r): block()\napp.get('/x')()(m)\n",
        "class M:\n    async def dispatch(self, r, n): block()\n",
        "queue.add_task(block)\n",
        "now = lambda: block()\n",
        "app.add_api_route('/x', lambda: block())\n",
        "class Item(BaseModel):\n    def model_post_init(self, context): block()\n@app.get('/x')\ndef read() -> Item: ...\n",
        "app.add_exception_handler(KeyError, make())\n",
        "class Item(BaseModel):\n    n: int\n    @field_validator('n')\n    def v(cls, n): block()\n",
    ],
)
def test_what_the_framework_does_not_call_is_no_entry(tmp_path: Path, code: str) -> None:
    assert _sleeps(tmp_path, code) == []


def test_middleware_is_numbered_in_the_order_of_addition(tmp_path: Path) -> None:
    code = "from x import A, B, C\napp.add_middleware(A)\napp.add_middleware(B)\nb = FastAPI(middleware=[Middleware(C), 1, Middleware(A)])\n"
    found = _scan(tmp_path, code).project.middleware
    assert [(m.app, m.target, m.order, m.style) for m in found] == [
        ("main.app", "x.A", 0, "add_middleware"),
        ("main.app", "x.B", 1, "add_middleware"),
        ("main.b", "x.A", 0, "list"),
        ("main.b", "x.C", 2, "list"),
    ]


def test_add_middleware_of_something_else_is_no_middleware(tmp_path: Path) -> None:
    assert _scan(tmp_path, "bus: Bus = Bus()\nclass Bus: ...\nbus.add_middleware(1)\n").project.middleware == ()


def test_a_model_inherits_fields_and_configuration(tmp_path: Path) -> None:
    code = (
        "class Base(BaseModel):\n    model_config = {'extra': 'forbid'}\n    a: int\n"
        "class Mid(Base, frozen=True):\n    b: str\n    class Config:\n        title = 'x'\n"
        "CONFIG = ConfigDict(strict=True)\nclass Item(Mid):\n    model_config = CONFIG\n    a: str\n"
        "class Holder(BaseModel):\n    items: list[Item]\n"
        "@app.post('/x')\ndef read(h: Holder) -> Mid: ...\n"
    )
    models = {m.name: m for m in _scan(tmp_path, code).project.models.values()}
    item = models["Item"]
    assert [(f.name, f.owner.name) for f in item.fields if f.name in "ab"] == [("a", "Item"), ("b", "Mid")]
    assert set(item.config) == {"extra", "frozen", "title", "strict"}
    assert (item.used_in, models["Mid"].used_in) == (frozenset({"request"}), frozenset({"response"}))


@pytest.mark.parametrize(
    ("code", "kind"),
    [
        ("class C(BaseModel): ...\n", "model"),
        ("from pydantic_settings import BaseSettings\nclass C(BaseSettings): ...\n", "settings"),
        ("from sqlalchemy.orm import DeclarativeBase\nclass B(DeclarativeBase): ...\nclass C(B): ...\n", "orm"),
        ("from sqlalchemy.orm import declarative_base\nB = declarative_base()\nclass C(B): ...\n", "orm"),
        ("from sqlmodel import SQLModel\nclass C(SQLModel, table=True): ...\n", "orm"),
        ("from sqlmodel import SQLModel\nclass C(SQLModel): ...\n", "model"),
    ],
)
def test_a_class_is_a_model_through_any_bases(tmp_path: Path, code: str, kind: str) -> None:
    assert _scan(tmp_path, code).project.models["main.C"].kind == kind


def test_configurations_that_mean_each_other_end(tmp_path: Path) -> None:
    code = "A = B\nB = A\nclass Item(BaseModel):\n    model_config = A\n    x: int\n"
    assert _scan(tmp_path, code).project.models["main.Item"].config == {}
