from __future__ import annotations

import pytest

from fastapi_lint.facts.path_template import covers, is_greedy, shape


@pytest.mark.parametrize(
    ("earlier", "later"),
    [
        ("/items/{id}", "/items/me"),
        ("/items/{id}", "/items/{id:int}"),
        ("/items/{id:float}", "/items/{id:int}"),
        ("/{rest:path}", "/"),
        ("/{rest:path}", "/a/{b}/{c:path}"),
        ("/files/{name}.json", "/files/index.json"),
        ("/{a}/{b}", "/users/{id:uuid}"),
    ],
)
def test_an_earlier_path_covers_what_it_matches_entirely(earlier: str, later: str) -> None:
    assert covers(earlier, later)


@pytest.mark.parametrize(
    ("earlier", "later"),
    [
        ("/items/{id:int}", "/items/me"),
        ("/items/{id:int}", "/items/{id}"),
        ("/items/{id:int}", "/items/{id:float}"),
        ("/items/{id}", "/items"),
        ("/items/{id}", "/items/{id}/lines"),
        ("/items/{id}", "/items/{rest:path}"),
        ("/files/{name}.json", "/files/{name}"),
        ("/items/{id:slug}", "/items/me"),
        ("/items/{id}", "/items/{id:slug}"),
        ("/a.b/{id}", "/aXb/me"),
    ],
)
def test_a_path_that_leaves_some_requests_over_does_not_cover(earlier: str, later: str) -> None:
    assert not covers(earlier, later)


def test_names_of_parameters_do_not_change_the_shape_of_a_path() -> None:
    assert shape("/items/{id}/{rest:path}") == shape("/items/{item_id:str}/{tail:path}")


def test_converters_change_the_shape_of_a_path() -> None:
    assert shape("/items/{id}") != shape("/items/{id:int}")


def test_only_a_final_path_converter_is_greedy() -> None:
    assert is_greedy("/files/{rest:path}")
    assert not is_greedy("/files/{rest:path}/info")
