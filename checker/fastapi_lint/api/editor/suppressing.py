"""A comment that suppresses one finding, as an edit: with a reason to fill in, where it takes effect."""

from __future__ import annotations

import ast
import re
import warnings
from collections.abc import Iterator, Sequence

from fastapi_lint.engine.suppress import suppressions, suppressions_in_lines
from fastapi_lint.model.diagnostic import Diagnostic
from fastapi_lint.model.fix import Edit
from fastapi_lint.source.lines import split_lines

REASON = "TODO: say why"
"""Stands where people write their reason; without any, the comment itself would be reported."""

_WITHOUT = (".json", ".jsonc", ".md")
"""Files in which a comment is no comment to all their readers, or is shown."""

_LISTED = re.compile(r"#\s*fastapi-lint:\s*ignore\s*\[(?P<rules>[^\]]*)\]")


def suppressing(path: str, text: str, found: Diagnostic) -> Edit | None:
    """The edit that takes a finding out of the report and changes nothing else; None where no comment can stand."""
    lines = split_lines(text)
    first, last = found.location.line, max(found.location.line, found.location.end_line)
    if not 1 <= first <= len(lines) or path.endswith(_WITHOUT):
        return None
    for edit in _candidates(path, lines, first, min(last, len(lines)), found.rule):
        if _takes_effect(path, text, lines, edit, found):
            return edit
    return None


def _candidates(path: str, lines: Sequence[str], first: int, last: int, rule: str) -> Iterator[Edit]:
    """Edits in the order of taste: into a comment that is there, behind the line, behind its last one, above it."""
    for number in dict.fromkeys((first, last)):
        if listed := _LISTED.search(lines[number - 1]):
            column = listed.end("rules") + 1
            yield Edit(number, column, number, column, f", {rule}" if listed["rules"].strip() else rule)
    if not _is_dockerfile(path):  # there a comment needs a line of its own
        for number in dict.fromkeys((first, last)):
            column = len(lines[number - 1].rstrip()) + 1
            yield Edit(number, column, number, column, f"  # fastapi-lint: ignore[{rule}] {REASON}")
    line = lines[first - 1]
    margin = line[: len(line) - len(line.lstrip())]
    end = "\r\n" if line.endswith("\r\n") else "\n"
    yield Edit(first, 1, first, 1, f"{margin}# fastapi-lint: ignore[{rule}] {REASON}{end}")


def _takes_effect(path: str, text: str, lines: Sequence[str], edit: Edit, found: Diagnostic) -> bool:
    """Whether the comment is read as one, covers the finding, and leaves the code what it was."""
    starts = sum(map(len, lines[: edit.line - 1])) + edit.column - 1
    after = text[:starts] + edit.text + text[starts:]
    shift = edit.text.count("\n")
    first, last = found.location.line + shift, max(found.location.line, found.location.end_line) + shift
    read = suppressions(after) if path.endswith(".py") else suppressions_in_lines(after)
    covers = any(
        found.rule in c.rules and c.reason and (first <= c.line <= last or c.line <= first <= c.until) for c in read
    )
    return covers and (not path.endswith(".py") or _tree(after) == _tree(text))


def _tree(text: str) -> str:
    """The code without its layout, "" when Python rejects it."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            return ast.dump(ast.parse(text))
        except (SyntaxError, ValueError, MemoryError, RecursionError):
            return ""


def _is_dockerfile(path: str) -> bool:
    name = path.rpartition("/")[2].lower()
    return name.startswith(("dockerfile", "containerfile")) or name.endswith(".dockerfile")
