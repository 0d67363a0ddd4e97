"""What a file binds at its top level and imports, on every shape of source text."""

from __future__ import annotations

import pytest

from fastapi_lint.source.imports import RawImport
from fastapi_lint.source.outline import outline


def _names(text: str) -> tuple[str, ...]:
    return outline("a.py", text).names


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("x = 1\ny = 2\n", ("x", "y")),
        ("@first\n@second(1)\ndef f():\n    inner = 1\nx = 1\n", ("f", "x")),
        ("@first\n# why\n@second\nclass A:\n    x = 1\ny = 2\n", ("A", "y")),
        ("if a:\n    b = 1\nelif c:\n    d = 2\nelse:\n    e = 3\nx = 1\n", ("b", "d", "e", "x")),
        ('"""Text.\ndef f():\nclass A:\n"""\nx = 1\n', ("x",)),
        ('x = """\ny = 1\n"""\nz = 2\n', ("x", "z")),
        ('x = """a\\"""b\nc = 1\n"""\ny = 1\n', ("x", "y")),
        ("x = (\n1,\n2\n)\ny = 1\n", ("x", "y")),
        ("x = [\n# note\n1]\ny = 1\n", ("x", "y")),
        ('x = 1  # it\'s\ny = 2  # """\nz = 3\n', ("x", "y", "z")),
        ("x = 'it''s' \"#\" # '\"\ny = 1\n", ("x", "y")),
        ('x = """\ny = 1\n', ("x",)),
        ("x = 1\n\f\ny = 2\n", ("x", "y")),
        ("x = 1\ny = 2", ("x", "y")),
        ("type A = int\ndef f[T](x: T) -> T:\n    return x\nclass B[T: int = str]: ...\n", ("A", "f", "B")),
        ("# only a comment\n", ()),
        ("", ()),
    ],
)
@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_a_file_knows_what_its_top_level_binds(text: str, names: tuple[str, ...], newline: str) -> None:
    assert _names(text.replace("\n", newline)) == names


@pytest.mark.parametrize(
    ("code", "names"),
    [
        ("x = 1\n", ("x",)),
        ("x: int = 1\n", ("x",)),
        ("x: int\n", ("x",)),
        ("a = b = 1\n", ("a", "b")),
        ("a, b = 1, 2\n", ("a", "b")),
        ("a = 1; b = 2\n", ("a", "b")),
        ("def f(): ...\n", ("f",)),
        ("async def f(): ...\n", ("f",)),
        ("@d\nclass A: ...\n", ("A",)),
        ("type A = int\n", ("A",)),
        ("x == 1\n", ()),
        ("f(x=1)\n", ()),
        ("x.y = 1\n", ()),
        ("import a\n", ()),
        ("if a:\n    b = 1\n    def c(): ...\n", ("b", "c")),
        ("for a in b:\n    pass\n", ("a",)),
        ("with a as b:\n    pass\n", ("b",)),
        ("try:\n    import a\nexcept E as e:\n    a = None\n", ("e", "a")),
        ("größe = 1\n", ("größe",)),
    ],
)
def test_a_statement_knows_what_it_binds(code: str, names: tuple[str, ...]) -> None:
    assert _names(code) == names


@pytest.mark.parametrize(
    ("code", "found"),
    [
        ("import a\n", {("a", "a")}),
        ("import a.b\n", {("a", "a"), ("", "a.b")}),
        ("import a.b as c\n", {("c", "a.b")}),
        ("import a, b as c  # d\n", {("a", "a"), ("c", "b")}),
        ("from a import b\n", {("b", "a.b")}),
        ("from a import b as c, d\n", {("c", "a.b"), ("d", "a.d")}),
        ("from a import (\n    b,  # first\n    c as d,\n)\n", {("b", "a.b"), ("d", "a.c")}),
        ("from a import b, \\\n    c\n", {("b", "a.b"), ("c", "a.c")}),
        ("import a, \\\n    b\n", {("a", "a"), ("b", "b")}),
        ("from . import b\n", {("b", ".b")}),
        ("from ..a import b\n", {("b", "..a.b")}),
        ("from a import *\n", {("*", "a.*")}),
        ("lazy import a\n", {("a", "a")}),
        ("lazy from a import b\n", {("b", "a.b")}),
        ("x = 1; import a\n", {("a", "a")}),
        ("try:\n    import a\nexcept ImportError:\n    a = None\n", {("a", "a")}),
    ],
)
@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_imports_are_read_without_a_grammar(code: str, found: set[tuple[str, str]], newline: str) -> None:
    imports = outline("a.py", code.replace("\n", newline)).imports
    assert {(i.bound, i.target) for i in imports} == found
    assert all(i.top for i in imports)


def test_an_import_inside_a_function_is_not_the_modules() -> None:
    assert outline("a.py", "def f():\n    from a import b\n").imports == (RawImport("b", "a.b", top=False),)
