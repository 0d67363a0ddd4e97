"""Formats are found by their names."""

from __future__ import annotations

import pytest

from fastapi_lint.model.errors import UsageError
from fastapi_lint.reporters.registry import FORMATS, reporter


@pytest.mark.parametrize("name", FORMATS)
def test_every_format_renders(name: str) -> None:
    assert callable(reporter(name).render)


def test_an_unknown_format_names_the_nearest_one() -> None:
    with pytest.raises(UsageError, match="did you mean `sarif`"):
        reporter("sarfi")


def test_an_outlandish_format_lists_the_choices() -> None:
    with pytest.raises(UsageError, match="choose one of text, json"):
        reporter("zzz")


def test_an_internal_module_is_not_a_format() -> None:
    with pytest.raises(UsageError):
        reporter("closing")
