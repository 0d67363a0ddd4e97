"""Where top-level statements begin and end, and what they bind, on every shape of source text."""

from __future__ import annotations

import re

import pytest

from fastapi_lint.source.blocks import RawImport, split_lines
from fastapi_lint.source.outline import outline


def _pieces(text: str) -> list[str]:
    """The text of each block."""
    found = outline("a.py", text)
    assert found.error is None
    lines = split_lines(text)
    return ["".join(lines[b.start - 1 : b.end]).rstrip("\r\n \t") for b in found.blocks]


def _names(text: str) -> list[tuple[str, ...]]:
    return [b.names for b in outline("a.py", text).blocks]


@pytest.mark.parametrize(
    "pieces",
    [
        ["x = 1", "y = 2"],
        ["import a", "from b import (\n    c,\n    d,\n)", "x = 1"],
        ["@first\n@second(1)\ndef f():\n    pass", "x = 1"],
        ["@first\n# why\n@second\nclass A:\n    x = 1", "y = 2"],
        ["@first\nasync def f():\n    pass", "x = 1"],
        ["if a:\n    b = 1\nelif c:\n    b = 2\nelse:\n    b = 3", "x = 1"],
        ["try:\n    a()\nexcept A:\n    b()\nelse:\n    c()\nfinally:\n    d()", "x = 1"],
        ["for a in b:\n    c()\nelse:\n    d()", "while a:\n    b()\nelse:\n    c()"],
        ["with a as b:\n    c()", "match a:\n    case 1:\n        b()", "x = 1"],
        ['"""Text.\ndef f():\nclass A:\n"""', "x = 1"],
        ['x = """\nfrom a import b\n"""', "y = '''\n# not a comment\nz\n'''"],
        ['x = r"""\\d\n"""', "y = 1"],
        ['x = """a\\"""b\nc\n"""', "y = 1"],
        ["x = (\n1,\n2\n)", "y = 1"],
        ["x = [\n# note\n1]", "y = 1"],
        ["def f():\n    pass\n\n\n\ndef g():\n    pass"],
        ["x = f'{a!r:>{width}} # {\"b\"}'", "y = 1"],
        ["x = 'it''s' \"#\" # '\"", "y = 1"],
        ["type A = int", "def f[T](x: T) -> T:\n    return x", "class B[T: int = str]: ..."],
        ["lazy import a", "lazy from b import c", "x = 1"],
    ],
)
@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_the_blocks_of_a_file_hold_its_statements(pieces: list[str], newline: str) -> None:
    text = "\n".join(pieces) + "\n"
    found = _pieces(text.replace("\n", newline))
    glued = newline.join(found)
    assert re.sub(r"\s+", "", glued) == re.sub(r"\s+", "", text)
    assert len(found) >= len(pieces)


def test_one_statement_is_one_block() -> None:
    text = "x = 1\n\n\n@d\ndef f():\n    pass\n# tail\n\nif a:\n    b\nelse:\n    c\ny = 2\n"
    assert _pieces(text) == ["x = 1", "@d\ndef f():\n    pass\n# tail", "if a:\n    b\nelse:\n    c", "y = 2"]


def test_text_in_the_first_column_of_a_string_is_no_statement() -> None:
    assert _pieces('x = """\ndef f():\n    pass\n"""\ny = 1\n') == ['x = """\ndef f():\n    pass\n"""', "y = 1"]


def test_quotes_in_comments_open_no_string() -> None:
    assert _pieces('x = 1  # it\'s\ny = 2  # """\nz = 3\n') == ["x = 1  # it's", 'y = 2  # """', "z = 3"]


def test_a_string_without_its_end_hides_the_rest() -> None:
    assert _pieces('x = """\ny = 1\n') == ['x = """\ny = 1']


def test_a_file_without_a_final_newline_ends_with_its_last_statement() -> None:
    assert _pieces("x = 1\ny = 2") == ["x = 1", "y = 2"]


def test_a_file_that_begins_with_blank_lines_and_comments_counts_them() -> None:
    (block,) = outline("a.py", "\n# note\n\nx = 1\n").blocks
    assert (block.start, block.end) == (4, 4)


def test_a_form_feed_between_statements_does_not_hide_the_next_one() -> None:
    assert [p.strip("\f\n") for p in _pieces("x = 1\n\f\ny = 2\n")] == ["x = 1", "y = 2"]


@pytest.mark.parametrize("text", ["", "\n", "# only a comment\n", "\f\n", "   \n"])
def test_a_file_without_statements_has_no_block(text: str) -> None:
    assert outline("a.py", text).blocks == ()


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
def test_a_block_knows_what_it_binds(code: str, names: tuple[str, ...]) -> None:
    assert _names(code) == [names]


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


def test_brackets_nested_beyond_the_limit_are_refused() -> None:
    found = outline("a.py", "x = " + "(" * 3_000 + ")" * 3_000 + "\n")
    assert found.error is not None
    assert found.error.reason == "its expressions are nested too deeply"


@pytest.mark.parametrize("operators", ["-" * 2_000, "not " * 2_000, "~" * 1_000])
def test_prefix_operators_nested_beyond_the_limit_are_refused(operators: str) -> None:
    assert outline("a.py", f"x = {operators}1\n").error is not None


def test_many_brackets_side_by_side_are_not_deep() -> None:
    assert outline("a.py", "x = [" + "(), " * 5_000 + "]\n").error is None
