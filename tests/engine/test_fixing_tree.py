from __future__ import annotations

import libcst as cst
import pytest

from fastapi_lint.engine.fixing.transplant import transplant
from fastapi_lint.engine.fixing.tree import bound_in


@pytest.mark.parametrize(
    ("code", "names"),
    [
        ("def f(a, *b, c=d, **e): g", {"f", "a", "b", "c", "e"}),
        ("class A:\n    b: int\n    c = d = e", {"A", "b", "c", "d"}),
        ("for a, [b, *c] in d: pass", {"a", "b", "c"}),
        ("[a for b in c]", {"b"}),
        ("with a as b, c as (d, e): pass", {"b", "d", "e"}),
        ("import a.b, c as d", {"a", "d"}),
        ("from a import b, c as d", {"b", "d"}),
        ("try: pass\nexcept A as b: pass", {"b"}),
        ("(a := b)", {"a"}),
        ("a.b = c[d] = 1", set()),
    ],
)
def test_everything_that_is_bound_is_seen(code: str, names: set[str]) -> None:
    assert bound_in(cst.parse_module(code)) == names


def test_a_text_whose_lines_do_not_match_is_not_guessed_at() -> None:
    assert transplant("a\nb\n", "a\n", "c\n") is None
