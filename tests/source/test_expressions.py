"""Every kind of Python expression as a fact."""

from __future__ import annotations

from pathlib import Path

import pytest

from fastapi_lint.facts.code import FrameKind
from fastapi_lint.facts.expression import (
    Assigned,
    Attribute,
    Await,
    Call,
    Comprehension,
    Conditional,
    Constant,
    Expr,
    FString,
    Lambda,
    Mapping,
    Name,
    Opaque,
    Operation,
    Sequence,
    Starred,
    Subscript,
    Yielded,
    children,
    root_name,
    text,
    walk,
)
from tests.source.build import expression, function, module

ONE, TWO = Constant(1), Constant(2)
A, B, C = Name("a"), Name("b"), Name("c")


@pytest.mark.parametrize(
    ("code", "value"),
    [
        ("1", 1), ("-1", -1), ("0x_1F", 31), ("1.5", 1.5), ("2j", 2j), ("True", True), ("None", None), ("...", ...),
        ("'a'", "a"), ('"""a\nb"""', "a\nb"), (r"'\n'", "\n"), (r"r'\n'", r"\n"), ("b'a'", b"a"), ("'a' 'b'", "ab"),
        (r"'\N{BULLET}'", "•"),
    ],
)  # fmt: skip
def test_a_literal_is_its_value(tmp_path: Path, code: str, value: object) -> None:
    assert expression(tmp_path, code) == Constant(value)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("code", "fact"),
    [
        ("a.b", Attribute(A, "b")),
        ("[1, *a]", Sequence((ONE, Starred(A)), "[")),
        ("(1, 2)", Sequence((ONE, TWO), "(")),
        ("{1, 2}", Sequence((ONE, TWO), "{")),
        ("{1: 2, **a}", Mapping(((ONE, TWO), (None, A)))),
        ("a[1]", Subscript(A, (ONE,))),
        ("a[b, *c]", Subscript(A, (B, Starred(C)))),
        ("a[b:c:1]", Subscript(A, (Opaque((B, C, ONE)),))),
        ("a[:]", Subscript(A, (Opaque(),))),
        ("not a", Operation("not", (A,))),
        ("~a", Operation("~", (A,))),
        ("+a", Operation("+", (A,))),
        ("-a", Operation("-", (A,))),
        ("a + b", Operation("+", (A, B))),
        ("a @ b", Operation("@", (A, B))),
        ("a and b", Operation("and", (A, B))),
        ("a or b or c", Operation("or", (Operation("or", (A, B)), C))),
        ("a < b", Operation("<", (A, B))),
        ("a is not b", Operation("is not", (A, B))),
        ("a not in b", Operation("not in", (A, B))),
        ("a < b < c", Operation("<", (A, B, C))),
        ("a if b else c", Conditional(B, A, C)),
        ("lambda p, /, q=1, *r, s, **t: p", Lambda(("p", "q", "r", "s", "t"), Name("p"), "app.x")),
        ("(y := 1)", Assigned("y", ONE)),
        ("f'a{b!r:>{c}}d'", FString("a{}d", (B, C))),
        ("t'a{b}'", FString("a{}", (B,))),
        ("'x' f'{a}' f'y{b}'", FString("x{}y{}", (A, B))),
        ("9" * 5_000, Opaque()),
        (r"'\N{NO SUCH NAME}'", Opaque()),
        (r"'a' '\N{NO SUCH NAME}'", FString("a", ())),
        (r"'\d'", Constant(r"\d")),
    ],
)
def test_an_expression_is_a_fact(tmp_path: Path, code: str, fact: Expr) -> None:
    assert expression(tmp_path, code) == fact


@pytest.mark.parametrize(
    ("code", "kind", "element"),
    [
        ("[i for i in a if i]", "[", Name("i")),
        ("{i for i in a if i}", "{", Name("i")),
        ("(i for i in a if i)", "(", Name("i")),
        ("{i: 1 for i in a if i}", ":", Sequence((Name("i"), ONE), "(")),
    ],
)
def test_a_comprehension_names_its_sources_and_conditions(tmp_path: Path, code: str, kind: str, element: Expr) -> None:
    assert expression(tmp_path, code) == Comprehension(element, (A,), (Name("i"),), kind)


def test_a_nested_comprehension_names_all_its_sources(tmp_path: Path) -> None:
    found = expression(tmp_path, "[j for i in a for j in i]")
    assert found == Comprehension(Name("j"), (A, Name("i")), (), "[")


def test_await_yield_and_async_comprehensions_are_facts(tmp_path: Path) -> None:
    found = function(
        tmp_path, "async def f(a):\n    x = await a\n    y = yield x\n    yield\n    z = [i async for i in a]\n"
    )
    values = [a.value for a in found.body.assigns]
    assert values[:2] == [Await(A), Yielded(Name("x"))]
    assert isinstance(values[2], Comprehension)
    assert [frame.is_async for frame in found.body.frames] == [True]
    assert [y.value for y in found.body.yields] == [Name("x"), None]
    assert found.is_generator


def test_yield_from_carries_what_it_iterates(tmp_path: Path) -> None:
    assert [y.value for y in function(tmp_path, "def f(a):\n    yield from a\n").body.yields] == [A]


def test_a_name_means_what_it_was_imported_from(tmp_path: Path) -> None:
    found = module(tmp_path, "import requests as r\nx = r.sessions.Session\n").top.assigns[0].value
    assert isinstance(found, Attribute)
    assert found.target == "requests.sessions.Session"


def test_a_builtin_means_itself(tmp_path: Path) -> None:
    assert expression(tmp_path, "open") == Name("open", "builtins.open")


@pytest.mark.parametrize(
    "code",
    [
        "def f(open):\n    x = open\n",
        "def f():\n    open = 1\n    x = open\n",
        "def f():\n    for open in a: x = open\n",
        "def f():\n    with a as (open, b): x = open\n",
        "def f():\n    try: pass\n    except E as open: x = open\n",
        "def f():\n    if a:\n        open: int = 1\n    x = open\n",
    ],
)
def test_a_local_variable_means_nothing_else(tmp_path: Path, code: str) -> None:
    values = [a.value for a in function(tmp_path, code).body.assigns if a.names == ("x",)]
    assert values == [Name("open")]


def test_a_global_statement_makes_a_name_the_modules(tmp_path: Path) -> None:
    found = function(tmp_path, "y = 1\ndef f():\n    global y\n    y = 2\n    x = y\n")
    assert found.body.assigns[-1].value == Name("y", "app.y")
    assert found.body.globals == ("y",)


@pytest.mark.parametrize(
    ("annotation", "fact"),
    [
        ("'int'", Name("int", "builtins.int")),
        ("list['int']", Subscript(Name("list", "builtins.list"), (Name("int", "builtins.int"),))),
        ("Literal['int']", Subscript(Name("Literal", "typing.Literal"), (Constant("int"),))),
        (
            "Annotated['int', 'x']",
            Subscript(Name("Annotated", "typing.Annotated"), (Name("int", "builtins.int"), Constant("x"))),
        ),
        ("'not an expression('", Opaque()),
    ],
)
def test_quoted_annotations_are_read(tmp_path: Path, annotation: str, fact: Expr) -> None:
    found = function(tmp_path, f"from typing import Annotated, Literal\ndef f(p: {annotation}): ...\n")
    assert found.params[0].annotation == fact


def test_calls_in_calls_are_noted_innermost_first_with_what_happens_to_them(tmp_path: Path) -> None:
    found = function(tmp_path, "async def f(a):\n    a.b(a.c())\n    await a.d()\n    x = await a.e()\n")
    noted = [(s.call.method, s.awaited, s.used) for s in found.body.calls]
    assert noted == [("c", False, True), ("b", False, False), ("d", True, False), ("e", True, True)]


def test_arguments_keep_their_kind(tmp_path: Path) -> None:
    found = expression(tmp_path, "f(1, *a, k=2, **b)")
    assert isinstance(found, Call)
    assert [(x.keyword, x.star) for x in found.args] == [("", ""), ("", "*"), ("k", ""), ("", "**")]
    assert found.has_star
    assert found.argument(0) == ONE
    assert found.argument(1) is None
    assert found.argument(5, "k") == TWO


def test_a_lambda_outside_of_functions_is_a_function(tmp_path: Path) -> None:
    code = "class C:\n    f = g(lambda p, *, q=h(): k(p))\nn = lambda: 1\n"
    found = module(tmp_path, code)
    first, second = found.functions
    assert (first.name, first.qualname, first.owner, second.symbol) == ("<lambda>", "C.<lambda>", "C", "app.n")
    assert [p.name for p in first.params] == ["p", "q"]
    assert [s.call.method for s in first.body.calls] == ["k"]
    assert [s.call.method for s in found.top.calls] == ["h", "g"]


def test_a_call_in_a_lambda_is_known_to_wait_for_the_lambda(tmp_path: Path) -> None:
    found = function(tmp_path, "def f(a):\n    for i in a:\n        g(lambda q=h(): k())\n")
    sites = {s.call.method: s for s in found.body.calls}
    assert [sites["k"].in_lambda, sites["h"].in_lambda, sites["g"].in_lambda] == [True, False, False]
    assert sites["k"].loop is None
    assert sites["g"].loop is not None


def test_a_call_in_a_comprehension_stands_in_a_loop(tmp_path: Path) -> None:
    (site,) = function(tmp_path, "def f(a):\n    return [g(i) for i in a]\n").body.calls
    assert site.loop is not None
    assert site.loop.kind is FrameKind.COMPREHENSION


@pytest.mark.parametrize(
    ("code", "root"),
    [("a.b[0].c()", "a"), ("a", "a"), ("1", ""), ("(a + b).c", "")],
)
def test_the_root_of_a_chain_is_its_leftmost_variable(tmp_path: Path, code: str, root: str) -> None:
    assert root_name(expression(tmp_path, code)) == root


def test_every_part_of_an_expression_is_walked(tmp_path: Path) -> None:
    code = (
        "[a, b.c, d(e, f=g), {h: i, **j}, k[l], f'{m}', not n, o if p else q, [r for r in s if t], lambda: u, (v := w)]"
    )
    names = {e.id for e in walk(expression(tmp_path, code)) if isinstance(e, Name)}
    assert names == set("abdeghijklmnopqrstuw")


def test_what_has_no_parts_has_no_children() -> None:
    assert children(ONE) == children(Yielded(None)) == ()
    assert children(Yielded(A)) == children(Await(A)) == children(Starred(A)) == children(Opaque((A,))) == (A,)


@pytest.mark.parametrize("code", ["a.b(1, k='x')", "a[0]", "[1, 2]", "not a", "f'{a}'", "lambda: 1", "a if b else c"])
def test_an_expression_has_a_short_text_for_messages(tmp_path: Path, code: str) -> None:
    assert 0 < len(text(expression(tmp_path, code))) < 60
