"""A comment that suppresses a finding stands where it is read as one, and changes nothing else."""

from __future__ import annotations

import ast

import pytest

from fastapi_lint.api.editor.suppressing import REASON, suppressing
from fastapi_lint.model.diagnostic import Diagnostic, Severity
from fastapi_lint.model.location import Location

MARK = f"# fastapi-lint: ignore[blocking-sleep] {REASON}"


def found(path: str, line: int, end_line: int = 0) -> Diagnostic:
    place = Location(path, line, 1, end_line or line, 2)
    return Diagnostic("blocking-sleep", "concurrency", Severity.ERROR, "high", "source", place, "it sleeps")


def suppressed(path: str, text: str, line: int, end_line: int = 0) -> str:
    """The text with the comment."""
    edit = suppressing(path, text, found(path, line, end_line))
    assert edit is not None
    assert (edit.line, edit.column) == (edit.end_line, edit.end_column)
    lines = text.splitlines(keepends=True)
    start = sum(map(len, lines[: edit.line - 1])) + edit.column - 1
    return text[:start] + edit.text + text[start:]


@pytest.mark.parametrize(
    ("text", "line", "wanted"),
    [
        ("sleep(1)\n", 1, f"sleep(1)  {MARK}\n"),
        ("sleep(1)", 1, f"sleep(1)  {MARK}"),
        ("sleep(1)\r\nx = 1\r\n", 1, f"sleep(1)  {MARK}\r\nx = 1\r\n"),
        ("sleep(1)  # noqa: S1\n", 1, f"sleep(1)  # noqa: S1  {MARK}\n"),
        (
            "sleep(1)  # fastapi-lint: ignore[other-rule] it must\n",
            1,
            "sleep(1)  # fastapi-lint: ignore[other-rule, blocking-sleep] it must\n",
        ),
        ('def f():\n    sleep("""\n    a\n    """)\n', 2, f'def f():\n    {MARK}\n    sleep("""\n    a\n    """)\n'),
        ("x = 1 + \\\n    sleep(1)\n", 1, f"{MARK}\nx = 1 + \\\n    sleep(1)\n"),
    ],
    ids=["plain", "no line end", "crlf", "another comment", "another rule", "a long string", "a continued line"],
)
def test_python_keeps_its_meaning(text: str, line: int, wanted: str) -> None:
    changed = suppressed("app.py", text, line)
    assert changed == wanted
    assert ast.dump(ast.parse(changed)) == ast.dump(ast.parse(text))


def test_a_dockerfile_takes_comments_on_lines_of_their_own_only() -> None:
    text = "FROM python\nCMD run\n"
    assert suppressed("Dockerfile", text, 2) == f"FROM python\n{MARK}\nCMD run\n"


def test_toml_takes_them_behind_the_line() -> None:
    assert suppressed("pyproject.toml", "[project]\n", 1) == f"[project]  {MARK}\n"


def test_where_no_comment_can_stand_nothing_is_offered() -> None:
    assert suppressing("app.py", 'x = """\n{}\n"""\n', found("app.py", 2)) is None
    assert suppressing("data.json", "{}\n", found("data.json", 1)) is None
    assert suppressing("app.py", "", found("app.py", 1)) is None
