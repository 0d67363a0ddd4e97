"""`replace_decorator`, `remove_decorator_call`, `validator_to_field_validator`."""

from __future__ import annotations

import pytest

from tests.fixes.asking import calls, decorators, fixed, refuses


def test_a_decorator_is_replaced() -> None:
    text = "from a import old\n\n# why\n@old(1)  # here\n@other\nclass A: ...\n"
    assert fixed(text, "replace_decorator", decorators("old"), code="new(2)", imports="b.new") == (
        "from b import new\n\n# why\n@new(2)  # here\n@other\nclass A: ...\n"
    )


def test_a_decorator_with_a_comment_inside_is_not_replaced() -> None:
    assert refuses("@old(  # why\n)\ndef f(): ...\n", "replace_decorator", decorators("old"), code="new")


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("@old\ndef f(): ...\n", "def f(): ...\n"),
        ("# top\n@old(1)  # gone\n# about f\n@other\ndef f(): ...\n", "# top\n# about f\n@other\ndef f(): ...\n"),
        (
            "@other\n# about old\n@old(1)\n# last\nasync def f(): ...\n",
            "@other\n# about old\n# last\nasync def f(): ...\n",
        ),
        ("class A:\n\t@old\n\t@old(2)\n\tclass B: ...\n", "class A:\n\tclass B: ...\n"),
    ],
)
def test_a_decorator_is_removed(before: str, after: str) -> None:
    assert fixed(before, "remove_decorator_call", decorators("old")) == after


def test_a_decorator_with_a_comment_inside_is_not_removed() -> None:
    assert refuses("@old(  # why\n)\ndef f(): ...\n", "remove_decorator_call", decorators("old"))


def test_a_call_that_is_no_decorator_is_not_removed() -> None:
    assert refuses("if x:\n    old()\n", "remove_decorator_call", calls("old"))
    assert refuses("@other\ndef f():\n    old()\n", "remove_decorator_call", calls("old"))


def test_another_decorator_is_no_validator() -> None:
    text = 'class A:\n    @field_validator("x")\n    def f(cls, v): ...\n'
    assert refuses(text, "validator_to_field_validator", decorators("field_validator"))


_MODEL = """\
from pydantic import BaseModel, validator


class A(BaseModel):
    x: int

    # strip it
    @validator("x", pre=True, allow_reuse=True)  # noqa
    def strip(cls, value: str) -> str:
        return value.strip()
"""


def test_a_validator_becomes_a_field_validator() -> None:
    assert (
        fixed(_MODEL, "validator_to_field_validator", decorators("validator"))
        == """\
from pydantic import BaseModel, field_validator


class A(BaseModel):
    x: int

    # strip it
    @field_validator("x", mode="before")  # noqa
    @classmethod
    def strip(cls, value: str) -> str:
        return value.strip()
"""
    )


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ('validator("x")', 'field_validator("x")'),
        ('validator("x", "y", pre=False)', 'field_validator("x", "y")'),
        ('validator("x", check_fields=False)', 'field_validator("x", check_fields=False)'),
        ('validator(\n        "x",\n        pre=True,)', 'field_validator(\n        "x",\n        mode="before",)'),
        ('pydantic.validator("x")', 'pydantic.field_validator("x")'),
    ],
)  # fmt: skip
def test_arguments_are_translated(before: str, after: str) -> None:
    head = "import pydantic\nfrom pydantic import field_validator\n\n\nclass A:\n"
    text = f"{head}    @{before}\n    @classmethod\n    def f(cls, v): ...\n"
    assert fixed(text, "validator_to_field_validator", decorators("validator")) == text.replace(before, after)


def test_stacked_validators_get_one_classmethod() -> None:
    text = 'class A:\n    @validator("x")\n    @validator("y")\n    def f(cls, v): ...\n'
    assert fixed(text, "validator_to_field_validator", decorators("validator")) == (
        "from pydantic import field_validator\n\n\n"
        'class A:\n    @field_validator("x")\n    @field_validator("y")\n    @classmethod\n    def f(cls, v): ...\n'
    )


@pytest.mark.parametrize(
    ("decorator", "signature"),
    [
        ('validator("x", always=True)', "cls, v"),
        ('validator("x", each_item=True)', "cls, v"),
        ('validator("x", pre=PRE)', "cls, v"),
        ('validator("x", **options)', "cls, v"),
        ("validator(*names)", "cls, v"),
        ("validator", "cls, v"),
        ("validator()", "cls, v"),
        ('validator("x")', "cls, v, values"),
        ('validator("x")', "cls, v, *, field"),
        ('validator("x")', "cls, v, **kwargs"),
        ('validator("x")\n    @cache', "cls, v"),
    ],
)
def test_a_validator_without_an_equal_stays(decorator: str, signature: str) -> None:
    text = f"class A:\n    @{decorator}\n    def f({signature}): ...\n"
    assert refuses(text, "validator_to_field_validator", decorators("validator"))
