"""Whichever parser reads a file, the facts are the same; what only newer Pythons take is read all the same."""

from __future__ import annotations

import ast
import pickle
from pathlib import Path

import pytest

from fastapi_lint.facts.code import Module, Role
from fastapi_lint.source.concrete.parse import parse_concrete
from fastapi_lint.source.decode import Unreadable
from fastapi_lint.source.extract import Order, extract
from fastapi_lint.source.newer import parse_newer
from fastapi_lint.source.syntax import parse
from fastapi_lint.source.tree import Syntax
from tests.sources import files_below

ROOT = Path(__file__).resolve().parents[2]
SOURCES = files_below(ROOT / "checker", ".py") + files_below(ROOT / "fixtures", ".py")
EVERYTHING = '''
"""Text."""
from __future__ import annotations
import a.b as c, d
from ..e import (f, g as h)
from i import *
x: int = 1; y = z = "t" f"{x!r:>{y}} {{}}" "\\n"
x += -1 ** 2 if not a and b or c in d else (lambda p, /, q=1, *r, s=2, **t: p)
del x, y[0], z.a
assert x, "no"
@deco(1, *a, k=2, **b)
async def one[T](a, /, b: "list[int]" = [1, *c], *args: int, kw=None, **rest) -> "None":
    """Doc."""
    global x
    async for i, (j, *k) in aiter(): await i
    else: pass
    async with open(a) as b, c: yield
    try: raise A(1) from None
    except (B, C) as e: return {**a, "b": {1, 2}, **{k: v async for k, v in a if k}}
    else: x = [y for y in z if y if z for q in y]
    finally: print(x[1:2, ::3], x[*a], x[1,])
    while (n := n + 1) < 3 != 4: break
    yield from other
class D(Base, metaclass=M, **k):
    f: int
    g = h = 1
    def m(self): nonlocal_ = 1; return
    if a: i = 1
    elif b: i = 2
    else: i = 3
match x:
    case 1 if y: z()
    case {"k": kept, **others} | [kept, *others]: kept(others)
    case D(f=1) as whole: whole()
    case _: w()
try: a()
except* E: b()
v = 1j + 0x1F + 1_000.5 + ... + b"x" + r"\\d" + None + True
w = (yield_ == (1, 2)), a.b[c].d(e)(f=g), f"{a + b}" f"{c}"
'''


def _facts(text: str, *, full: bool) -> Module:
    module = extract(Order("m.py", 0, "m", Role.APPLICATION, {"deco": "lib.deco"}, {}, full), text)
    assert isinstance(module, Module)
    return module


def _values(module: Module) -> str:
    """The facts without their places, as text."""
    return repr([module.imports, module.functions, module.classes, module.top, module.spans.starts])


@pytest.mark.parametrize("file", SOURCES, ids=lambda f: f.relative_to(ROOT).as_posix())
def test_ast_and_libcst_give_the_same_facts(file: Path) -> None:
    text = file.read_text(encoding="utf-8")
    assert _values(_facts(text, full=False)) == _values(_facts(text, full=True))


def test_ast_and_libcst_read_every_construct_alike() -> None:
    assert _values(_facts(EVERYTHING, full=False)) == _values(_facts(EVERYTHING, full=True))


@pytest.mark.parametrize(
    "code",
    [
        "type A = int\n",
        "type A[T: int] = list[T]\nx = 1\n",
        "def f[T: (int, str)](x: T) -> T:\n    return x\n",
        "async def f[**P](): ...\n",
        "class A[T = dict[str, int]](B[T]):\n    x = 1\n",
        "try:\n    a()\nexcept A, B:\n    b()\n",
        "try:\n    a()\nexcept* A, B.C:  # why\n    b()\n",
        "x = 'type A = int'\ntype B = str\ndef g[T](a): ...\ntype C = A\n",
    ],
)
def test_newer_syntax_is_read_by_an_older_parser_as_libcst_reads_it(code: str) -> None:
    error = _refusal(code)
    if error is not None:
        assert parse_newer(code, error) is not None
    assert _values(_facts(code, full=False)) == _values(_facts(code, full=True))


@pytest.mark.parametrize("clause", ["except A, B: g()", "except A,B: g()", "except* a.A , B, C: g()"])
def test_what_stands_behind_exceptions_without_brackets_stays_where_it_is(clause: str) -> None:
    code = f"try: f()\n{clause}\n"
    assert _facts(code, full=False).spans.places == _facts(code, full=True).spans.places


def _refusal(code: str) -> SyntaxError | None:
    try:
        ast.parse(code)
    except SyntaxError as error:
        return error
    return None


@pytest.mark.parametrize("code", ["def f(:\n", "x = (\n", "def f[T(x): ...\n", "type = = 1\n", "except A, B:\n"])
def test_a_broken_file_is_a_syntax_error_for_both(code: str) -> None:
    found = parse(code)
    assert isinstance(found, Unreadable)
    assert found.rule == "syntax-error"
    assert found == parse(code, full=True)


def test_half_of_a_character_is_a_syntax_error_where_it_stands() -> None:
    found = parse('x = 1\ny = "\ud800"\n')
    assert isinstance(found, Unreadable)
    assert (found.rule, found.line, found.column) == ("syntax-error", 2, 6)


def test_brackets_nested_beyond_the_limit_are_refused() -> None:
    found = parse("x = " + "(" * 3_000 + ")" * 3_000 + "\n")
    assert isinstance(found, Unreadable)
    assert found.reason == "its expressions are nested too deeply"


@pytest.mark.parametrize("operators", ["-" * 20_000, "not " * 20_000, "~" * 10_000])
def test_prefix_operators_nested_beyond_the_limit_are_refused(operators: str) -> None:
    assert isinstance(parse(f"x = {operators}1\n"), Unreadable)


def test_many_brackets_side_by_side_are_not_deep() -> None:
    assert not isinstance(parse_concrete("x = [" + "(), " * 5_000 + "]\n"), Unreadable)


@pytest.mark.parametrize("full", [False, True])
@pytest.mark.parametrize(
    "body",
    [
        "match x:\n        case {'t': time}: time.sleep(1)",
        "match x:\n        case [*time]: time.sleep(1)",
        "match x:\n        case str() as time: time.sleep(1)",
        "match x:\n        case {**time}: time.sleep(1)",
        "if (time := x.get('t')): time.sleep(1)",
    ],
)
def test_a_captured_name_is_a_local_variable(body: str, full: bool) -> None:
    module = _facts(f"import time\ndef f(x):\n    {body}\n", full=full)
    assert [s.target for s in module.functions[0].body.calls if s.call.method == "sleep"] == [""]


def test_equal_names_of_a_file_are_one_object() -> None:
    first, second = (a.value for a in _facts("x = d.e\ny = d.e\n", full=False).top.assigns)
    assert first is second


def test_facts_survive_pickling() -> None:
    module = _facts(EVERYTHING, full=False)
    assert _values(pickle.loads(pickle.dumps(module))) == _values(module)


@pytest.mark.parametrize(
    ("code", "line", "reason"),
    [
        ("x = 1\nif x:\n    y = (\n    z = 2\n", 3, "'(' was never closed"),
        ("try:\n    x\nfinal = 1\n", 3, "expected 'except' or 'finally' block"),
        ("def f():\n    x\n  y\n", 3, "unindent does not match any outer indentation level"),
        ("(x): int = 1\ndef f(:\n    pass\n", 2, "invalid syntax"),
        ('x = f"{a["b"]}"\nif x y:\n    z\n', 2, "`y` cannot stand here"),
    ],
)
@pytest.mark.parametrize("full", [False, True])
def test_a_syntax_error_is_told_where_and_as_a_reader_would(code: str, line: int, reason: str, full: bool) -> None:
    read = parse(code, full=full)
    assert isinstance(read, Unreadable)
    assert (read.line, read.reason) == (line, reason)


def test_what_only_python_reads_is_no_syntax_error() -> None:
    assert isinstance(parse("(x): int = 1\n", full=True), Syntax)
