"""`return_to_raise` and `append_return`."""

from __future__ import annotations

import pytest

from tests.fixes.asking import fixed, functions, refuses, returns


def test_a_returned_error_is_raised() -> None:
    text = "def f():\n\tif x:\n\t\treturn HTTPException(  # c\n\t\t\t404,\n\t\t)  # d\n"
    assert fixed(text, "return_to_raise", returns()) == text.replace("return ", "raise ")


def test_white_space_and_semicolons_stay() -> None:
    text = "def f():\n    x = 1; return  (HTTPException(404));\n"
    assert fixed(text, "return_to_raise", returns()) == text.replace("return", "raise")


@pytest.mark.parametrize("value", ["", " 1", " a, b", " {'x': HTTPException()}", " await f()"])
def test_other_values_stay_returned(value: str) -> None:
    assert refuses(f"async def f():\n    return{value}\n", "return_to_raise", returns())


_TRIED = "def f():\n    try:\n        return HTTPException(404)\n    {0}:\n        {1}\n"


@pytest.mark.parametrize("handler", ["except", "except Exception as e", "except (OSError, fastapi.HTTPException)"])
def test_an_error_that_would_be_caught_again_stays(handler: str) -> None:
    assert refuses(_TRIED.format(handler, "log()"), "return_to_raise", returns())
    assert fixed(_TRIED.format(handler, "raise"), "return_to_raise", returns()).count("raise") == 2


@pytest.mark.parametrize(
    "handler", ["except ValueError", "finally", "except HTTPException:\n        raise\n    except"]
)
def test_other_handlers_let_a_raised_error_pass(handler: str) -> None:
    assert "raise HTTPException(404)" in fixed(_TRIED.format(handler, "log()"), "return_to_raise", returns())


def test_a_validator_gets_its_return() -> None:
    text = (
        "class A:\n"
        '    @field_validator("x")\n'
        "    @classmethod\n"
        "    def check(cls, v):\n"
        "        if not v:\n"
        "            raise ValueError\n"
        "        # the end\n"
        "\n"
        "    y: int\n"
    )
    assert fixed(text, "append_return", functions("check"), name="v") == text.replace(
        "        # the end\n", "        # the end\n        return v\n"
    ).replace("        # the end\n        return v\n", "        return v\n        # the end\n")


def test_a_return_keeps_tabs_and_newlines() -> None:
    assert fixed("def f(v):\r\n\tcheck(v)\r\n", "append_return", functions("f"), name="v") == (
        "def f(v):\r\n\tcheck(v)\r\n\treturn v\r\n"
    )


def test_a_missing_last_newline_is_fine() -> None:
    assert (
        fixed("def f(v):\n  check(v)", "append_return", functions("f"), name="v") == "def f(v):\n  check(v)\n  return v"
    )


@pytest.mark.parametrize(
    "text",
    [
        "def f(v): check(v)\n",
        "def f(v):\n    return v\n",
        "def f(v):\n    raise v\n",
        "def f(v):\n    yield v\n",
        "def f(w):\n    v\n",
    ],
)
def test_a_function_that_needs_no_return_gets_none(text: str) -> None:
    assert refuses(text, "append_return", functions("f"), name="v")


def test_a_generator_inside_does_not_matter() -> None:
    text = "def f(v):\n    def g():\n        yield v\n"
    assert fixed(text, "append_return", functions("f"), name="v") == text + "    return v\n"
