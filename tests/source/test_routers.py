"""Full route paths, through every way in which routers are made and put together."""
# ruff: noqa: E501, ISC004 - one case per line reads best

from __future__ import annotations

from pathlib import Path

import pytest

from tests.source.build import dependencies, paths, project, route, write

APP = "from fastapi import APIRouter, Depends, FastAPI\n\napp = FastAPI()\n"
READ = "@router.get('/x')\ndef read() -> int: ...\n"


def _one(folder: Path, code: str) -> dict[str, tuple[str, ...]]:
    return paths(project(folder, {"main.py": APP + code}))


def test_a_route_on_the_app_has_its_own_path(tmp_path: Path) -> None:
    assert _one(tmp_path, "@app.get('/x')\ndef read() -> int: ...\n") == {"read": ("/x",)}


def test_prefixes_of_nested_routers_are_joined(tmp_path: Path) -> None:
    code = (
        f"router = APIRouter(prefix='/c')\n{READ}"
        "parent = APIRouter(prefix='/b')\nparent.include_router(router, prefix='/d')\n"
        "app.include_router(parent, prefix='/a')\n"
    )
    assert _one(tmp_path, code) == {"read": ("/a/b/d/c/x",)}


def test_a_router_included_twice_gives_two_paths(tmp_path: Path) -> None:
    code = f"router = APIRouter()\n{READ}app.include_router(router, prefix='/v1')\napp.include_router(router, prefix='/v2')\n"
    assert _one(tmp_path, code) == {"read": ("/v1/x", "/v2/x")}


def test_a_router_that_is_not_included_has_no_full_path(tmp_path: Path) -> None:
    assert _one(tmp_path, f"router = APIRouter()\n{READ}") == {"read": ()}


def test_routers_that_include_each_other_end(tmp_path: Path) -> None:
    code = f"router = APIRouter()\nb = APIRouter()\n{READ}router.include_router(b)\nb.include_router(router)\n"
    assert _one(tmp_path, code + "app.include_router(b, prefix='/b')\n") == {"read": ("/b/x",)}


@pytest.mark.parametrize(
    "prefix",
    [
        "'/v1'",
        "PREFIX",
        "f'/{VERSION}'",
        "'/' + VERSION",
        "settings.prefix",
        "Settings().prefix",
        "core.PREFIX",
        "core.settings.prefix",
    ],
)
def test_a_prefix_is_read_through_constants_settings_and_f_strings(tmp_path: Path, prefix: str) -> None:
    shared = (
        "from pydantic_settings import BaseSettings\nVERSION = 'v1'\nPREFIX = '/v1'\n"
        "class Settings(BaseSettings):\n    prefix: str = '/v1'\nsettings = Settings()\n"
    )
    main = (
        f"{APP}import core\nfrom core import PREFIX, VERSION, Settings, settings\n"
        f"router = APIRouter()\n{READ}app.include_router(router, prefix={prefix})\n"
    )
    assert paths(project(tmp_path, {"core.py": shared, "main.py": main})) == {"read": ("/v1/x",)}


@pytest.mark.parametrize("prefix", ["make()", "os.environ['P']", "PREFIX + unknown", "A", "'{}' + B"])
def test_a_prefix_that_cannot_be_known_gives_no_path(tmp_path: Path, prefix: str) -> None:
    code = f"A = B\nB = A\nPREFIX = '/x'\nrouter = APIRouter()\n{READ}app.include_router(router, prefix={prefix})\n"
    assert _one(tmp_path, code) == {"read": ()}


def test_a_constant_made_of_itself_is_not_known(tmp_path: Path) -> None:
    code = f"P = '/a'\nP = P + '/b'\nrouter = APIRouter(prefix=P)\n{READ}app.include_router(router)\n"
    assert _one(tmp_path, code) == {"read": ()}


def test_a_local_made_of_itself_is_not_known(tmp_path: Path) -> None:
    code = f"router = APIRouter()\n{READ}def f():\n    p = p + '/b'\n    app.include_router(router, prefix=p)\n"
    assert _one(tmp_path, code) == {"read": ()}


@pytest.mark.parametrize(
    "loop",
    [
        "for r in (users.router, items.router):\n    app.include_router(r, prefix='/api')\n",
        "for m in (users, items):\n    app.include_router(m.router, prefix='/api')\n",
        "for m in [users, items]:\n    app.include_router(router=m.router, prefix='/api')\n",
        "ROUTERS = [users.router, items.router]\nfor r in ROUTERS:\n    app.include_router(r, prefix='/api')\n",
        "A = [users.router]\nfor r in A + [items.router]:\n    app.include_router(r, prefix='/api')\n",
        "A = [users.router]\nfor r in [*A, items.router]:\n    app.include_router(r, prefix='/api')\n",
        "for r, p in ((users.router, '/api'), (items.router, '/api')):\n    app.include_router(r, prefix=p)\n",
        "for p, r in {'/api': users.router}.items():\n    app.include_router(r, prefix=p)\n"
        "for r in (items.router,):\n    app.include_router(r, prefix='/api')\n",
        "TABLE = {'u': users.router, 'i': items.router}\nfor r in TABLE.values():\n    app.include_router(r, prefix='/api')\n",
        "for p in ('/api',):\n    for r in (users.router, items.router):\n        app.include_router(r, prefix=f'{p}')\n",
        "[app.include_router(r, prefix='/api') for r in (users.router, items.router)]\n",
        "for r, p in zip([users.router, items.router], ['/api', '/api']):\n    app.include_router(r, prefix=p)\n",
        "for n, r in enumerate((users.router, items.router)):\n    app.include_router(r, prefix='/api')\n",
        "for o in ({'router': users.router}, {'router': items.router}):\n    app.include_router(**o, prefix='/api')\n",
        "for o in ({'r': users.router}, {'r': items.router}):\n    app.include_router(o['r'], prefix='/api')\n",
        "for o in ((users.router, 1), (items.router, 2)):\n    app.include_router(o[0], prefix='/api')\n",
        "def every():\n    return [users.router, items.router]\nfor r in every():\n    app.include_router(r, prefix='/api')\n",
        "for r in (users.router, items.router):\n    app.router.include_router(r, prefix='/api')\n",
        "A = [users.router]\nA.append(items.router)\nfor r in A:\n    app.include_router(r, prefix='/api')\n",
        "A = []\nA += [users.router]\nA.extend((items.router,))\nfor r in A:\n    app.include_router(r, prefix='/api')\n",
        "A = [users.router]\nA.insert(0, items.router)\nfor r in A:\n    app.include_router(r, prefix='/api')\n",
        "A = []\nfor m in (users, items):\n    A.append(m.router)\nfor r in A:\n    app.include_router(r, prefix='/api')\n",
        "A = {}\nA['u'] = users.router\nA['i'] = items.router\nfor r in A.values():\n    app.include_router(r, prefix='/api')\n",
        "for r in [m.router for m in (users, items)]:\n    app.include_router(r, prefix='/api')\n",
    ],
)
@pytest.mark.parametrize("inside", [False, True])
def test_routers_in_loops_are_found(tmp_path: Path, loop: str, inside: bool) -> None:
    one = "from fastapi import APIRouter\nrouter = APIRouter()\n\n\n@router.get('/{name}')\ndef read_{name}() -> int: ...\n"
    body = loop
    if inside:
        body = (
            "def create_app():\n    app = FastAPI()\n"
            + "".join(f"    {x}\n" for x in loop.splitlines())
            + "    return app\n"
        )
    files = {
        "app/__init__.py": "",
        "app/users.py": one.replace("{name}", "users"),
        "app/items.py": one.replace("{name}", "items"),
        "app/main.py": f"from fastapi import FastAPI\nfrom app import items, users\napp = FastAPI()\n{body}",
    }
    assert paths(project(tmp_path, files)) == {"read_items": ("/api/items",), "read_users": ("/api/users",)}


def test_routers_that_modules_add_to_a_list_of_another_are_found(tmp_path: Path) -> None:
    one = (
        "from fastapi import APIRouter\nfrom app.registry import ROUTERS, TABLE\nrouter = APIRouter()\n{how}\n"
        "@router.get('/{name}')\ndef read_{name}() -> int: ...\n"
    )
    files = {
        "app/__init__.py": "",
        "app/registry.py": "ROUTERS = []\nTABLE = {}\n",
        "app/users.py": one.format(name="users", how="ROUTERS.append(router)"),
        "app/items.py": one.format(name="items", how="TABLE['/items'] = router"),
        "app/main.py": "from fastapi import FastAPI\nfrom app import items, registry, users\napp = FastAPI()\n"
        "for r in registry.ROUTERS:\n    app.include_router(r, prefix='/api')\n"
        "for p, r in registry.TABLE.items():\n    app.include_router(r, prefix=p)\n",
    }
    assert paths(project(tmp_path, files)) == {"read_items": ("/items/items",), "read_users": ("/api/users",)}


def test_what_another_function_adds_from_its_own_variables_is_not_known(tmp_path: Path) -> None:
    code = f"router = APIRouter()\n{READ}A = [router]\ndef add(r):\n    A.append(r)\nfor r in A:\n    app.include_router(r)\n"
    found = project(tmp_path, {"main.py": APP + code}).project
    assert [m.child for m in found.mounts] == ["main.router", ""]


@pytest.mark.parametrize("routes", ["app.router.routes", "app.routes"])
def test_the_routes_of_a_router_are_taken_over(tmp_path: Path, routes: str) -> None:
    code = f"router = APIRouter(prefix='/a')\n{READ}{routes}.extend(router.routes)\n"
    assert _one(tmp_path, code) == {"read": ("/a/x",)}


def test_routes_that_are_added_as_a_list_are_found(tmp_path: Path) -> None:
    code = "def read() -> int: ...\napp.router.routes.extend([APIRoute('/x', read)])\n"
    assert _one(tmp_path, f"from fastapi.routing import APIRoute\n{code}") == {"read": ("/x",)}


MOUNT = "def mount(app, routers):\n    for r in routers:\n        app.include_router(r, prefix='/v1')\n"
PAIRS = "def mount(app, routers):\n    for r, p in routers:\n        app.include_router(r, prefix=p)\n"


@pytest.mark.parametrize(
    "code",
    [
        f"{MOUNT}app = FastAPI()\nmount(app, [a, b])\n",
        f"{MOUNT}app = FastAPI()\nROUTERS = (a, b)\nmount(app, routers=ROUTERS)\n",
        f"{MOUNT}def create():\n    app = FastAPI()\n    mount(app, [a, b])\n    return app\napp = create()\n",
        f"{MOUNT}def create():\n    app = FastAPI()\n    own = [a, *(b,)]\n    mount(app, own)\n    return app\napp = create()\n",
        f"{PAIRS}app = FastAPI()\nmount(app, [(a, '/v1'), (b, '/v1')])\n",
        "def mount(app, table):\n    for p, r in table.items():\n        app.include_router(r, prefix=p)\n"
        "app = FastAPI()\nmount(app, {'/v1': a})\nmount(app, {'/v1': b})\n",
        "def mount(app, *routers, prefix='/v1'):\n    for r in routers:\n        app.include_router(r, prefix=prefix)\n"
        "app = FastAPI()\nmount(app, a, b)\n",
        "def mount(app, routers=(a, b)):\n    for r in routers:\n        app.include_router(r, prefix='/v1')\n"
        "app = FastAPI()\nmount(app)\n",
        "def build(routers):\n    api = APIRouter(prefix='/v1')\n    for r in routers:\n        api.include_router(r)\n    return api\n"
        "app = FastAPI()\napp.include_router(build([a, b]))\n",
        "class Service:\n    def __init__(self):\n        self.app = FastAPI()\n        self.mount([a, b])\n"
        "    def mount(self, routers):\n        for r in routers:\n            self.app.include_router(r, prefix='/v1')\n"
        "app = Service().app\n",
    ],
)
def test_routers_that_a_function_is_given_in_a_list_are_found(tmp_path: Path, code: str) -> None:
    made = (
        "from fastapi import APIRouter, FastAPI\na = APIRouter()\nb = APIRouter()\n"
        "@a.get('/a')\ndef of_a() -> int: ...\n@b.get('/b')\ndef of_b() -> int: ...\n"
    )
    assert paths(project(tmp_path, {"main.py": made + code})) == {"of_a": ("/v1/a",), "of_b": ("/v1/b",)}


def test_each_app_that_a_function_is_given_gets_its_own_routers(tmp_path: Path) -> None:
    code = f"other = FastAPI()\na = APIRouter()\nb = APIRouter()\n{MOUNT}mount(app, [a])\nmount(other, [b])\n"
    mounts = project(tmp_path, {"main.py": APP + code}).project.mounts
    assert [(m.parent, m.child) for m in mounts] == [("main.app", "main.a"), ("main.other", "main.b")]


@pytest.mark.parametrize("given", ["load()", "[*load()]", "[r for r in load()]"])
def test_a_list_that_is_not_known_mounts_an_unknown_router(tmp_path: Path, given: str) -> None:
    scanned = project(tmp_path, {"main.py": f"{APP}{MOUNT}mount(app, {given})\n"})
    assert [(m.parent, m.child, m.prefix) for m in scanned.project.mounts] == [("main.app", "", "/v1")]


def test_lists_that_are_made_of_each_other_end(tmp_path: Path) -> None:
    code = f"{MOUNT}def create():\n    a = b\n    b = a\n    mount(app, a)\n    mount(app, [a, *b])\n"
    scanned = project(tmp_path, {"main.py": APP + code})
    assert {m.child for m in scanned.project.mounts} == {""}


def test_a_router_that_is_not_known_leaves_the_others_of_its_list(tmp_path: Path) -> None:
    code = f"a = APIRouter()\n{MOUNT}def create():\n    r = load()\n    mount(app, [r, a])\n"
    scanned = project(tmp_path, {"main.py": APP + code})
    assert [m.child for m in scanned.project.mounts] == ["", "main.a"]


def test_a_tuple_in_a_loop_keeps_each_prefix_with_its_router(tmp_path: Path) -> None:
    code = (
        "a = APIRouter()\nb = APIRouter()\n@a.get('/x')\ndef of_a() -> int: ...\n@b.get('/x')\ndef of_b() -> int: ...\n"
        "for r, p in ((a, '/a'), (b, '/b')):\n    app.include_router(r, prefix=p)\n"
    )
    assert _one(tmp_path, code) == {"of_a": ("/a/x",), "of_b": ("/b/x",)}


@pytest.mark.parametrize("over", ["load()", "{**TABLE}.items()", "((a, 1, 2),)", "enumerate((a,))"])
def test_a_loop_over_what_is_not_known_mounts_an_unknown_router(tmp_path: Path, over: str) -> None:
    code = f"a = APIRouter()\n@a.get('/x')\ndef read() -> int: ...\nfor r, p in {over}:\n    app.include_router(r, prefix=p)\n"
    scanned = project(tmp_path, {"main.py": APP + code})
    assert [(m.parent, m.child, m.prefix) for m in scanned.project.mounts] == [("main.app", "", None)]


def test_a_router_made_by_a_function_that_returns_it_is_found(tmp_path: Path) -> None:
    code = (
        "def make(name: str) -> APIRouter:\n    router = APIRouter(prefix='/made')\n"
        "    @router.get('/x')\n    def read() -> int: ...\n    return router\n"
        "app.include_router(make('a'), prefix='/api')\n"
    )
    assert _one(tmp_path, code) == {"read": ("/api/made/x",)}


def test_a_function_that_only_makes_routers_gives_one_to_each_caller(tmp_path: Path) -> None:
    files = {
        "factory.py": "from fastapi import APIRouter\ndef make(**options):\n    return APIRouter(**options)\n",
        "main.py": f"{APP}from factory import make\nrouter = make(prefix='/a')\nother = make(prefix='/b')\n{READ}"
        "@other.get('/y')\ndef other_read() -> int: ...\napp.include_router(router)\napp.include_router(other)\n",
    }
    assert paths(project(tmp_path, files)) == {"read": ("/a/x",), "other_read": ("/b/y",)}


MAKER = (
    "def make(name: str, base='') -> APIRouter:\n    router = APIRouter(prefix=f'/{name}')\n"
    "    @router.get('/x')\n    def read() -> int: ...\n    return router\n"
)


def test_a_function_gives_its_router_a_prefix_made_of_its_arguments(tmp_path: Path) -> None:
    code = f"{MAKER}for name in ('a', 'b'):\n    app.include_router(make(name), prefix='/api')\n"
    assert _one(tmp_path, code) == {"read": ("/api/a/x", "/api/b/x")}


def test_a_prefix_made_of_an_unknown_argument_gives_no_path(tmp_path: Path) -> None:
    assert _one(tmp_path, f"{MAKER}app.include_router(make(unknown()))\n") == {"read": ()}


def test_functions_that_return_each_others_routers_end(tmp_path: Path) -> None:
    code = "def a():\n    return b()\ndef b():\n    return a()\napp.include_router(a())\n"
    scanned = project(tmp_path, {"main.py": APP + code})
    assert [m.child for m in scanned.project.mounts] == [""]


def test_an_app_made_inside_a_function_is_found(tmp_path: Path) -> None:
    files = {
        "items.py": f"from fastapi import APIRouter\nrouter = APIRouter(prefix='/items')\n{READ}",
        "main.py": "from fastapi import FastAPI\nfrom items import router\n"
        "def create_app() -> FastAPI:\n    app = FastAPI()\n    prefix = '/api'\n"
        "    app.include_router(router, prefix=prefix)\n"
        "    @app.get('/health')\n    def health() -> int: ...\n    return app\n"
        "app = create_app()\n@app.get('/late')\ndef late() -> int: ...\n",
    }
    assert paths(project(tmp_path, files)) == {"read": ("/api/items/x",), "health": ("/health",), "late": ("/late",)}


def test_an_app_that_its_factory_hands_on_is_one_app_however_often_the_factory_is_called(tmp_path: Path) -> None:
    files = {
        "items.py": f"from fastapi import APIRouter\nrouter = APIRouter(prefix='/items')\n{READ}",
        "main.py": "from fastapi import FastAPI\nfrom items import router\n"
        "def create_app() -> FastAPI:\n    app = FastAPI()\n    add_routes(app)\n    return app\n"
        "def add_routes(app: FastAPI) -> None:\n    app.include_router(router)\n",
        "tests/conftest.py": "from main import create_app\ndef started():\n    app = create_app()\n    return app\n",
    }
    assert paths(project(tmp_path, files)) == {"read": ("/items/x",)}


def test_a_function_that_is_given_the_only_app_adds_to_it(tmp_path: Path) -> None:
    files = {
        "setup_routes.py": "from fastapi import APIRouter, FastAPI\nrouter = APIRouter()\n"
        f"{READ}def setup(app: FastAPI) -> None:\n    app.include_router(router, prefix='/a')\n",
        "main.py": f"{APP}from setup_routes import setup\nsetup(app)\n",
    }
    assert paths(project(tmp_path, files)) == {"read": ("/a/x",)}


def test_the_callers_of_a_function_tell_which_of_several_apps_it_adds_to(tmp_path: Path) -> None:
    files = {
        "setup_routes.py": "from fastapi import APIRouter, FastAPI\nrouter = APIRouter()\n"
        f"{READ}def create() -> FastAPI:\n    app = FastAPI()\n    return app\n"
        "def setup(app: FastAPI) -> None:\n    app.include_router(router, prefix='/a')\n",
        "main.py": "from setup_routes import create, setup\napp = create()\nsetup(app)\n",
        "again.py": "from setup_routes import setup\nfrom main import app\nsetup(app)\n",
        "other.py": f"{APP}@app.get('/other')\ndef other() -> int: ...\n",
    }
    assert paths(project(tmp_path, files)) == {"read": ("/a/x",), "other": ("/other",)}


@pytest.mark.parametrize(
    ("more", "complete"),
    [
        ("", True),
        ("        self.add_api_route('/y', print)\n", False),
        ("    def add_api_route(self, *a, **k): ...\n", False),
        ("        k['dependencies'] = [Depends(print)]\n", False),
    ],
)
def test_a_subclass_with_its_own_prefix_is_a_router(tmp_path: Path, more: str, complete: bool) -> None:
    code = (
        f"class Own(APIRouter):\n    def __init__(self, **k):\n        super().__init__(prefix='/own', **k)\n{more}"
        f"router = Own()\n{READ}app.include_router(router)\n"
    )
    scanned = project(tmp_path, {"main.py": APP + code})
    assert paths(scanned) == {"read": ("/own/x",)}
    assert route(scanned, "read").complete is complete


def test_a_function_gives_the_router_that_it_makes_the_prefix_from_its_arguments(tmp_path: Path) -> None:
    code = (
        "def versioned(prefix, version=1):\n    return APIRouter(prefix=f'/v{version}{prefix}')\n"
        f"router = versioned('/a', version='2')\n{READ}app.include_router(router)\n"
    )
    scanned = project(tmp_path, {"main.py": APP + code})
    assert paths(scanned) == {"read": ("/v2/a/x",)}
    assert route(scanned, "read").complete


def test_a_subclass_takes_a_prefix_from_its_caller_or_its_default(tmp_path: Path) -> None:
    code = (
        "class Own(APIRouter):\n    def __init__(self, prefix='/d', **k):\n        super().__init__(prefix=prefix, **k)\n"
        f"router = Own()\nother = Own(prefix='/e')\n{READ}@other.get('/y')\ndef other_read() -> int: ...\n"
        "app.include_router(router)\napp.include_router(other)\n"
    )
    assert _one(tmp_path, code) == {"read": ("/d/x",), "other_read": ("/e/y",)}


def test_the_prefix_of_a_subclass_with_positional_arguments_is_not_known(tmp_path: Path) -> None:
    code = f"class Own(APIRouter): ...\nrouter = Own('/p')\n{READ}app.include_router(router)\n"
    assert _one(tmp_path, code) == {"read": ()}


def test_the_dependencies_that_a_subclass_gives_itself_are_found(tmp_path: Path) -> None:
    code = (
        "def guard() -> None: ...\nclass Own(APIRouter):\n    def __init__(self, **k):\n"
        f"        super().__init__(dependencies=[Depends(guard)], **k)\nrouter = Own()\n{READ}app.include_router(router)\n"
    )
    assert ("router", "main.guard") in dependencies(project(tmp_path, {"main.py": APP + code}), "read")


def test_a_router_of_another_library_is_taken_for_one(tmp_path: Path) -> None:
    code = f"from fastapi_extras import InferringRouter\nrouter = InferringRouter()\n{READ}app.include_router(router)\n"
    assert _one(tmp_path, code) == {"read": ("/x",)}


def test_a_router_of_another_framework_is_not_one(tmp_path: Path) -> None:
    code = "from aiogram import Router\nrouter = Router()\n@router.message('/x')\ndef read() -> int: ...\n"
    assert project(tmp_path, {"main.py": APP + code}).project.routes == ()


def test_a_mounted_app_has_the_path_of_its_mount(tmp_path: Path) -> None:
    code = "sub = FastAPI()\n@sub.get('/x')\ndef read() -> int: ...\napp.mount('/sub', sub)\n"
    scanned = project(tmp_path, {"main.py": APP + code})
    assert paths(scanned) == {"read": ("/sub/x",)}
    assert [m.kind for m in scanned.project.mounts] == ["mount"]


def test_routers_kept_in_attributes_are_found(tmp_path: Path) -> None:
    code = (
        "class Api:\n    def __init__(self):\n        self.router = APIRouter(prefix='/a')\n"
        "        self.router.add_api_route('/x', self.read, methods=['POST'])\n"
        "    def read(self) -> int: ...\napi = Api()\napp.include_router(api.router)\n"
    )
    scanned = project(tmp_path, {"main.py": APP + code})
    assert paths(scanned) == {"read": ("/a/x",)}
    assert route(scanned, "read").methods == ("POST",)


def test_a_router_that_is_a_class_attribute_is_found(tmp_path: Path) -> None:
    code = "class Api:\n    router = APIRouter(prefix='/a')\n@Api.router.get('/x')\ndef read() -> int: ...\napp.include_router(Api.router)\n"
    assert _one(tmp_path, code) == {"read": ("/a/x",)}


def test_a_conditional_router_is_found(tmp_path: Path) -> None:
    code = f"router = APIRouter(prefix='/a') if app else APIRouter(prefix='/b')\n{READ}app.include_router(router)\n"
    assert _one(tmp_path, code) == {"read": ("/a/x",)}


def test_a_second_name_of_a_router_means_the_same_router(tmp_path: Path) -> None:
    code = f"router = APIRouter()\n{READ}again = router\napp.include_router(again, prefix='/a')\n"
    assert _one(tmp_path, code) == {"read": ("/a/x",)}


def test_names_that_mean_each_other_are_no_router(tmp_path: Path) -> None:
    scanned = project(tmp_path, {"main.py": f"{APP}a = b\nb = a\napp.include_router(a)\n"})
    assert [m.child for m in scanned.project.mounts] == [""]


def test_an_object_that_is_no_router_mounts_nothing(tmp_path: Path) -> None:
    code = "registry = dict()\nregistry.include_router(1)\napp.mount('/static')\n"
    assert project(tmp_path, {"main.py": APP + code}).project.mounts == ()


def test_a_parameter_may_be_a_router_by_its_name(tmp_path: Path) -> None:
    code = "def add(api_router, child):\n    api_router.include_router(child)\ndef other(thing, child):\n    thing.include_router(child)\n"
    scanned = project(tmp_path, {"main.py": APP + code})
    assert [(m.parent, m.function.name) for m in scanned.project.mounts if m.function] == [("", "add")]


@pytest.mark.parametrize("given", ["make()", "DEPS", "[*make()]", "BASE + make()"])
def test_dependencies_of_a_mount_that_cannot_be_listed_leave_the_route_open(tmp_path: Path, given: str) -> None:
    code = f"BASE = []\nDEPS = make()\nrouter = APIRouter()\n{READ}app.include_router(router, dependencies={given})\n"
    assert not route(project(tmp_path, {"main.py": APP + code}), "read").complete


@pytest.mark.parametrize("given", ["[Depends(guard)]", "DEPS", "[*DEPS]", "DEPS + []", "MORE"])
def test_dependencies_of_a_mount_are_listed_through_names_and_sums(tmp_path: Path, given: str) -> None:
    code = (
        f"def guard() -> None: ...\nDEPS = [Depends(guard)]\nMORE = DEPS\nrouter = APIRouter()\n{READ}"
        f"app.include_router(router, dependencies={given})\n"
    )
    scanned = project(tmp_path, {"main.py": APP + code})
    assert dependencies(scanned, "read") == [("include", "main.guard")]
    assert route(scanned, "read").complete


def test_a_router_that_is_imported_through_links_is_the_one_of_the_real_file(tmp_path: Path) -> None:
    one = "from fastapi import APIRouter\nrouter = APIRouter()\n@router.get('/{name}')\ndef {name}() -> int: ...\n"
    files = {
        "libs/common/orders.py": one.replace("{name}", "orders"),
        "libs/common/__init__.py": "",
        "libs/users.py": one.replace("{name}", "users"),
        "service/main.py": (
            "from fastapi import FastAPI\nfrom common.orders import router as first\nfrom .people import router\n"
            "app = FastAPI()\napp.include_router(first)\napp.include_router(router)\n"
        ),
    }
    write(tmp_path, files)
    (tmp_path / "service/common").symlink_to("../libs/common", target_is_directory=True)
    (tmp_path / "service/people.py").symlink_to("../libs/users.py")
    assert paths(project(tmp_path, files)) == {"orders": ("/orders",), "users": ("/users",)}


def test_an_app_that_functions_hand_on_is_found_through_all_of_them(tmp_path: Path) -> None:
    code = (
        f"router = APIRouter()\n{READ}"
        "def add(target): target.include_router(router)\n"
        "def set_up(target):\n    sub = FastAPI()\n    add(sub)\n    target.mount('/v1', sub)\n    return target\n"
        "def prepare(given):\n    given = set_up(given)\n    return given\n"
        "app = prepare(app)\nother = FastAPI()\n"
        "def create():\n    made = FastAPI()\n    prepare(made)\n    return made\n"
    )
    head = "from fastapi import APIRouter, FastAPI\n\n"
    assert paths(project(tmp_path, {"main.py": head + code.replace("app = prepare(app)\n", "")})) == {
        "read": ("/v1/x",)
    }


def test_an_app_that_is_mounted_nobody_knows_where_has_its_own_paths(tmp_path: Path) -> None:
    code = f"sub = FastAPI()\nrouter = APIRouter(prefix='/a')\n{READ}sub.include_router(router)\nunknown().app.mount('/v1', sub)\n"
    assert _one(tmp_path, code) == {"read": ("/a/x",)}


def test_a_router_whose_import_may_fail_is_still_the_one_that_is_included(tmp_path: Path) -> None:
    main = (
        "from fastapi import FastAPI\nrouter = None\ntry:\n    from orders import router\nexcept ImportError:\n"
        "    router = None\napp = FastAPI()\nif router is not None:\n    app.include_router(router, prefix='/v1')\n"
    )
    orders = f"from fastapi import APIRouter\nrouter = APIRouter()\n{READ}"
    assert paths(project(tmp_path, {"main.py": main, "orders.py": orders})) == {"read": ("/v1/x",)}


def test_a_route_of_a_router_that_is_not_included_is_called_by_the_routers_prefix(tmp_path: Path) -> None:
    scanned = project(tmp_path, {"main.py": APP + f"router = APIRouter(prefix='/orders')\n{READ}"})
    assert route(scanned, "read").name == "GET /orders/x"
