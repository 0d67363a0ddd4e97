"""Moves code as people do, without changing what it does: functions down, functions past each other, a file renamed."""

from __future__ import annotations

import ast
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from itertools import pairwise
from pathlib import Path

_PUSH = "\n\n_MOVED_DOWN = (\n    1,\n    2,\n)\n"


def pushed_down(text: str) -> str:
    """The text with a constant below its imports, so that all functions stand lower."""
    imports = [node for node in ast.parse(text).body if isinstance(node, ast.Import | ast.ImportFrom)]
    if not imports:
        return text
    end = max(node.end_lineno or 0 for node in imports)
    lines = text.splitlines(keepends=True)
    return "".join([*lines[:end], _PUSH, *lines[end:]])


def swapped(text: str) -> str:
    """The text with its last two neighbours without decorators swapped; to decorators, order may mean something."""
    body = ast.parse(text).body
    for first, second in reversed(list(pairwise(body))):
        if _is_plain(first) and _is_plain(second):
            lines = text.splitlines(keepends=True)
            a, b, c, d = first.lineno - 1, first.end_lineno or 0, second.lineno - 1, second.end_lineno or 0
            return "".join([*lines[:a], *lines[c:d], *lines[b:c], *lines[a:b], *lines[d:]])
    return text


def _is_plain(node: ast.stmt) -> bool:
    return isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef) and not node.decorator_list


def renamable(root: Path, candidates: Mapping[str, int]) -> str | None:
    """Of these files (path -> findings) the one with most findings that only import lines name, None without one."""
    texts = [file.read_text("utf-8", errors="replace") for file in root.rglob("*.py")]
    named: Counter[str] = Counter()
    for text in texts:
        for line in text.splitlines():
            if not re.match(r"\s*(from|import)\b", line):
                named.update(set(re.findall(r"\w+", line)))
    for path in sorted(candidates, key=lambda p: (-candidates[p], p)):
        stem = Path(path).stem
        if stem not in {"__init__", "main", "conftest"} and not named[stem] and not stem.startswith("test"):
            return path
    return None


def rename(root: Path, path: str) -> Iterator[str]:
    """Gives a module another name and tells the modules that import it; yields the files that changed."""
    file = root / path
    stem = file.stem
    file.rename(file.with_name(f"{stem}_renamed.py"))
    for other in root.rglob("*.py"):
        text = other.read_text("utf-8", errors="replace")
        changed = "".join(_renamed(line, stem) for line in text.splitlines(keepends=True))
        if changed != text:
            other.write_text(changed, encoding="utf-8")
            yield other.relative_to(root).as_posix()


def _renamed(line: str, stem: str) -> str:
    return re.sub(rf"\b{stem}\b", f"{stem}_renamed", line) if re.match(r"\s*(from|import)\b", line) else line
