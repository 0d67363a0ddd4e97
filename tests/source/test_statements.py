"""Every kind of Python statement as facts."""
# ruff: noqa: E501 - one case per line reads best

from __future__ import annotations

from pathlib import Path

import pytest

from fastapi_lint.facts.code import Frame, FrameKind
from fastapi_lint.facts.expression import Call, Constant, Name, walk
from tests.source.build import function, module


def _frames(found: tuple[Frame, ...]) -> list[str]:
    return [f.kind.value for f in found]


def test_assignments_keep_targets_annotation_and_operator(tmp_path: Path) -> None:
    found = module(tmp_path, "a = b = 1\nc: int = 2\nd: str\ne, (*f, g) = h\ni += 3\n[j, k.l] = h\n").top.assigns
    assert [a.names for a in found] == [("a", "b"), ("c",), ("d",), ("e", "f", "g"), ("i",), ("j",)]
    assert [a.op for a in found] == ["", "", "", "", "+", ""]
    assert found[1].annotation == Name("int", "builtins.int")
    assert found[2].value is None


@pytest.mark.parametrize(
    ("code", "found"),
    [
        ("a, b = 1, 2\n", [(("a",), Constant(1)), (("b",), Constant(2))]),
        ("a, b.c = 1, 2\n", [(("a",), Constant(1)), ((), Constant(2))]),
        ("[a] = (1,)\n", [(("a",), Constant(1))]),
        ("a, b = x, a\n", [(("a", "b"), None)]),
        ("a, b = b, a\n", [(("a", "b"), None)]),
        ("a, b = 1, *x\n", [(("a", "b"), None)]),
        ("a, *b = 1, 2\n", [(("a", "b"), None)]),
        ("a, b = 1, 2, 3\n", [(("a", "b"), None)]),
        ("a, (b, c) = 1, (2, 3)\n", [(("a", "b", "c"), None)]),
        ("(a := 1)\n", [(("a",), Constant(1))]),
        ("f(a := 1)\n", [(("a",), Constant(1))]),
    ],
)
def test_values_that_are_assigned_together_are_told_apart(
    tmp_path: Path, code: str, found: list[tuple[tuple[str, ...], Constant | None]]
) -> None:
    assigns = module(tmp_path, code).top.assigns
    assert [(a.names, a.value if isinstance(a.value, Constant) else None) for a in assigns] == found


def test_a_walrus_gives_its_value_once_to_who_reads_every_expression(tmp_path: Path) -> None:
    top = module(tmp_path, "if (a := f()):\n    pass\n").top
    calls = [part for expr in top.expressions() for part in walk(expr) if isinstance(part, Call)]
    assert len([c for c in calls if c is not top.calls[0].call]) == 0
    assert len(calls) == 2


def test_what_stands_for_the_whole_subject_of_a_match_is_assigned(tmp_path: Path) -> None:
    code = "match f():\n    case int() as a: ...\n    case [b, *c]: ...\n    case {'d': d}: ...\n    case e: ...\n"
    assert [a.names for a in module(tmp_path, code).top.assigns] == [("a",), ("e",)]


def test_a_type_alias_is_an_assignment(tmp_path: Path) -> None:
    (found,) = module(tmp_path, "type A = int\n").top.assigns
    assert (found.names, found.source) == (("A",), "type")


@pytest.mark.parametrize("last", ["break", "return", "raise E"])
def test_a_block_that_leaves_the_loop_in_the_end_says_so(tmp_path: Path, last: str) -> None:
    text = f"def f():\n    for a in b:\n        if c:\n            d()\n            {last}\n        e()\n"
    inner, outer = function(tmp_path, text).body.calls
    assert [frame.ends for frame in inner.frames] == [False, True]
    assert [frame.ends for frame in outer.frames] == [False]


def test_loop_variables_and_names_of_with_are_assigned(tmp_path: Path) -> None:
    found = module(tmp_path, "for a, b in c:\n    pass\nelse:\n    d()\nwith e() as f, g:\n    pass\n").top
    assert [(a.names, a.source) for a in found.assigns] == [(("a", "b"), "for"), (("f",), "with")]
    assert _frames(found.frames) == ["for", "with"]


@pytest.mark.parametrize(
    ("code", "frames"),
    [
        ("if a:\n    f()\n", ["if"]),
        ("if a:\n    pass\nelse:\n    f()\n", ["else"]),
        ("if a:\n    pass\nelif b:\n    f()\n", ["else", "if"]),
        ("if a:\n    pass\nelif b:\n    pass\nelse:\n    f()\n", ["else", "else"]),
        ("while f():\n    pass\n", ["while"]),
        ("while a:\n    f()\n", ["while"]),
        ("while a:\n    pass\nelse:\n    f()\n", []),
        ("for a in b:\n    f()\n", ["for"]),
        ("for a in f():\n    pass\n", []),
        ("with a:\n    f()\n", ["with"]),
        ("try:\n    f()\nexcept E:\n    pass\n", ["try"]),
        ("try:\n    pass\nexcept E as e:\n    f()\n", ["except"]),
        ("try:\n    pass\nexcept E:\n    pass\nelse:\n    f()\n", ["try-else"]),
        ("try:\n    pass\nfinally:\n    f()\n", ["finally"]),
        ("try:\n    pass\nexcept* E:\n    f()\n", ["except"]),
        ("match a:\n    case 1 if f():\n        pass\n", []),
        ("match a:\n    case 1:\n        f()\n", ["match"]),
        ("assert f(), 1\n", []),
        ("assert a, f()\n", []),
        ("if a: f()\n", ["if"]),
    ],
)
def test_a_call_knows_what_encloses_it(tmp_path: Path, code: str, frames: list[str]) -> None:
    (site,) = module(tmp_path, code).top.calls
    assert _frames(site.frames) == frames


def test_a_try_names_what_it_catches(tmp_path: Path) -> None:
    found = module(
        tmp_path, "try:\n    pass\nexcept KeyError as e:\n    pass\nexcept:\n    pass\nfinally:\n    pass\n"
    ).top
    first, second, third, last = found.frames
    assert first.catches == (Name("KeyError", "builtins.KeyError"), None)
    assert [f.has_finally for f in (first, second, third)] == [True, True, True]
    assert (second.target, third.subject, last.kind) == ("e", None, FrameKind.FINALLY)


def test_returns_raises_and_deletes_carry_their_values(tmp_path: Path) -> None:
    found = function(
        tmp_path, "def f(a):\n    del a\n    if a: return\n    raise A from B\n    raise\n    return 1\n"
    ).body
    assert [s.value for s in found.returns] == [None, Constant(1)]
    assert [s.value for s in found.raises] == [Name("A"), None]
    assert [s.value for s in found.deletes] == [Name("a")]


def test_imports_of_a_function_are_its_own(tmp_path: Path) -> None:
    code = "import a.b as c, d.e\nfrom .x import *\ndef f():\n    import g\n    from h import i\n"
    found = module(tmp_path, code)
    assert [(i.bound, i.kind) for i in found.imports] == [("c", "module"), ("d", "module"), ("*", "from")]
    assert [(i.bound, i.target) for i in found.functions[0].body.imports] == [("g", "g"), ("i", "h.i")]


def test_a_dotted_import_names_what_is_imported_and_binds_its_head(tmp_path: Path) -> None:
    read = module(tmp_path, "import a.b.c\ndef f():\n    import d.e\n    return d.e.g()\n")
    (function,) = read.functions
    assert [(i.bound, i.target) for i in (*read.imports, *function.body.imports)] == [("a", "a.b.c"), ("d", "d.e")]
    assert [site.call.target for site in function.body.calls] == ["d.e.g"]


def test_parameters_keep_their_kind(tmp_path: Path) -> None:
    found = function(tmp_path, "def f(a, /, b: int = 1, *c, d=2, **e) -> str: ...\n")
    assert [(p.name, p.kind) for p in found.params] == [("a", "/"), ("b", ""), ("c", "*"), ("d", "kw"), ("e", "**")]
    assert found.param("b") is not None
    assert found.param("z") is None
    assert found.returns == Name("str", "builtins.str")


def test_a_bare_star_is_no_parameter(tmp_path: Path) -> None:
    assert [p.name for p in function(tmp_path, "def f(a, *, b): ...\n").params] == ["a", "b"]


def test_functions_and_classes_know_where_they_stand(tmp_path: Path) -> None:
    code = "class A(B[int], *C, k=1, **m):\n    '''Doc.'''\n    x: int = 1\n    y = z = 2\n    if x:\n        w = 1\n    class In: ...\n    async def m(self):\n        def inner(): ...\n        class Local: ...\n"
    found = module(tmp_path, code)
    (a, inner, local) = sorted(found.classes, key=lambda c: c.qualname)
    assert (a.qualname, inner.qualname, local.qualname) == ("A", "A.In", "A.m.<locals>.Local")
    assert ([f.name for f in a.fields][:3], a.methods, a.doc) == (["x", "y", "z"], ("m",), "Doc.")
    assert a.field("x") is not None
    assert {f.qualname: (f.in_class, f.is_async, f.owner) for f in found.functions} == {
        "A.m": (True, True, "A"),
        "A.m.<locals>.inner": (False, False, "A.m"),
    }
    assert found.class_("A") is a
    assert found.function("A.m") is not None


@pytest.mark.parametrize(
    ("body", "stub"),
    [("...", True), ("pass", True), ("'Doc.'", True), ("return 1", False), ("if a: pass", False)],
)
def test_a_stub_does_nothing(tmp_path: Path, body: str, stub: bool) -> None:
    assert function(tmp_path, f"def f():\n    {body}\n").is_stub is stub


@pytest.mark.parametrize(
    ("body", "falls"),
    [
        ("a()", True),
        ("return", False),
        ("raise E", False),
        ("if a:\n        return\n    else:\n        raise E", False),
        ("if a:\n        return\n    elif b:\n        return", True),
        ("if a:\n        pass\n    else:\n        return", True),
        ("while True:\n        a()", False),
        ("while True:\n        if a: break", True),
        ("while True:\n        for x in y: break", False),
        ("while True:\n        try:\n            a()\n        except E:\n            break", True),
        ("while a:\n        return", True),
        ("with a:\n        return", False),
        ("try:\n        return\n    except E:\n        raise", False),
        ("try:\n        return\n    except E:\n        pass", True),
        ("try:\n        a()\n    except E:\n        raise\n    else:\n        return", False),
        ("try:\n        a()\n    finally:\n        return", False),
        ("try:\n        a()\n    except* E:\n        raise", True),
        ("match a:\n        case 1:\n            return\n        case _:\n            return", False),
        ("match a:\n        case 1:\n            return", True),
        ("match a:\n        case _ if b:\n            return", True),
        ("for a in b:\n        return", True),
    ],
)
def test_whether_control_reaches_the_end_is_known(tmp_path: Path, body: str, falls: bool) -> None:
    assert function(tmp_path, f"def f():\n    {body}\n").body.falls_through is falls


def test_postponed_annotations_are_known(tmp_path: Path) -> None:
    assert module(tmp_path, "from __future__ import annotations\nx = 1\n").postponed_annotations


def test_every_body_offers_the_expressions_that_carry_values(tmp_path: Path) -> None:
    found = function(
        tmp_path, "def f(a):\n    x = 1\n    g(2)\n    for i in a: del i\n    raise E\n    return 3\n"
    ).body
    values = list(found.expressions())
    assert Constant(1) in values
    assert Constant(3) in values
    assert Name("E") in values


def test_a_statement_that_the_outline_cuts_wrongly_is_read_from_the_whole_file(tmp_path: Path) -> None:
    found = module(tmp_path, "x = [\n1\n]\ny = (1,\nz)\nw = 2; v = 3\n")
    assert [a.names for a in found.top.assigns] == [("x",), ("y",), ("w",), ("v",)]
