"""`fastapi-lint import`: clear words for what cannot be read, and nothing is written."""

from __future__ import annotations

from pathlib import Path

import pytest

from fastapi_lint.model.errors import UsageError
from tests.cli.test_reports import call


def test_a_document_is_read_and_nothing_is_written(tmp_path: Path) -> None:
    file = tmp_path / "CLAUDE.md"
    file.write_text("- Never use `print()` in the service.\n")
    code, output = call("import", str(file))
    assert code == 0
    assert f"  {file}:1  print-statement  Never use `print()` in the service.\n" in output
    assert [p.name for p in tmp_path.iterdir()] == ["CLAUDE.md"]


def test_what_cannot_be_read_is_named(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"gone\.md` cannot be read: No such file"):
        call("import", str(tmp_path / "gone.md"))
    (tmp_path / "latin.md").write_bytes(b"- na\xefve")
    with pytest.raises(UsageError, match=r"is no UTF-8: byte 4 cannot be decoded; save it as UTF-8"):
        call("import", str(tmp_path / "latin.md"))
    with pytest.raises(UsageError, match="cannot be read: Is a directory"):
        call("import", str(tmp_path))
