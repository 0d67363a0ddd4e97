"""The lines that a report shows are those that it names."""

from __future__ import annotations

import pytest

from fastapi_lint.api.sources import Sources


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_lines_end_where_python_ends_them(end: str) -> None:
    text = end.join(["one", "\x0c", "a = '\u2028\x85\x1d'", "", "end"])
    assert Sources({"a.py": text}.get).get("a.py") == ("one", "\x0c", "a = '\u2028\x85\x1d'", "", "end")
