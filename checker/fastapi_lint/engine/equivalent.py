"""The answer of an earlier run when files have changed since, but none in a way that any rule could notice.

A file that only got another comment, another blank line at its end or another bare string parses to the same tree
at the same places. Then all facts are the same, and so is the answer. Reading a whole project to find that out takes
ten times as long.
"""
# pathlib and the package's own modules take longer to import than all of this takes to run.
# ruff: noqa: PTH118, PTH123, PTH208

import os
import time
from _collections_abc import Callable, Iterable
from zlib import compress, crc32, decompress

from fastapi_lint.engine import replay

TYPE_CHECKING = False
if TYPE_CHECKING:
    from fastapi_lint.engine.evidence import Evidence, Ruff

_MOST = 8
"""Changed files and folders beyond which a run starts anew."""

_MARKER = b"fastapi-lint:"
_CONTEXT = 3
"""Lines around a finding that may be shown with it."""


def keep(cache_dir: str, key: str, evidence: "Evidence", *, shows_edits: bool = False) -> None:
    """Keeps what later runs compare changed files with, when these are still the files of the recorded answer.

    `shows_edits`: the answer says how to fix what can be fixed, which a comment may change.
    """
    compared = set(evidence.lines).difference(evidence.fixable if shows_edits else ())
    texts = {path: compress(text, 1) for path in compared if (text := _read(path)) is not None}
    lines = {path: list(numbers) for path, numbers in evidence.lines.items()}
    listings = {folder: _listing(folder) for folder in evidence.folders}
    recorded = replay.load(cache_dir, key)
    if recorded is None or replay.changed(recorded[0], recorded[1]) != []:
        return
    try:
        value = (_answer(recorded[2], recorded[3]), texts, lines, list(evidence.unread), listings, evidence.ruff)
        replay.keep_file(cache_dir, key, _file(cache_dir, key), value)
    except OSError:
        return


def replay_equivalent(
    cache_dir: str, key: str, agrees: "Callable[[Ruff, list[str]], bool]"
) -> tuple[bytes, int] | None:
    """The output and exit code recorded under a key, None when something changed that might matter."""
    started = time.time_ns()
    recorded = replay.load(cache_dir, key)
    changed = None if recorded is None else replay.changed(recorded[0], recorded[1])
    if recorded is None or changed is None or not 0 < len(changed) <= _MOST:
        return None
    kept = replay.load_file(cache_dir, key, _file(cache_dir, key))
    if kept is None:
        return None
    answer, texts, lines, unread, listings, ruff = kept
    if answer != _answer(recorded[2], recorded[3]):
        return None
    for path in changed:
        if path in texts:
            if not _says_the_same(decompress(texts[path]), _read(path), lines[path]):
                return None
        elif path in listings:
            if _listing(path) != listings[path]:
                return None
        elif path not in unread or _MARKER in (_read(path) or _MARKER):
            return None
    files = [path for path in changed if path not in listings]
    if ruff is not None and files and not agrees(ruff, files):
        return None
    paths, _, output, exit_code = recorded
    replay.record(cache_dir, key, started, paths, output, exit_code)
    return output, exit_code


def _answer(output: bytes, exit_code: int) -> int:
    """A checksum of an answer: files kept beside another one say nothing about it."""
    return crc32(output, exit_code)


def _file(cache_dir: str, key: str) -> str:
    return os.path.join(cache_dir, f"sources-{crc32(key.encode('utf-8', 'surrogatepass')):08x}")


def _read(path: str) -> bytes | None:
    try:
        with open(path, "rb") as stream:
            return stream.read()
    except OSError:
        return None


def _listing(folder: str) -> int:
    """A checksum of the names in a folder, 0 when it is gone."""
    try:
        return crc32("\0".join(sorted(os.listdir(folder))).encode("utf-8", "surrogateescape"))
    except OSError:
        return 0


def _says_the_same(old: bytes, new: bytes | None, lines: Iterable[int]) -> bool:
    """Whether two texts of a file have the same trees, no suppressions, and the same lines around all findings."""
    if new is None or _MARKER in old or _MARKER in new:
        return False
    before, after = old.splitlines(), new.splitlines()
    for line in lines:
        around = slice(max(line - 1 - _CONTEXT, 0), line + _CONTEXT)
        if before[around] != after[around]:
            return False
    tree = _tree(old)
    return tree is not None and tree == _tree(new)


def _tree(text: bytes) -> bytes | None:
    """A file's tree with all places, bare strings between statements left out; None when this Python cannot read it."""
    import ast
    import warnings
    from _pickle import dumps

    warnings.simplefilter("ignore")
    try:
        module = ast.parse(text)
    except (SyntaxError, ValueError, MemoryError, RecursionError):
        return None
    module.body = [s for n, s in enumerate(module.body) if n == 0 or not _is_bare(s)]
    return dumps(module, 5)


def _is_bare(statement: object) -> bool:
    value = getattr(statement, "value", None)
    return type(statement).__name__ == "Expr" and type(value).__name__ == "Constant"
