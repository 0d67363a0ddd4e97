from __future__ import annotations

import inspect
from importlib import import_module

import libcst as cst
import pytest

from fastapi_lint.engine.fixing.apply import apply_fixes
from fastapi_lint.engine.fixing.codemods import codemod, names
from fastapi_lint.model.errors import CatalogError
from fastapi_lint.model.fix import Fix
from fastapi_lint.model.location import Anchor, anchor_in
from tests.fixes.asking import apply, calls, classes, decorators, params, read


@pytest.mark.parametrize("name", names())
def test_every_codemod_has_a_level_and_an_apply_function(name: str) -> None:
    module = import_module(f"fastapi_lint.fixes.{name}")
    assert issubclass(module.LEVEL, cst.CSTNode)
    assert len(inspect.signature(module.apply).parameters) == 2
    assert module.__doc__
    assert module.apply.__doc__


def test_an_unknown_codemod_names_the_nearest_one() -> None:
    with pytest.raises(CatalogError, match="did you mean `set_keyword`"):
        codemod("set_keywort")


def test_nothing_is_done_without_fixes() -> None:
    assert apply_fixes("x = (", (), read("")[1]).text == "x = ("


def test_a_file_that_does_not_parse_stays() -> None:
    done = apply_fixes("x = (\n", [Fix("set_keyword", anchor_in("a.py", 0, 0))], read("")[1])
    assert done.text == "x = (\n"
    assert done.problem.startswith("it does not parse: line ")


@pytest.mark.parametrize(
    "anchor", [anchor_in("main.py", 7, 0), anchor_in("main.py", -1, 0), anchor_in("main.py", 0, 9)]
)
def test_a_fix_whose_anchor_leads_nowhere_is_refused(anchor: Anchor) -> None:
    text = "x = get()\n"
    fix = Fix("set_keyword", anchor, {"name": "a", "value": "1"})
    done = apply_fixes(text, [fix], read(text)[1])
    assert done.refused == (fix,)
    assert done.text == text


def test_a_fix_without_a_node_of_its_level_is_refused() -> None:
    assert apply("class A: ...\n", "append_return", classes("A"), name="v").refused


def test_a_codemod_that_fails_is_named_and_the_file_stays() -> None:
    done = apply("x = get()\n", "set_keyword", calls("get"), value="1")
    assert done.problem == "the codemod `set_keyword` failed on it with KeyError: 'name'."
    assert done.text == "x = get()\n"


def test_the_same_fix_asked_for_twice_is_made_once() -> None:
    text = "x = get()\n"
    module, find = read(text)
    at = module.top.calls[0].at
    done = apply_fixes(text, [Fix("set_keyword", at, {"name": "a", "value": "1"})] * 2, find)
    assert done.text == "x = get(a=1)\n"
    assert len(done.applied) == 1


def test_two_fixes_of_one_call_go_one_after_the_other() -> None:
    text = "x = get()\n"
    module, find = read(text)
    at = module.top.calls[0].at
    wanted = [Fix("set_keyword", at, {"name": name, "value": "1"}) for name in "ab"]
    done = apply_fixes(text, wanted, find)
    assert done.text == "x = get(a=1)\n"
    assert done.applied == (wanted[0],)


def test_changes_inside_a_signature_and_of_the_signature_go_together() -> None:
    text = "from typing import Annotated\n\ndef f(q: int = Query(1, gone=2)):\n    return get()\n"
    module, find = read(text)
    wanted = [Fix("annotate_default", at) for at in params("q")(module)]
    wanted += [Fix("remove_keyword", at, {"name": "gone"}) for at in calls("Query")(module)]
    wanted += [Fix("set_keyword", at, {"name": "a", "value": "1"}) for at in calls("get")(module)]
    wanted += [Fix("append_return", module.functions[0].at, {"name": "q"})]
    done = apply_fixes(text, wanted, find)
    assert done.text == (
        "from typing import Annotated\n\ndef f(q: Annotated[int, Query()] = 1):\n    return get(a=1)\n"
    )
    assert [f.codemod for f in done.refused] == ["append_return"]


def test_a_file_that_python_would_reject_afterwards_stays() -> None:
    """libcst reads `yield` everywhere; Python does not."""
    text = "x = get()\n"
    done = apply(text, "replace_expression", calls("get"), code="(yield get())")
    assert done.text == text
    assert done.problem == "after fixing Python would reject it: line 1: 'yield' outside function."


def test_a_file_that_a_replacement_would_break_stays() -> None:
    text = "x = get()if y else 1\n"
    done = apply(text, "replace_expression", calls("get"), code="z")
    assert done.text == text
    assert (
        done.problem
        == "a replacement does not fit where it should stand: Must have at least one space before 'if' keyword."
    )


def test_syntax_that_this_python_does_not_know_is_fixed_all_the_same() -> None:
    text = "def f[T](x: T):\n    get()\n\ntype A[T] = list[T]\n"
    assert apply(text, "set_keyword", calls("get"), name="a", value="1").text == text.replace("get()", "get(a=1)")


def test_statements_on_one_line_share_a_block() -> None:
    done = apply("a = 1; x = get(); y = get()\n", "set_keyword", calls("get"), name="a", value="1")
    assert done.text == "a = 1; x = get(a=1); y = get(a=1)\n"


def test_form_feeds_and_a_lone_carriage_return_stay() -> None:
    """libcst drops both when it writes a file."""
    text = "\x0cimport a\n\x0cclass A:\n    b = 1\n\x0c\nx = get()\ny = 2\r"
    _, find = read("x = get()\n")
    done = apply_fixes(text, [Fix("set_keyword", anchor_in("main.py", 2, 1), {"name": "a", "value": "1"})], find)
    assert done.text == text.replace("get()", "get(a=1)")


def test_a_change_in_the_last_line_keeps_its_carriage_return() -> None:
    assert apply("a = 1\rx = get()\r", "set_keyword", calls("get"), name="a", value="1").text == "a = 1\rx = get(a=1)\r"


def test_a_very_deep_expression_is_no_crash() -> None:
    text = "x = get()\ny = " + " + ".join(["1"] * 3000) + "\n"
    done = apply(text, "set_keyword", calls("get"), name="a", value="1")
    assert done.problem in ("", "it is nested too deeply to be fixed.")
    assert done.text == (text if done.problem else text.replace("get()", "get(a=1)"))


def test_an_import_in_a_package_is_its_interface_and_stays() -> None:
    text = "from a import old\n\nx = old(1)\n"
    done = apply(text, "rename_call", calls("old"), path="app/__init__.py", name="new", imports="b.new")
    assert done.text == "from a import old\nfrom b import new\n\nx = new(1)\n"


def test_decorators_of_one_function_go_together() -> None:
    done = apply("@a\n@b\n@c\ndef f(): ...\n", "remove_decorator_call", decorators("a", "b"))
    assert done.text == "@c\ndef f(): ...\n"
