"""Bytes -> text as Python itself reads them."""

from __future__ import annotations

from fastapi_lint.source.decode import SIZE_LIMIT, Unreadable, decode


def test_utf_8_is_the_default() -> None:
    assert decode("s = 'ü'\n".encode()) == "s = 'ü'\n"


def test_a_byte_order_mark_is_not_part_of_the_text() -> None:
    assert decode(b"\xef\xbb\xbfx = 1\n") == "x = 1\n"


def test_newlines_stay_as_they_are() -> None:
    assert decode(b"a\r\nb\rc\n") == "a\r\nb\rc\n"


def test_a_coding_comment_in_the_first_line_names_the_encoding() -> None:
    assert decode(b"# -*- coding: latin-1 -*-\ns = '\xfc'\n") == "# -*- coding: latin-1 -*-\ns = 'ü'\n"


def test_a_coding_comment_may_stand_in_the_second_line() -> None:
    assert decode(b"#!/usr/bin/python\n# vim: set fileencoding=cp1252 :\ns = '\x80'\n") == (
        "#!/usr/bin/python\n# vim: set fileencoding=cp1252 :\ns = '€'\n"
    )


def test_a_coding_comment_in_the_third_line_is_a_comment() -> None:
    found = decode(b"\n\n# coding: latin-1\ns = '\xfc'\n")
    assert found == Unreadable("unreadable-file", "byte 25 is not valid utf-8", 4)


def test_a_coding_comment_after_code_is_a_comment() -> None:
    assert isinstance(decode(b"x = 1\n# coding: latin-1\ns = '\xfc'\n"), Unreadable)


def test_an_unknown_encoding_is_named() -> None:
    assert decode(b"# coding: klingon\n") == Unreadable(
        "unreadable-file", "its encoding `klingon` is not known to Python", 1
    )


def test_an_encoding_that_is_no_text_encoding_is_named() -> None:
    assert decode(b"# coding: hex\n") == Unreadable("unreadable-file", "its encoding `hex` is not known to Python", 1)


def test_a_wrong_byte_is_named_with_its_line() -> None:
    assert decode(b"x = 1\ny = '\xff'\n") == Unreadable("unreadable-file", "byte 11 is not valid utf-8", 2)


def test_nul_bytes_are_named_with_their_line() -> None:
    assert decode(b"x = 1\n\0\n") == Unreadable("unreadable-file", "it contains NUL bytes", 2)


def test_a_file_beyond_the_limit_is_not_decoded() -> None:
    assert decode(b" " * (SIZE_LIMIT + 1)) == Unreadable("unreadable-file", "it is larger than 4 MiB")
    assert decode(b" " * SIZE_LIMIT) == " " * SIZE_LIMIT
