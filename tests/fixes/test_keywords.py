"""`set_keyword` and `remove_keyword`."""

from __future__ import annotations

import pytest

from tests.fixes.asking import apply, calls, fixed, refuses


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("get()", "get(timeout=5)"),
        ("get(url)", "get(url, timeout=5)"),
        ("get(url,)", "get(url, timeout=5,)"),
        ("get(url, timeout=None)", "get(url, timeout=5)"),
        ("get(*urls)", "get(*urls, timeout=5)"),
        ("get(\n    url\n)", "get(\n    url,\n    timeout=5\n)"),
        ("get(\n    url,\n)", "get(\n    url,\n    timeout=5,\n)"),
        ("get(\n    url,  # where\n)", "get(\n    url,  # where\n    timeout=5,\n)"),
        ("get(\n    url  # where\n)", "get(\n    url,  # where\n    timeout=5\n)"),
        ("get(\n    url,\n    # the end\n)", "get(\n    url,\n    # the end\n    timeout=5,\n)"),
        ("get(url,\n    a=1)", "get(url,\n    a=1,\n    timeout=5)"),
        ("get(url, a=1,\n)", "get(url, a=1, timeout=5,\n)"),
        ("get(\n\turl,\r\n\ta=1,\r\n)", "get(\n\turl,\r\n\ta=1,\r\n\ttimeout=5,\r\n)"),
        ("get(\n)", "get(timeout=5)"),
    ],
)
def test_a_keyword_is_set(before: str, after: str) -> None:
    assert fixed(f"x = {before}  # here\n", "set_keyword", calls("get"), name="timeout", value="5") == (
        f"x = {after}  # here\n"
    )


@pytest.mark.parametrize(
    "call",
    ["get(**options)", "get(x for x in y)", "get(timeout=5)", "get(timeout=(  # why\n    1))", "get(a, b  # c\n)"],
)
def test_a_keyword_is_not_set_where_it_may_do_harm(call: str) -> None:
    assert refuses(f"x = {call}\n", "set_keyword", calls("get"), name="timeout", value="5")


def test_the_value_brings_its_import() -> None:
    text = "import httpx\n\nx = httpx.get(url)\n"
    assert fixed(
        text, "set_keyword", calls("get"), name="timeout", value="Timeout(5, pool=Timeout)", imports="httpx.Timeout"
    ) == "import httpx\n\nx = httpx.get(url, timeout=httpx.Timeout(5, pool=httpx.Timeout))\n"  # fmt: skip


def test_a_value_that_is_no_expression_is_refused() -> None:
    assert refuses("x = get(url)\n", "set_keyword", calls("get"), name="timeout", value="5 6")


def test_the_import_of_a_replaced_value_goes() -> None:
    text = "from a import NEVER\n\nx = get(timeout=NEVER)\n"
    assert fixed(text, "set_keyword", calls("get"), name="timeout", value="5") == "\nx = get(timeout=5)\n"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("get(gone=1)", "get()"),
        ("get(gone=1,)", "get()"),
        ("get(a, gone=1)", "get(a)"),
        ("get(gone=1, b=2)", "get(b=2)"),
        ("get(a, gone=1, b=2)", "get(a, b=2)"),
        ("get(a, gone=1,)", "get(a,)"),
        ("get(\n    a,\n    gone=1,\n)", "get(\n    a,\n)"),
        ("get(\n    a,\n    gone=1\n)", "get(\n    a\n)"),
        ("get(\n    gone=1,\n    b=2,\n)", "get(\n    b=2,\n)"),
        ("get(\n    gone=1,\n)", "get()"),
        ("get(\n    a,  # 1\n    gone=1,  # 2\n    b=3,  # 3\n)", "get(\n    a,  # 1\n    # 2\n    b=3,  # 3\n)"),
        ("get(\n    a,  # one\n    gone=1,  # two\n)", "get(\n    a,  # one\n    # two\n)"),
        ("get(\n    gone=1,  # two\n)", "get(\n    # two\n)"),
        ("get(\n    a,\n    # about gone\n    gone=1,\n    b=3)", "get(\n    a,\n    # about gone\n    b=3)"),
        ("get(a,  # one\n    gone=1)", "get(a,  # one\n    )"),
        ("get(gone=1,  # one\n    b=2)", "get(  # one\n    b=2)"),
    ],
)  # fmt: skip
def test_a_keyword_is_removed(before: str, after: str) -> None:
    assert fixed(f"x = {before}\n", "remove_keyword", calls("get"), name="gone") == f"x = {after}\n"


def test_a_keyword_that_is_not_there_is_not_removed() -> None:
    assert refuses("x = get(a)\n", "remove_keyword", calls("get"), name="gone")


def test_a_value_with_a_comment_is_not_removed() -> None:
    assert refuses("x = get(gone=[  # why\n])\n", "remove_keyword", calls("get"), name="gone")


def test_a_call_in_a_decorator_of_a_nested_function_changes() -> None:
    text = 'def make():\n\t@router.get("/", gone=1)\n\tasync def read(): ...\n'
    assert fixed(text, "remove_keyword", calls("get"), name="gone") == text.replace(", gone=1", "")


def test_the_outer_of_two_nested_calls_changes_first() -> None:
    done = apply("x = get(get(a, gone=1), gone=2)\n", "remove_keyword", calls("get"), name="gone")
    assert done.text == "x = get(get(a, gone=1))\n"
    assert len(done.applied) == 1
