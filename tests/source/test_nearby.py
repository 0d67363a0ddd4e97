"""Which files say something about others."""

from __future__ import annotations

from fastapi_lint.source.link import Linker
from fastapi_lint.source.nearby import nearby
from fastapi_lint.source.outline import outline

IMPORTS = {
    "main": ["routes", "handlers"],
    "routes": ["orders", "users"],
    "orders": ["base"],
    "users": ["base"],
    "handlers": ["base"],
    "base": [],
    "ring": ["ring.next"],
    "ring.next": ["ring"],
}


def test_what_a_module_imports_and_what_imports_it_but_not_what_those_import_besides() -> None:
    assert nearby(IMPORTS, ["orders"]) == {"orders", "base", "routes", "main"}


def test_a_ring_of_imports_ends() -> None:
    assert nearby(IMPORTS, ["ring"]) == {"ring", "ring.next"}


def test_an_unknown_name_has_nothing_around_it() -> None:
    assert nearby(IMPORTS, ["gone"]) == frozenset()


def test_imports_lead_to_modules_through_packages_stars_and_names() -> None:
    texts = {
        "shop/__init__.py": "from .api import router",
        "shop/api.py": "from .orders import *\nimport os\nrouter = 1",
        "shop/orders.py": "def f():\n    from shop.late import x",
        "shop/late.py": "x = 1",
        "main.py": "from shop import router\nimport shop.late",
    }
    linker = Linker(outline(path, text) for path, text in texts.items())
    assert linker.imports("main") == {"shop", "shop.api", "shop.late"}
    assert linker.imports("shop.api") == {"shop.orders"}
    assert linker.imports("shop.orders") == {"shop.late"}
    assert linker.imports("shop.late") == frozenset()
