"""FastAPI apps below another are judged as the app itself is; what else is mounted is named."""

from __future__ import annotations

from pathlib import Path

import pytest
from msgspec.structs import replace

from tests.contract.services import contract, said, service

_HEAD = "from fastapi import FastAPI, WebSocket\napp = FastAPI()\nsub = FastAPI()\n"
_CRASH = "@sub.get('/items')\ndef read() -> int:\n    raise ValueError('no items')\n"

WAYS = {
    "below a path": ("app.mount('/v1', sub)\n", "/v1/items"),
    "below an app below another": ("mid = FastAPI()\nmid.mount('/b', sub)\napp.mount('/a', mid)\n", "/a/b/items"),
    "below a router": (
        "from fastapi import APIRouter\nrouter = APIRouter()\nrouter.mount('/in', sub)\napp.mount('/of', router)\n",
        "/of/in/items",
    ),
    "below a plain app": (
        "from starlette import applications, routing\n"  # noqa: ISC004
        "app.mount('/of', applications.Starlette(routes=[routing.Mount('/in', app=sub)]))\n",
        "/of/in/items",
    ),
    "inside of a middleware": (
        "from fastapi.middleware.cors import CORSMiddleware\napp.mount('/v1', CORSMiddleware(sub))\n",
        "/v1/items",
    ),
    "below a parameter": ("app.mount('/of/{tenant}', sub)\n", "/of/{tenant}/items"),
    "at every path": ("app.mount('', sub)\n", "/items"),
    "at the root": ("app.mount('/', sub)\n", "/items"),
    "twice": ("app.mount('/v1', sub)\napp.mount('/v2', sub)\n", "/v1/items"),
    "inside of itself": ("sub.mount('/again', sub)\napp.mount('/v1', sub)\n", "/v1/items"),
    "without a document that is served": ("app.mount('/v1', sub)\nsub.openapi_url = None\n", "/v1/items"),
}
"""How the app is mounted, and the whole path of its operation."""


@pytest.mark.parametrize(("mounting", "path"), WAYS.values(), ids=WAYS)
def test_a_mounted_app_is_called_at_its_whole_path(
    mounting: str, path: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    checked = contract(service(tmp_path, _HEAD + _CRASH + mounting), monkeypatch, "crashing-operation", app="main:app")
    (found,) = checked.report.diagnostics
    assert (found.location.operation, found.location.line) == (f"GET {path}", 6)
    assert path.replace("{tenant}", "sample") in found.repeat[0]


def test_a_path_that_a_proxy_takes_away_is_part_of_the_whole_path(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    code = f"{_HEAD}{_CRASH}app.root_path = '/shop'\napp.mount('/v1', sub)\n"
    (found,) = contract(service(tmp_path, code), monkeypatch, "crashing-operation", app="main:app").report.diagnostics
    assert found.location.operation == "GET /shop/v1/items"


def test_the_document_of_a_mounted_app_is_judged_where_that_app_is_made(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    code = f"{_HEAD}@sub.get('/items')\ndef read() -> int:\n    return 1\napp.mount('/v1', sub)\n"
    checked = contract(service(tmp_path, code), monkeypatch, "default-document-info")
    places = {(d.location.line, d.location.operation) for d in checked.report.diagnostics}
    assert places == {(2, ""), (3, "app /v1")}


def test_a_mounted_app_without_a_document_is_a_finding_and_not_evaluated(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    code = f"{_HEAD}{_CRASH}def broken():\n    raise KeyError('title')\nsub.openapi = broken\napp.mount('/v1', sub)\n"
    checked = contract(service(tmp_path, code), monkeypatch, "documents")
    (found,) = (d for d in checked.report.diagnostics if d.rule == "invalid-openapi-document")
    assert (found.location.line, found.location.operation) == (8, "app /v1")
    assert "building it fails with KeyError: 'title', for the app at /v1" in found.message
    assert [s.subject for s in checked.report.skipped] == ["app /v1"]
    assert replace(checked.report, diagnostics=(), strict=True).exit_code == 4


def test_what_stands_in_front_of_an_operation_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    code = f"{_HEAD}app.mount('/v1', sub)\n@app.get('/v1/items')\ndef read() -> int:\n    return 1\n"
    (told,) = said(contract(service(tmp_path, code), monkeypatch, "shadowed-operation"))
    assert "`GET /v1/items` is never reached: `the app mounted at /v1` answers first" in told


BESIDE = {
    "WebSocket /v1/live": "@sub.websocket('/live')\nasync def live(socket: WebSocket): ...\napp.mount('/v1', sub)\n",
    "ASGI app /static": "import fastapi.staticfiles as s\napp.mount('/static', s.StaticFiles(directory='.'))\n",
    "host api.example.org": "app.host('api.example.org', sub)\n",
    "app /v2": "app.mount('/v1', sub)\napp.mount('/v2', sub)\n",
    "app /v1": "app.mount('/v1', sub)\napp.mount('/v1', FastAPI())\n",
    "app /empty": "app.mount('/empty', FastAPI())\n",
}


@pytest.mark.parametrize(("subject", "code"), BESIDE.items(), ids=BESIDE)
def test_what_is_not_judged_is_named(subject: str, code: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    route = "@sub.get('/items')\ndef read() -> int:\n    return 1\n"
    checked = contract(service(tmp_path, _HEAD + route + code), monkeypatch, "crashing-operation", app="main:app")
    assert [(s.subject, s.outside) for s in checked.report.skipped] == [(subject, True)]
    assert replace(checked.report, strict=True).exit_code == 0


ODD = {
    "that answers nothing about itself": "    @property\n    def routes(self): raise RuntimeError('none')\n",
    "that says the same of everything": "    def __getattr__(self, name): return self\n",
    "that only looks like FastAPI": "    openapi, routes, root_path = 5, 7, None\n",
}


@pytest.mark.parametrize("code", ODD.values(), ids=ODD)
def test_whatever_is_mounted_the_rest_is_judged(code: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    odd = f"class Odd:\n{code}    async def __call__(self, *_): ...\napp.mount('/odd', Odd())\n"
    app = f"{_HEAD}{odd}{_CRASH}app.mount('/v1', sub)\n"
    checked = contract(service(tmp_path, app), monkeypatch, "crashing-operation", app="main:app")
    assert [d.location.operation for d in checked.report.diagnostics] == ["GET /v1/items"]
    assert [s.subject.split()[-1] for s in checked.report.skipped] == ["/odd"]
