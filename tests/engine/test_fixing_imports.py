from __future__ import annotations

import libcst as cst
import pytest

from fastapi_lint.engine.fixing.imports import add, remove
from fastapi_lint.engine.fixing.names import Names

_FUTURE = "from __future__ import annotations\n"


@pytest.mark.parametrize(
    ("before", "dotted", "after"),
    [
        ("x = 1\n", "asyncio", "import asyncio\n\nx = 1\n"),
        ("def f(): ...\n", "a.b", "from a import b\n\n\ndef f(): ...\n"),
        ("# licence\n\nx = 1\n", "a.b", "# licence\n\nfrom a import b\n\nx = 1\n"),
        ('"""Doc."""\nx = 1\n', "a.b", '"""Doc."""\n\nfrom a import b\n\nx = 1\n'),
        ('"""Doc."""\n\n\ndef f(): ...\n', "a.b", '"""Doc."""\n\nfrom a import b\n\n\ndef f(): ...\n'),
        ("from a import b\n", "a.c", "from a import b, c\n"),
        ("from a import b, d\n", "a.c", "from a import b, c, d\n"),
        ("from a import d, b\n", "a.c", "from a import d, b, c\n"),
        ("from a import A, b\n", "a.C", "from a import A, C, b\n"),
        ("from a import (b, d)\n", "a.e", "from a import (b, d, e)\n"),
        ("from a import (b, d,)\n", "a.e", "from a import (b, d, e,)\n"),
        ("from a import (\n    b,\n    d,\n)\n", "a.c", "from a import (\n    b,\n    c,\n    d,\n)\n"),
        ("from a import (\n    b,\n    d,  # d\n)\n", "a.e", "from a import (\n    b,\n    d,  # d\n    e,\n)\n"),
        ("from a import (\n\tb,\n\td  # d\n)\n", "a.e", "from a import (\n\tb,\n\td,  # d\n\te\n)\n"),
        ("from a import *\n", "a.b", "from a import *\nfrom a import b\n"),
        ("from .a import c\n", "a.b", "from a import b\n\nfrom .a import c\n"),
        (f"{_FUTURE}\nx = 1\n", "a.b", f"{_FUTURE}\nfrom a import b\n\nx = 1\n"),
        (_FUTURE, "typing.A", f"{_FUTURE}\nfrom typing import A\n"),
        ("import os\nimport re\n\nimport z\n", "logging", "import logging\nimport os\nimport re\n\nimport z\n"),
        ("import os\nimport re\n\nimport z\n", "typing.A", "import os\nimport re\nfrom typing import A\n\nimport z\n"),
        ("# why\nimport z\n", "typing.A", "# why\nfrom typing import A\n\nimport z\n"),
        ("import os\n\nx = 1\n", "a.b", "import os\n\nfrom a import b\n\nx = 1\n"),
        ("import os\n\nfrom . import x\n", "a.b", "import os\n\nfrom a import b\n\nfrom . import x\n"),
        ("import a\n\n# about z\nimport z\n", "b.c", "import a\nfrom b import c\n\n# about z\nimport z\n"),
        ("import a\n\nfrom app import z\n", "pydantic.C", "import a\nfrom pydantic import C\n\nfrom app import z\n"),
        ("x = 1\n\n\ndef f(): ...\n\n\nfrom a import c\n", "a.b",
         "from a import b\n\nx = 1\n\n\ndef f(): ...\n\n\nfrom a import c\n"),
        ("import a\n\n# z\nfrom z import y\n", "b.c", "import a\nfrom b import c\n\n# z\nfrom z import y\n"),
        ("if x:\n    import os\n", "asyncio", "import asyncio\n\nif x:\n    import os\n"),
    ],
)  # fmt: skip
def test_an_import_finds_its_place(before: str, dotted: str, after: str) -> None:
    assert add(cst.parse_module(before), dotted).code == after


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("from a import x\n\ny = 1\n", "\ny = 1\n"),
        ("import x\ny = 1\n", "y = 1\n"),
        ("from a import b, x\n", "from a import b\n"),
        ("from a import x, b\n", "from a import b\n"),
        ("from a import (\n    b,\n    x,\n)\n", "from a import (\n    b,\n)\n"),
        ("from a import (\n    x,\n    b,\n)\n", "from a import (\n    b,\n)\n"),
        ("from a import (\n    b,\n    x\n)\n", "from a import (\n    b\n)\n"),
        ("import a, x\n", "import a\n"),
        ("from a import y as x\nz\n", "z\n"),
        ("import a\n\n# about b and x\nfrom a import x\nimport c\n", "import a\n\n# about b and x\nimport c\n"),
        ("import a\n\nimport x\nimport c\n", "import a\n\nimport c\n"),
    ],
)
def test_an_import_goes(before: str, after: str) -> None:
    assert remove(cst.parse_module(before), "x").code == after


@pytest.mark.parametrize(
    "text",
    [
        "from a import x  # noqa\n",
        "from a import x as x\n",
        "from a import *\n",
        "from a import (\n    b,  # c\n    x,\n)\n",
        "from a import b; from a import x\n",
        "if y:\n    import x\n",
        "import y\n",
    ],
)
def test_an_import_that_is_guarded_stays(text: str) -> None:
    assert remove(cst.parse_module(text), "x").code == text


def _settled(text: str, *freed: str) -> str:
    module = cst.parse_module(text)
    names = Names(module)
    names.commit((), freed)
    return names.settle(module).code


@pytest.mark.parametrize("use", ["x", "'x'", "x.y", "[x]", "def f(a: 'list[x]'): ...", "__all__ = ['x']"])
def test_a_name_in_use_stays_imported(use: str) -> None:
    assert _settled(f"from a import x\n{use}\n", "x") == f"from a import x\n{use}\n"


@pytest.mark.parametrize("use", ["y.x", "f(x=1)"])
def test_attributes_and_keywords_are_no_uses(use: str) -> None:
    assert _settled(f"from a import x\n{use}\n", "x") == f"{use}\n"


def test_a_local_import_is_not_the_modules() -> None:
    text = "def f():\n    from a import x\n"
    assert _settled(text, "x") == text


@pytest.mark.parametrize(
    ("text", "dotted", "local"),
    [
        ("", "a.b.C", "C"),
        ("", "asyncio", "asyncio"),
        ("from a.b import C as D\n", "a.b.C", "D"),
        ("import a.b\n", "a.b.C", "a.b.C"),
        ("import a.b as ab\n", "a.b.C", "ab.C"),
        ("import asyncio as aio\n", "asyncio", "aio"),
        ("import a\n", "a.b.C", "C"),
        ("from x import C\n", "a.b.C", None),
        ("from .a.b import C\n", "a.b.C", None),
        ("C = 1\n", "a.b.C", None),
        ("def f():\n    from a.b import C\n", "a.b.C", None),
    ],
)
def test_a_name_is_written_as_the_file_writes_it(text: str, dotted: str, local: str | None) -> None:
    assert Names(cst.parse_module(text)).local(dotted) == local


def test_two_fixes_cannot_import_one_name_from_two_places() -> None:
    names = Names(cst.parse_module(""))
    names.commit(["a.C"], ())
    assert names.local("a.C") == "C"
    assert names.local("b.C") is None
