"""What a name means across files."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from fastapi_lint.source.link import Linker, module_name
from fastapi_lint.source.outline import outline
from tests.source.build import project


def _linker(files: Mapping[str, str]) -> Linker:
    return Linker([outline(path, text) for path, text in files.items()])


def _means(files: Mapping[str, str], module: str, name: str) -> str:
    return _linker(files).bindings(module)[name]


@pytest.mark.parametrize(
    ("path", "name"),
    [("a.py", "a"), ("a/b.py", "a.b"), ("a/__init__.py", "a"), ("src/a/b.py", "src.a.b"), ("__init__.py", "")],
)
def test_a_module_is_named_after_its_path_from_the_root(path: str, name: str) -> None:
    assert module_name(path) == name


def test_what_a_module_defines_is_its_own() -> None:
    assert _means({"a.py": "x = 1\n"}, "a", "x") == "a.x"


def test_an_alias_means_what_it_was_imported_from() -> None:
    assert _means({"a.py": "import requests as r\n"}, "a", "r") == "requests"
    assert _means({"a.py": "from b import x as y\n", "b.py": "x = 1\n"}, "a", "y") == "b.x"


def test_a_re_export_through_a_package_means_the_definition() -> None:
    files = {
        "app/__init__.py": "",
        "app/api/__init__.py": "from .items import router as items_router\n",
        "app/api/items.py": "router = 1\n",
        "app/main.py": "from app.api import items_router\n",
    }
    assert _means(files, "app.main", "items_router") == "app.api.items.router"


def test_a_re_export_may_pass_several_modules() -> None:
    files = {"a.py": "from b import x\n", "b.py": "from c import y as x\n", "c.py": "y = 1\n"}
    assert _means(files, "a", "x") == "c.y"


def test_a_star_import_brings_public_names_only() -> None:
    files = {"a.py": "from b import *\n", "b.py": "from c import z\nx = 1\n_y = 2\n", "c.py": "z = 1\n"}
    bindings = _linker(files).bindings("a")
    assert bindings == {"x": "b.x", "z": "c.z"}


def test_a_name_is_followed_through_a_star_import() -> None:
    files = {"a.py": "from b import x\n", "b.py": "from c import *\n", "c.py": "x = 1\n"}
    assert _means(files, "a", "x") == "c.x"


def test_a_star_import_from_outside_the_project_brings_nothing() -> None:
    files = {"a.py": "from b import x\n", "b.py": "from elsewhere import *\n"}
    assert _means(files, "a", "x") == "b.x"


def test_a_star_import_of_a_module_by_itself_ends() -> None:
    assert _linker({"a.py": "from a import *\nx = 1\n"}).bindings("a") == {"x": "a.x"}


def test_the_last_of_two_definitions_hides_an_import() -> None:
    assert _means({"a.py": "try:\n    from b import x\nexcept ImportError:\n    x = None\n"}, "a", "x") == "a.x"


@pytest.mark.parametrize(
    ("line", "means"),
    [
        ("from . import deps", "app.api.deps"),
        ("from .deps import x", "app.api.deps.x"),
        ("from .. import core", "app.core"),
        ("from ..core import y", "app.core.y"),
        ("from .", "app.api"),
    ],
)
def test_relative_imports_count_from_the_package(line: str, means: str) -> None:
    files = {
        "app/__init__.py": "",
        "app/core.py": "y = 1\n",
        "app/api/__init__.py": "",
        "app/api/deps.py": "x = 1\n",
        "app/api/main.py": "",
    }
    target = line.removeprefix("from ").replace(" import ", "." if not line.startswith("from . ") else "")
    target = target.replace("...core", "..core") if line == "from .. import core" else target
    assert _linker(files).absolute(target, "app.api.main") == means


def test_a_relative_import_in_a_package_itself_counts_from_it() -> None:
    files = {"app/__init__.py": "from .core import x\n", "app/core.py": "x = 1\n"}
    assert _means(files, "app", "x") == "app.core.x"


def test_a_source_folder_is_no_part_of_the_import_path() -> None:
    files = {
        "src/shop/__init__.py": "",
        "src/shop/main.py": "from shop.deps import x\n",
        "src/shop/deps.py": "x = 1\n",
    }
    assert _means(files, "src.shop.main", "x") == "src.shop.deps.x"


def test_of_two_services_with_equal_module_names_the_nearer_one_is_meant() -> None:
    files = {
        "orders/app/__init__.py": "",
        "orders/app/main.py": "from app.deps import x\n",
        "orders/app/deps.py": "x = 1\n",
        "users/app/__init__.py": "",
        "users/app/main.py": "from app.deps import x\n",
        "users/app/deps.py": "x = 2\n",
    }
    assert _means(files, "orders.app.main", "x") == "orders.app.deps.x"
    assert _means(files, "users.app.main", "x") == "users.app.deps.x"


def test_a_package_without_init_is_found() -> None:
    files = {"app/main.py": "from app.api.items import router\n", "app/api/items.py": "router = 1\n"}
    assert _means(files, "app.main", "router") == "app.api.items.router"


def test_a_module_inside_a_package_is_no_top_level_module() -> None:
    files = {"app/__init__.py": "", "app/redis.py": "x = 1\n", "main.py": "from redis import Redis\n"}
    assert _means(files, "main", "Redis") == "redis.Redis"


@pytest.mark.parametrize("name", ["fastapi", "logging", "pydantic", "sqlalchemy"])
def test_the_frameworks_and_the_standard_library_are_never_local(name: str) -> None:
    assert _means({"a.py": f"from {name} import x\n", f"{name}.py": "x = 1\n"}, "a", "x") == f"{name}.x"


@pytest.mark.parametrize("home", ["app/clients/redis.py", "app/clients/redis/__init__.py"])
def test_a_file_that_is_named_after_a_library_is_not_what_the_librarys_name_means(home: str) -> None:
    files = {home: "import redis\n", "app/clients/cache.py": "import redis\nfrom app.clients.redis import x\n"}
    linker = _linker(files)
    assert linker.bindings("app.clients.redis")["redis"] == "redis"
    assert linker.bindings("app.clients.cache") == {"redis": "redis", "x": "app.clients.redis.x"}


def test_a_file_at_the_root_hides_the_library_of_its_name() -> None:
    assert _means({"redis.py": "x = 1\n", "main.py": "from redis import x\n"}, "main", "x") == "redis.x"


def test_a_submodule_is_a_member_of_its_package() -> None:
    files = {"app/__init__.py": "", "app/items.py": "router = 1\n", "main.py": "import app\n"}
    assert _linker(files).follow("app.items.router") == "app.items.router"


def test_modules_that_import_each_other_do_not_loop() -> None:
    files = {"a.py": "from b import x\n", "b.py": "from a import x\n"}
    assert _linker(files).follow("a.x") in {"a.x", "b.x"}


def test_an_outside_name_is_its_own_meaning() -> None:
    assert _linker({"a.py": ""}).follow("httpx.AsyncClient") == "httpx.AsyncClient"


def test_nested_imports_have_targets_but_bind_nothing() -> None:
    linker = _linker({"a.py": "def f():\n    from b import x\n", "b.py": "x = 1\n"})
    assert linker.bindings("a") == {"f": "a.f"}
    assert linker.targets("a") == {"b.x": "b.x"}


def test_a_conditional_import_binds_the_name(tmp_path: Path) -> None:
    files = {
        "a.py": "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    from b import x\n",
        "b.py": "x = 1\n",
    }
    scanned = project(tmp_path, files, full=True)
    guards = {i.bound: i.guard for i in scanned.project.modules["a.py"].imports}
    assert guards == {"TYPE_CHECKING": "", "x": "type-checking"}


def test_of_equally_plausible_files_every_run_takes_the_first() -> None:
    twins = [f"services/{folder}/common{n}.py" for folder in ("one", "two") for n in range(12)]
    files = dict.fromkeys(twins, "x = 1\n") | {"main.py": "".join(f"import common{n}\n" for n in range(12))}
    found = _linker(files).bindings("main")
    assert [found[f"common{n}"] for n in range(12)] == [f"services.one.common{n}" for n in range(12)]


def test_a_linker_that_is_asked_again_answers_as_a_new_one_whatever_changed_meanwhile() -> None:
    files = {
        "app/a.py": "from app.b import x\nfrom c import y\n",
        "app/b.py": "x = 1\n",
        "c.py": "from app.b import x as y\n",
    }
    later = [
        files,
        files,
        files | {"app/b.py": "from c import z as x\n"},
        files | {"app/c.py": "y = 2\n"},
        {"app/a.py": files["app/a.py"], "app/b.py": "from lib import x\n"},
    ]
    for texts in later:
        outlines = [outline(path, text) for path, text in texts.items()]
        again, fresh = Linker.again(outlines), Linker(outlines)
        assert again is Linker.again(outlines)
        for name in fresh.modules:
            assert again.bindings(name) == fresh.bindings(name)
            assert again.targets(name) == fresh.targets(name)
            assert again.imports(name) == fresh.imports(name)


@pytest.mark.parametrize(
    "code", ["if V2:\n    {one}\nelse:\n    {two}\n", "try:\n    {one}\nexcept ImportError:\n    {two}\n"]
)
def test_a_name_that_may_come_from_pydantic_v1_comes_from_there_wherever_it_is_handed_on(code: str) -> None:
    compat = code.format(one="from pydantic.v1 import BaseModel", two="from pydantic import BaseModel")
    assert _means({"a.py": "from compat import BaseModel\n", "compat.py": compat}, "a", "BaseModel") == (
        "pydantic.v1.BaseModel"
    )


def test_a_folder_with_a_stray_init_file_can_still_be_the_one_that_programs_start_in() -> None:
    files = {
        "backend/__init__.py": "",
        "backend/main.py": "from app.api import router\nfrom celery import Celery\n",
        "backend/celery.py": "Celery = 1\n",
        "backend/app/__init__.py": "",
        "backend/app/api.py": "router = 1\n",
        "other/main.py": "from app.api import router\n",
    }
    assert _means(files, "backend.main", "router") == "backend.app.api.router"
    assert _means(files, "backend.main", "Celery") == "celery.Celery"
    assert _means(files, "other.main", "router") == "app.api.router"
