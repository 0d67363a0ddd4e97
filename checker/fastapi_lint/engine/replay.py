"""The answer of an earlier run, word for word, when nothing that decided it has changed since.

This is all that a fully warm run imports, so it uses modules that the interpreter has loaded anyway, and zlib.
"""
# pathlib takes longer to import than the files of a project take to verify.
# ruff: noqa: PTH103, PTH105, PTH107, PTH110, PTH116, PTH118, PTH123

import marshal
import os
import sys
from _collections_abc import Iterable, Mapping, Sequence  # what `os` has imported; collections.abc takes 1 ms more
from zlib import crc32

from fastapi_lint import __version__

TYPE_CHECKING = False  # `typing` takes 3 ms to import
if TYPE_CHECKING:
    from typing import Any, TypeAlias

    State: TypeAlias = tuple[int, int, int] | None

AGENT_VARIABLES = (
    "AI_AGENT",
    "CLAUDECODE",
    "CODEX_SANDBOX",
    "CODEX_THREAD_ID",
    "CURSOR_AGENT",
    "GEMINI_CLI",
    "OPENCODE",
)
"""What coding agents set for the commands that they run; then the format is another one."""

_ENVIRONMENT = (
    *AGENT_VARIABLES,
    *("CI", "COLORTERM", "COLUMNS", "FORCE_COLOR", "GITHUB_ACTIONS", "LANG", "LC_ALL", "LC_CTYPE", "LINES"),
    *("NO_COLOR", "PATH", "PYTHONIOENCODING", "PYTHONUTF8", "TERM", "TTY_COMPATIBLE", "TTY_INTERACTIVE"),
)
_MOST = 32
"""Answers kept in one folder: one per command line and environment."""
_KEPT = ("answer-", "sources-")
"""How the files of an answer begin: what was said, and what it rests on."""

SETTLED_NS = 50_000_000
"""A file that changed later than this before a run may change again without a new time stamp."""

_TAG = "CACHEDIR.TAG"
_TAG_TEXT = (
    "Signature: 8a477f597d28d172789f06886806bc55\n"
    "# This folder holds what fastapi-lint computes anew when it is deleted; see https://bford.info/cachedir/\n"
)


def key(argv: Sequence[str], cwd: str, env: Mapping[str, str], width: int = 0) -> str:
    """Everything besides files that decides an answer. `width`: columns of the terminal, 0 when output is no terminal.

    Variables of `env` count when output or delegates depend on them, and all whose names begin with FASTAPI_LINT.
    """
    own = sorted(name for name in env if name.startswith("FASTAPI_LINT"))
    settings = [f"{name}={env[name]}" for name in (*_ENVIRONMENT, *own) if name in env]
    return "\0".join([__version__, sys.version, sys.prefix, cwd, str(width), *settings, "", *argv])


def replay(cache_dir: str, key: str) -> tuple[bytes, int] | None:
    """The output and exit code recorded under a key, None when anything differs or the record is damaged."""
    recorded = load(cache_dir, key)
    if recorded is None or states_of(recorded[0]) != recorded[1]:
        return None
    return recorded[2], recorded[3]


def load(cache_dir: str, key: str) -> "tuple[list[str], list[State], bytes, int] | None":
    """Paths, their states, output and exit code as recorded, whether they still hold or not."""
    found: tuple[list[str], list[State], bytes, int] | None = load_file(cache_dir, key, _file(cache_dir, key))
    return found


def load_file(cache_dir: str, key: str, file: str) -> "Any":
    """What `keep_file` wrote to a file under the same key; None when it is absent, damaged or of another origin."""
    try:
        start = _head(cache_dir, key)
        with open(file, "rb") as stream:
            data = stream.read()
    except OSError:
        return None
    body = memoryview(data)[len(start) + 4 :]
    if not data.startswith(start) or crc32(body) != int.from_bytes(data[len(start) : len(start) + 4], "big"):
        return None
    return marshal.loads(body)  # noqa: S302 - written here: nobody else knows the head


def keep_file(cache_dir: str, key: str, file: str, value: "Any") -> None:
    """Writes a value of plain types in one step; OSError when the place refuses."""
    body = marshal.dumps(value)
    fresh = f"{file}.{os.getpid()}"
    with open(fresh, "xb") as stream:
        stream.write(b"".join((_head(cache_dir, key), crc32(body).to_bytes(4, "big"), body)))
    os.replace(fresh, file)


def changed(paths: Sequence[str], states: "Sequence[State]") -> list[str] | None:
    """The paths whose state is another one now; None when one of them has appeared or is gone."""
    found = []
    for path, before, now in zip(paths, states, states_of(paths), strict=True):
        if before != now:
            if before is None or now is None:
                return None
            found.append(path)
    return found


def record(cache_dir: str, key: str, started_ns: int, paths: Iterable[str], output: bytes, exit_code: int) -> bool:
    """Keeps an answer with the state of every file and folder that decided it; says whether it was kept.

    `paths` are absolute: all files read, all folders listed, and the places where a file was looked for in vain.
    Nothing is kept when one of them changed less than 50 ms before `started_ns` (ns since the epoch) or later.
    """
    listed = list(dict.fromkeys(paths))
    states = states_of(listed)
    if any(state and max(state[1:]) > started_ns - SETTLED_NS for state in states):
        return False
    try:
        prepare(cache_dir)
        keep_file(cache_dir, key, _file(cache_dir, key), (listed, states, output, exit_code))
        _forget_oldest(cache_dir)
    except OSError:
        return False
    return True


def prepare(cache_dir: str) -> None:
    """Makes a cache folder that version control and backups pass by; OSError when the place refuses."""
    os.makedirs(cache_dir, exist_ok=True)
    for name, text in ((".gitignore", "*\n"), (_TAG, _TAG_TEXT)):
        path = os.path.join(cache_dir, name)
        if not os.path.exists(path):
            with open(path, "w", encoding="ascii", newline="\n") as stream:
                stream.write(text)


def states_of(paths: Iterable[str]) -> "list[State]":
    """Size in bytes, times of last change and of last change of status in ns; None for what does not exist."""
    stat = os.stat
    states: list[State] = []
    for path in paths:
        try:
            found = stat(path)
        except OSError:
            states.append(None)
        else:
            states.append((found.st_size, found.st_mtime_ns, found.st_ctime_ns))
    return states


def _head(cache_dir: str, key: str) -> bytes:
    """What a record begins with: a record that came with a project cannot foresee the state of the folder's tag."""
    tag = os.stat(os.path.join(cache_dir, _TAG))
    return f"{tag.st_dev} {tag.st_ino} {tag.st_ctime_ns}\0{key}\0".encode("utf-8", "surrogatepass")


def _file(cache_dir: str, key: str) -> str:
    return os.path.join(cache_dir, f"answer-{crc32(key.encode('utf-8', 'surrogatepass')):08x}")


def _forget_oldest(cache_dir: str) -> None:
    """Another run may be doing the same, so that a file is gone when its turn comes."""
    try:
        with os.scandir(cache_dir) as entries:
            files = [(entry.stat().st_mtime_ns, entry.name, entry.path) for entry in entries]
        for kind in _KEPT:
            for _, _, path in sorted(file for file in files if file[1].startswith(kind))[:-_MOST]:
                os.remove(path)
    except OSError:
        return
