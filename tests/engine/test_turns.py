"""How work is cut into parts that processes take in turn."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from fastapi_lint.engine.turns import parts


@given(st.lists(st.integers(min_value=0, max_value=10_000), max_size=300))
def test_every_item_is_in_one_part(weights: list[int]) -> None:
    assert sorted(n for part in parts(weights) for n in part) == list(range(len(weights)))


@given(st.lists(st.integers(min_value=1, max_value=10_000), min_size=1, max_size=300))
def test_the_heaviest_item_comes_first(weights: list[int]) -> None:
    assert weights[parts(weights)[0][0]] == max(weights)


def test_a_heavy_item_is_a_part_of_its_own() -> None:
    assert parts([1, 900, 1])[0] == [1]


def test_parts_grow_smaller_so_that_everybody_ends_at_about_the_same_time() -> None:
    sizes = [len(part) for part in parts([1] * 10_000)]
    assert sizes == sorted(sizes, reverse=True)
    assert sizes[0] > 10 * sizes[-1]


def test_thousands_of_items_are_few_parts() -> None:
    assert len(parts([1] * 50_000)) < 100
