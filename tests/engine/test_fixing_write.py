from __future__ import annotations

import codecs
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from fastapi_lint.engine.fixing.write import CannotWrite, encoding_of, write_atomically
from fastapi_lint.source.decode import decode


def _file(folder: Path, data: bytes) -> Path:
    file = folder / "a.py"
    file.write_bytes(data)
    return file


def test_the_byte_order_mark_stays(tmp_path: Path) -> None:
    file = _file(tmp_path, codecs.BOM_UTF8 + b"a = 1\r\n")
    write_atomically(file, "a = 2\r\n", before="a = 1\r\n")
    assert file.read_bytes() == codecs.BOM_UTF8 + b"a = 2\r\n"


@pytest.mark.parametrize("cookie", ["latin-1", "cp1252", "utf-8", "koi8-r"])
def test_the_encoding_stays(tmp_path: Path, cookie: str) -> None:
    letter = "я" if cookie == "koi8-r" else "é"
    before = f"#!/usr/bin/python\n# -*- coding: {cookie} -*-\nx = '{letter}'\n"
    file = _file(tmp_path, before.encode(cookie))
    write_atomically(file, before + "y = 1\n", before=before)
    assert file.read_bytes() == (before + "y = 1\n").encode(cookie)


@pytest.mark.parametrize("end", ["\r", "\r\n"])
def test_the_encoding_is_found_on_the_second_line_whatever_ends_the_first(tmp_path: Path, end: str) -> None:
    file = tmp_path / "a.py"
    file.write_bytes(f"#!/bin/sh{end}# coding: latin-1{end}x = 'é'{end}".encode("latin-1"))
    write_atomically(file, f"#!/bin/sh{end}# coding: latin-1{end}x = 'ü'{end}")
    assert file.read_bytes().decode("latin-1").endswith(f"x = 'ü'{end}")


def test_the_mode_stays(tmp_path: Path) -> None:
    file = _file(tmp_path, b"a\n")
    file.chmod(0o751)
    write_atomically(file, "b\n")
    assert file.stat().st_mode & 0o777 == 0o751


def test_a_symlink_stays_and_its_target_is_written(tmp_path: Path) -> None:
    target = _file(tmp_path, b"a\n")
    (tmp_path / "links").mkdir()
    link = tmp_path / "links" / "b.py"
    link.symlink_to(Path("..") / "a.py")
    write_atomically(link, "b\n")
    assert link.is_symlink()
    assert target.read_bytes() == b"b\n"


def test_nothing_else_is_left_in_the_folder(tmp_path: Path) -> None:
    file = _file(tmp_path, b"a\n")
    write_atomically(file, "b\n")
    assert list(tmp_path.iterdir()) == [file]


@pytest.mark.parametrize(
    ("data", "text", "before", "message"),
    [
        (b"a\n", "b\n", "c\n", "has changed since it was read"),
        (b"# coding: ascii\n", "# coding: ascii\n'\xe9'\n", None, "cannot be written in its encoding"),
        (b"# coding: nonsense\n", "b\n", None, "encoding of .* is not known"),
        (b"\xff\n", "b\n", None, "encoding of .* is not known"),
    ],
)
def test_a_file_that_cannot_be_written_stays(
    tmp_path: Path, data: bytes, text: str, before: str | None, message: str
) -> None:
    file = _file(tmp_path, data)
    with pytest.raises(CannotWrite, match=message):
        write_atomically(file, text, before=before)
    assert file.read_bytes() == data
    assert list(tmp_path.iterdir()) == [file]


def test_a_read_only_file_stays(tmp_path: Path) -> None:
    file = _file(tmp_path, b"a\n")
    file.chmod(0o444)
    with pytest.raises(CannotWrite, match="is read-only"):
        write_atomically(file, "b\n")
    assert file.read_bytes() == b"a\n"


def test_a_file_that_is_gone_is_an_error_in_words(tmp_path: Path) -> None:
    with pytest.raises(CannotWrite, match=r"gone\.py` cannot be written: No such file"):
        write_atomically(tmp_path / "gone.py", "")


def test_a_link_that_leads_to_itself_is_an_error_in_words(tmp_path: Path) -> None:
    loop = tmp_path / "loop.py"
    loop.symlink_to(loop)
    with pytest.raises(CannotWrite, match="cannot be written"):
        write_atomically(loop, "")


def test_a_folder_is_an_error_in_words(tmp_path: Path) -> None:
    with pytest.raises(CannotWrite, match="Is a directory"):
        write_atomically(tmp_path, "")


_COOKIES = st.sampled_from(["", "# coding: latin-1", "# vim: set fileencoding=utf-8 :", "#!/bin/sh\n# coding=cp1252"])
_LINES = st.lists(st.sampled_from(["x = 'é'", "", "\x0c", "# c", "y"]), max_size=5)
_ENDS = st.sampled_from(["\n", "\r\n"])


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(_COOKIES, _LINES, _ENDS, st.booleans(), st.booleans())
def test_what_is_read_and_written_back_is_byte_identical(
    tmp_path: Path, cookie: str, lines: list[str], end: str, mark: bool, closed: bool
) -> None:
    text = end.join([cookie, *lines]) + (end if closed else "")
    data = codecs.BOM_UTF8 + text.encode() if mark else text.encode(encoding_of(text.encode("ascii", "ignore")))
    file = _file(tmp_path, data)
    read = decode(data)
    assert isinstance(read, str)
    write_atomically(file, read, before=read)
    assert file.read_bytes() == data
