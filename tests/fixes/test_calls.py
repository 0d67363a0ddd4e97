"""`rename_call`, `wrap_await`, `call_to_reference`, `replace_expression`."""

from __future__ import annotations

import pytest

from tests.fixes.asking import apply, calls, decorators, fixed, functions, refuses


def test_a_method_is_renamed() -> None:
    text = "x = (\n    model  # mine\n    .dict(a=1)\n)\n"
    assert fixed(text, "rename_call", calls("dict", "model_dump"), name="model_dump") == text.replace(
        "dict", "model_dump"
    )


def test_a_whole_callee_is_replaced_by_a_dotted_name() -> None:
    text = "import time\n\nasync def f():\n    time.sleep(1)  # wait\n"
    assert fixed(text, "rename_call", calls("sleep"), name="asyncio.sleep", imports="asyncio") == (
        "import asyncio\n\nasync def f():\n    asyncio.sleep(1)  # wait\n"
    )


def test_a_plain_callee_is_replaced_by_an_imported_one() -> None:
    text = "from a import (\n    old,  # noqa\n    other,\n)\n\nx = old(1)\ny = other\n"
    assert fixed(text, "rename_call", calls("old", "new"), name="new", imports="a.new") == (
        "from a import (\n    new,\n    old,  # noqa\n    other,\n)\n\nx = new(1)\ny = other\n"
    )


def test_a_callee_that_another_use_needs_stays_imported() -> None:
    text = "from a import old\n\nx = old(1)\ny = [old]\n"
    result = fixed(text, "rename_call", calls("old", "new"), name="new", imports="b.new")
    assert result == "from a import old\nfrom b import new\n\nx = new(1)\ny = [old]\n"


def test_a_call_of_a_call_is_not_renamed() -> None:
    assert refuses("x = make()(1)\n", "rename_call", lambda m: [m.top.calls[-1].at], name="new")


def test_a_local_variable_in_the_way_is_respected() -> None:
    text = "def f(asyncio):\n    sleep(1)\n"
    assert refuses(text, "rename_call", calls("sleep"), name="asyncio.sleep", imports="asyncio")


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("f()", "await f()"),
        ("x = f()", "x = await f()"),
        ("return f().body", "return (await f()).body"),
        ("return f()[0]", "return (await f())[0]"),
        ("return f()()", "return (await f())()"),
        ("return f() + 1", "return await f() + 1"),
        ("return not f()", "return not await f()"),
        ("return -f() ** 2", "return -await f() ** 2"),
        ("return (f())", "return (await f())"),
        ("g(f(), *f())", "g(await f(), *await f())"),
        ("return [f() for x in y]", "return [await f() for x in y]"),
        ("x = (\n        f(  # c\n            a)\n    )", "x = (\n        await f(  # c\n            a)\n    )"),
    ],
)
def test_a_call_is_awaited(before: str, after: str) -> None:
    text = f"async def main():\n    {before}\n"
    assert fixed(text, "wrap_await", calls("f")) == f"async def main():\n    {after}\n"


@pytest.mark.parametrize(
    "text",
    [
        "f()\n",
        "def main():\n    f()\n",
        "async def main():\n    await f()\n",
        "async def main():\n    return lambda: f()\n",
        "async def main():\n    return sum(f() for x in y)\n",
        "async def main(x=f()): ...\n",
        "@f()\nasync def main(): ...\n",
        "async def main():\n    class A:\n        x = f()\n",
        "async def main():\n    def inner():\n        f()\n",
    ],
)
def test_a_call_that_cannot_be_awaited_stays(text: str) -> None:
    assert refuses(text, "wrap_await", calls("f"))


def test_the_decorator_of_a_nested_function_may_be_awaited() -> None:
    text = "async def main():\n    @f()\n    def inner(x=1): ...\n"
    assert fixed(text, "wrap_await", calls("f")) == text.replace("@f", "@await f")


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("Depends(get())", "Depends(get)"),
        ("Depends(dependency=get(), use_cache=False,)", "Depends(dependency=get, use_cache=False,)"),
        ("Depends(\n    a.get(),  # c\n)", "Depends(\n    a.get,  # c\n)"),
        ("Depends((get()))", "Depends((get))"),
        ("Depends(make()())", "Depends(make())"),
    ],
)
def test_a_function_is_passed_instead_of_called(before: str, after: str) -> None:
    done = apply(f"x: int = {before}\n", "call_to_reference", calls("Depends"))
    assert done.applied
    assert done.text == f"x: int = {after}\n"


def test_the_inner_call_may_be_anchored_itself() -> None:
    assert fixed("x = Depends(get())\n", "call_to_reference", calls("get")) == "x = Depends(get)\n"


@pytest.mark.parametrize("call", ["Depends(get(1))", "Depends(*get())", "Depends(get(  # c\n))", "Depends(get)"])
def test_a_call_that_passes_something_stays(call: str) -> None:
    assert refuses(f"x = {call}\n", "call_to_reference", calls("Depends"))


@pytest.mark.parametrize(
    ("before", "code", "after"),
    [
        ("x = old(1)", "a or b", "x = a or b"),
        ("x = old(1).y", "a or b", "x = (a or b).y"),
        ("x = -old(1)", "a + b", "x = -(a + b)"),
        ("x = (old(1))", "a + b", "x = (a + b)"),
        ("x = [old(1)]", "lambda: 1", "x = [lambda: 1]"),
        ("x = old(1)", "a, b", "x = (a, b)"),
        ("x = old(1) if old else 2", "[1]", "x = [1] if old else 2"),
        ("for x in old(1): pass", "(a, b)", "for x in (a, b): pass"),
        ("print(old(1).x)", "5", "print((5).x)"),
        ("x = f'{old(1)}'", "{1: 2}", "x = f'{({1: 2})}'"),
        ("x = f'{old(1)!r}'", "a.b", "x = f'{a.b!r}'"),
    ],
)
def test_an_expression_is_replaced(before: str, code: str, after: str) -> None:
    assert fixed(f"{before}\n", "replace_expression", calls("old"), code=code) == f"{after}\n"


def test_a_decorator_is_an_expression_too() -> None:
    assert fixed("@old\ndef f(): ...\n", "replace_expression", decorators("old"), code="new(1)") == (
        "@new(1)\ndef f(): ...\n"
    )


def test_an_expression_with_a_comment_stays() -> None:
    assert refuses("x = old(  # why\n)\n", "replace_expression", calls("old"), code="new()")


def test_the_name_of_a_function_is_no_expression() -> None:
    assert refuses("def old(): ...\n", "replace_expression", functions("old"), code="new")


@pytest.mark.parametrize("place", ["lambda: old()", "(old() for x in y)", "old() if x else (lambda: old())"])
def test_an_await_comes_only_where_it_may_stand(place: str) -> None:
    done = apply(f"async def f():\n    return {place}\n", "replace_expression", calls("old"), code="await new()")
    assert not done.problem
    assert done.text.count("await") == (1 if place.startswith("old") else 0)


def test_an_expression_takes_its_imports_along() -> None:
    text = "import os\nfrom datetime import datetime\n\nx = datetime.utcnow()\n"
    assert fixed(
        text, "replace_expression", calls("utcnow"), code="datetime.now(timezone.utc)", imports="datetime.timezone"
    ) == "import os\nfrom datetime import datetime, timezone\n\nx = datetime.now(timezone.utc)\n"  # fmt: skip
