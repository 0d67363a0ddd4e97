"""The parameters and the dependency graph of routes."""
# ruff: noqa: E501 - one case per line reads best

from __future__ import annotations

from pathlib import Path

import pytest

from tests.source.build import dependencies, dependency, params, project, route

HEAD = """\
from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated, Literal
from uuid import UUID
from fastapi import (APIRouter, BackgroundTasks, Body, Cookie, Depends, FastAPI, File, Form, Header, Path, Query, Request,
                     Response, Security, UploadFile, WebSocket)
from pydantic import BaseModel
app = FastAPI()
class Item(BaseModel):
    name: str
class Color(StrEnum):
    RED = 'red'
@dataclass
class Point:
    x: int
"""


def _source(folder: Path, declared: str, path: str = "/x") -> str:
    code = f"{HEAD}\n@app.post('{path}')\ndef read({declared}) -> int: ...\n"
    (found,) = params(project(folder, {"main.py": code}), "read").values()
    return found.source


@pytest.mark.parametrize(
    ("declared", "source"),
    [
        ("p: int", "query"), ("p", "query"), ("p: str | None = None", "query"), ("p: UUID", "query"),
        ("p: Literal['a']", "query"), ("p: list[int]", "body"), ("p: Color", "query"),
        ("p: Item", "body"), ("p: list[Item]", "body"), ("p: Item | None = None", "body"), ("p: dict[str, int]", "body"),
        ("p: dict", "body"), ("p: Point", "body"), ("p: UploadFile", "file"), ("p: Request", "special"),
        ("p: Response", "special"), ("p: BackgroundTasks", "special"), ("p: Stranger", "unknown"),
        ("p: int = Body()", "body"), ("p: int = Header()", "header"), ("p: int = Cookie()", "cookie"),
        ("p: int = Form()", "form"), ("p: int = File()", "file"), ("p: Item = Query()", "query"),
        ("p: Annotated[int, Body()]", "body"), ("p: Annotated[Item, Depends()]", "depends"),
        ("p: 'Annotated[int, Header()]'", "header"), ("p=Depends(f)", "depends"), ("p=Security(f)", "depends"),
    ],
)  # fmt: skip
def test_a_parameter_is_read_from_where_fastapi_reads_it(tmp_path: Path, declared: str, source: str) -> None:
    assert _source(tmp_path, declared) == source


def test_a_parameter_of_the_path_is_read_from_the_path(tmp_path: Path) -> None:
    assert _source(tmp_path, "p: Item", "/x/{p}") == "path"


def test_a_parameter_of_a_prefix_is_read_from_the_path(tmp_path: Path) -> None:
    code = (
        f"{HEAD}\nr = APIRouter()\n@r.get('/x')\ndef read(p: int) -> int: ...\napp.include_router(r, prefix='/{{p}}')\n"
    )
    assert params(project(tmp_path, {"main.py": code}), "read")["p"].source == "path"


def test_an_alias_is_the_name_that_clients_use(tmp_path: Path) -> None:
    code = f"{HEAD}\n@app.get('/x')\ndef read(p: Annotated[int, Query(alias='per-page')]) -> int: ...\n"
    found = params(project(tmp_path, {"main.py": code}), "read")["p"]
    assert found.name == "per-page"


def test_an_annotated_alias_of_another_module_is_read(tmp_path: Path) -> None:
    files = {
        "deps.py": "from typing import Annotated\nfrom fastapi import Depends\ndef get_user() -> int: ...\n"
        "User = Annotated[int, Depends(get_user)]\n",
        "main.py": f"{HEAD}from deps import User as U\n@app.get('/x')\ndef read(u: U) -> int: ...\n",
    }
    assert dependencies(project(tmp_path, files), "read") == [("parameter", "deps.get_user")]


def test_a_marker_kept_in_a_name_is_read(tmp_path: Path) -> None:
    code = (
        f"{HEAD}def get() -> int: ...\nCurrent = Depends(get)\n@app.get('/x')\ndef read(u: int = Current) -> int: ...\n"
    )
    assert dependencies(project(tmp_path, {"main.py": code}), "read") == [("parameter", "main.get")]


def _graph(folder: Path, code: str) -> list[tuple[str, str]]:
    return dependencies(project(folder, {"main.py": HEAD + code}, full=True), "read")


def test_dependencies_of_dependencies_are_found(tmp_path: Path) -> None:
    code = "def a() -> int: ...\ndef b(x=Depends(a)) -> int: ...\n@app.get('/x')\ndef read(y=Depends(b)) -> int: ...\n"
    scanned = project(tmp_path, {"main.py": HEAD + code})
    assert dependencies(scanned, "read") == [("parameter", "main.b"), ("sub", "main.a")]
    assert dependency(scanned, "read", "main.a").via == ("b",)


def test_dependencies_that_need_each_other_end(tmp_path: Path) -> None:
    code = "def a(x=Depends(b)): ...\ndef b(x=Depends(a)): ...\n@app.get('/x')\ndef read(y=Depends(b)) -> int: ...\n"
    assert ("sub", "main.b") in _graph(tmp_path, code)


def test_every_level_adds_its_dependencies(tmp_path: Path) -> None:
    code = (
        "".join(f"def {n}(): ...\n" for n in "abcdef")
        + "main = FastAPI(dependencies=[Depends(a)])\nr = APIRouter(dependencies=[Depends(b)])\n"
        "top = APIRouter(dependencies=[Depends(c)])\n"
        "@r.get('/x', dependencies=[Depends(d)])\ndef read(p=Depends(e)) -> int: ...\n"
        "top.include_router(r, dependencies=[Depends(f)])\nmain.include_router(top)\n"
    )
    found = {target: level for level, target in _graph(tmp_path, code)}
    assert found == {
        "main.e": "parameter", "main.d": "route", "main.b": "router", "main.f": "include", "main.c": "router", "main.a": "app",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("code", "given", "target"),
    [
        ("class C:\n    def __init__(self, x=Depends(sub)): ...\n", "Depends(C)", "main.C"),
        ("class C:\n    def __init__(self, x=Depends(sub)): ...\n", "Depends(C)", "sub:main.sub"),
        ("@dataclass\nclass C:\n    x: Annotated[int, Depends(sub)]\n", "Depends(C)", "sub:main.sub"),
        ("class C:\n    def __call__(self, x=Depends(sub)): ...\n", "Depends(C())", "sub:main.sub"),
        ("class C:\n    def __call__(self, x=Depends(sub)): ...\nc = C()\n", "Depends(c)", "main.c"),
        ("class C:\n    def of(self, x=Depends(sub)): ...\nc = C()\n", "Depends(c.of)", "main.C.of"),
        (
            "def make():\n    def inner(x=Depends(sub)): ...\n    return inner\n",
            "Depends(make())",
            "main.make.<locals>.inner",
        ),
        (
            "def make():\n    def inner(x=Depends(sub)): ...\n    return inner\nd = make()\n",
            "Depends(d)",
            "sub:main.sub",
        ),
        ("def make():\n    return make2()\ndef make2():\n    return sub\n", "Depends(make())", "main.sub"),
        ("def make():\n    return sub if a else b\n", "Depends(make())", "main.sub"),
        ("from functools import partial\n", "Depends(partial(sub, 1))", "main.sub"),
        ("again = sub\n", "Depends(again)", "main.sub"),
        ("from fastapi.security import HTTPBearer\nb = HTTPBearer()\n", "Security(b)", "main.b"),
    ],
)
def test_what_a_dependency_calls_is_found(tmp_path: Path, code: str, given: str, target: str) -> None:
    found = _graph(tmp_path, f"def sub(): ...\n{code}@app.get('/x')\ndef read(p={given}) -> int: ...\n")
    level, _, name = target.rpartition(":")
    assert (level or "parameter", name) in found


def test_a_dependency_that_is_a_lambda_takes_its_own_parameters(tmp_path: Path) -> None:
    code = f"{HEAD}def sub(): ...\n@app.get('/x')\ndef read(p=Depends(lambda q, s=Depends(sub): q)) -> int: ...\n"
    found = route(project(tmp_path, {"main.py": code}), "read")
    assert [(d.target.rpartition(".")[2], d.level) for d in found.dependencies][1:] == [("sub", "sub")]
    assert found.complete


@pytest.mark.parametrize(
    ("code", "given"),
    [
        ("", "Depends(unknown)"),
        ("from elsewhere import get\n", "Depends(get)"),
        ("", "Depends(table['x'])"),
        ("class C(Stranger): ...\n", "Depends(C)"),
        ("class C:\n    pass\n", "Depends(C())"),
        ("def make():\n    return make()\n", "Depends(make())"),
        ("a = b\nb = a\n", "Depends(a)"),
        ("a = a()\n", "Depends(a)"),
        ("from functools import partial\ndef f(): ...\n", "Depends(partial(f))"),
        ("def make(): ...\n", "Depends(make().of)"),
    ],
)
def test_a_dependency_that_cannot_be_resolved_leaves_the_route_open(tmp_path: Path, code: str, given: str) -> None:
    scanned = project(tmp_path, {"main.py": f"{HEAD}{code}@app.get('/x')\ndef read(p={given}) -> int: ...\n"})
    assert not route(scanned, "read").complete


@pytest.mark.parametrize(
    ("code", "given"),
    [
        ("from fastapi.security import OAuth2PasswordBearer\n", "Depends(OAuth2PasswordBearer(tokenUrl='t'))"),
        ("", "Depends(lambda: 1)"),
        ("from fastapi.security import HTTPBearer\nclass C(HTTPBearer): ...\n", "Depends(C())"),
    ],
)
def test_what_fastapi_itself_brings_is_resolved(tmp_path: Path, code: str, given: str) -> None:
    scanned = project(tmp_path, {"main.py": f"{HEAD}{code}@app.get('/x')\ndef read(p={given}) -> int: ...\n"})
    assert route(scanned, "read").complete


def test_a_security_dependency_is_known_as_one(tmp_path: Path) -> None:
    code = "def a(): ...\n@app.get('/x')\ndef read(p=Security(a, scopes=['s'])) -> int: ...\n"
    assert dependency(project(tmp_path, {"main.py": HEAD + code}), "read", "main.a").security


def test_an_item_of_a_dependency_list_that_is_no_marker_is_not_resolved(tmp_path: Path) -> None:
    code = "G = Depends(len)\n@app.get('/x', dependencies=[G, make(), H])\ndef read() -> int: ...\n"
    found = route(project(tmp_path, {"main.py": HEAD + code}), "read").dependencies
    assert [d.resolved for d in found] == [False, False, False]


def test_the_fields_and_constructor_of_a_class_based_view_are_dependencies(tmp_path: Path) -> None:
    code = (
        "from fastapi_utils.cbv import cbv\ndef a(): ...\ndef b(): ...\nr = APIRouter()\n"
        "@cbv(r)\nclass V:\n    user: int = Depends(a)\n    def __init__(self, x=Depends(b)): ...\n"
        "    @r.get('/x')\n    def read(self, q: int) -> int: ...\napp.include_router(r)\n"
    )
    scanned = project(tmp_path, {"main.py": HEAD + code})
    assert dependencies(scanned, "read") == [("class", "main.a"), ("class", "main.b")]
    assert list(params(scanned, "read")) == ["q"]


@pytest.mark.parametrize(
    ("decorator", "methods", "websocket"),
    [
        ("app.get('/x')", ("GET",), False),
        ("app.api_route('/x', methods=['GET', 'post'])", ("GET", "POST"), False),
        ("app.api_route('/x', methods=METHODS)", ("PUT",), False),
        ("app.api_route('/x')", ("GET",), False),
        ("app.websocket('/x')", (), True),
        ("app.patch(path='/x')", ("PATCH",), False),
    ],
)
def test_a_route_knows_its_methods(tmp_path: Path, decorator: str, methods: tuple[str, ...], websocket: bool) -> None:
    code = f"METHODS = ['PUT']\n@{decorator}\nasync def read(): ...\n"
    found = route(project(tmp_path, {"main.py": HEAD + code}), "read")
    assert (found.methods, found.is_websocket, found.paths, found.is_async) == (methods, websocket, ("/x",), True)


@pytest.mark.parametrize(
    "call",
    [
        "app.add_api_route('/x', read, methods=['POST'])",
        "app.add_api_route('/x', endpoint=read, methods=['POST'])",
        "app.add_api_route(path='/x', endpoint=read, methods=['POST'])",
        "for path, handler in (('/x', read),):\n    app.add_api_route(path, handler, methods=['POST'])",
        "app.post('/x')(read)",
        "for path in ('/x',):\n    app.post(path)(read)",
        "app.add_api_route('/x', partial(read), methods=['POST'])\nfrom functools import partial",
        "app.router.routes.append(APIRoute('/x', read, methods=['POST']))\nfrom fastapi.routing import APIRoute",
        "b = FastAPI(routes=[APIRoute('/x', endpoint=read, methods=['POST'])])\nfrom fastapi.routing import APIRoute",
        "app.post('/x')(partial(read))\nfrom functools import partial",
        "handler = partial(read)\napp.add_api_route('/x', handler, methods=['POST'])\nfrom functools import partial",
        "from functools import partial\ndef add():\n    h = partial(partial(read))\n    app.add_api_route('/x', h, methods=['POST'])",
    ],
)
def test_a_route_may_be_added_by_a_call(tmp_path: Path, call: str) -> None:
    found = route(project(tmp_path, {"main.py": f"{HEAD}def read() -> int: ...\n{call}\n"}), "read")
    assert (found.methods, found.paths) == (("POST",), ("/x",))


@pytest.mark.parametrize(
    ("given", "left"),
    [
        ("read, store", {"n": "path", "q": "query", "db": "depends"}),
        ("partial(read, store), 1", {"q": "query", "db": "depends"}),
        ("read, store, db=Depends(other)", {"n": "path", "q": "query", "db": "depends"}),
        ("read, store=store", {"store": "unknown", "n": "path", "q": "query", "db": "depends"}),
    ],
)
def test_what_a_partial_passes_by_position_is_no_parameter_of_the_request(
    tmp_path: Path, given: str, left: dict[str, str]
) -> None:
    code = (
        "from functools import partial\nclass Store: ...\nstore = Store()\ndef get_db(): ...\ndef other(): ...\n"
        "def read(store: Store, n: int, q: str = '', db=Depends(get_db)): ...\n"
        f"app.add_api_route('/x/{{n}}', partial({given}))\n"
    )
    scanned = project(tmp_path, {"main.py": HEAD + code})
    assert {name: p.source for name, p in params(scanned, "read").items()} == left
    assert dependencies(scanned, "read") == [("parameter", "main.other" if "other" in given else "main.get_db")]


def test_a_partial_dependency_asks_only_for_what_it_was_not_given(tmp_path: Path) -> None:
    code = (
        "from functools import partial\ndef get_db(): ...\ndef get_user(): ...\n"
        "def check(db=Depends(get_db), user=Depends(get_user)): ...\n"
        "@app.get('/x')\ndef read(c=Depends(partial(check, None))): ...\n"
    )
    scanned = project(tmp_path, {"main.py": HEAD + code})
    assert dependencies(scanned, "read") == [("parameter", "main.check"), ("sub", "main.get_user")]


@pytest.mark.parametrize(
    "call",
    [
        "app.add_api_route('/x', make())",
        "cache.get('/x')",
        "cache.get('x')(print)",
        "app.get('/x')(make())",
        "a = partial(a)\napp.add_api_route('/x', a)\nfrom functools import partial",
    ],
)
def test_a_handler_outside_the_project_is_no_route(tmp_path: Path, call: str) -> None:
    assert project(tmp_path, {"main.py": f"{HEAD}cache = dict()\n{call}\n"}).project.routes == ()


@pytest.mark.parametrize("decorator", ["cache.get('/x')", "retry.get('x')", "mock.patch('/x')"])
def test_a_decorator_of_something_else_is_no_route(tmp_path: Path, decorator: str) -> None:
    code = f"from unittest import mock\nimport retry\ncache = dict()\n@{decorator}\ndef read() -> int: ...\n"
    assert project(tmp_path, {"main.py": HEAD + code}).project.routes == ()


def test_a_route_of_a_router_that_is_handed_in_is_kept_without_a_path(tmp_path: Path) -> None:
    code = "def setup(router):\n    @router.get('/x')\n    def read() -> int: ...\n"
    assert route(project(tmp_path, {"main.py": HEAD + code}), "read").paths == ()
