"""The text of a tree is the one that libcst writes."""

from __future__ import annotations

from pathlib import Path

import libcst as cst
import pytest

from fastapi_lint.engine.fixing.generate import code_of

SOURCES = sorted((Path(__file__).parents[2] / "checker/fastapi_lint/engine").rglob("*.py"))


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.stem)
def test_a_file_is_written_as_it_was_read(path: Path) -> None:
    text = path.read_text("utf-8")
    assert code_of(cst.parse_module(text)) == text


@pytest.mark.parametrize(
    "text", ["", "\n", "x", "x\r\n", "x\r\ny", "# c", "\n\n# c\n", "  # c", "if x:\n\ty", "if x:\n  y\n # z", "x; y;"]
)
def test_the_ends_of_a_file_are_written_as_libcst_writes_them(text: str) -> None:
    module = cst.parse_module(text)
    assert code_of(module) == module.code


def test_a_changed_statement_is_written_anew() -> None:
    module = cst.parse_module("a = 1\nb = 2\n")
    assert code_of(module) == "a = 1\nb = 2\n"
    changed = module.with_changes(body=[module.body[1]])
    assert code_of(changed) == "b = 2\n"
