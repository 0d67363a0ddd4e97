"""Anchors: places packed into one number."""

from __future__ import annotations

from binascii import crc32

from fastapi_lint.model.location import anchor_in, block_of, file_number, node_of, path_of, reading_order


def test_an_anchor_gives_back_what_it_was_made_of() -> None:
    at = anchor_in("app/main.py", 3, 7)
    assert (path_of(at), block_of(at), node_of(at)) == ("app/main.py", 3, 7)


def test_the_anchor_of_a_file_comes_before_those_of_its_blocks() -> None:
    assert anchor_in("a.py") < anchor_in("a.py", 0) < anchor_in("a.py", 0, 1) < anchor_in("a.py", 1)


def test_paths_whose_checksums_agree_have_different_numbers() -> None:
    one, other = "api/carts/pages.py", "auth/media/billing.py"
    assert crc32(one.encode()) >> 10 == crc32(other.encode()) >> 10
    assert file_number(one) != file_number(other)
    assert [path_of(anchor_in(path)) for path in (one, other)] == [one, other]


def test_a_path_that_is_no_unicode_has_a_number() -> None:
    assert path_of(anchor_in("caf\udce9.py")) == "caf\udce9.py"


def test_places_of_different_files_are_sorted_by_path() -> None:
    places = [anchor_in("b.py", 0), anchor_in("a.py", 2), anchor_in("a.py", 1)]
    assert sorted(places, key=reading_order) == [places[2], places[1], places[0]]
