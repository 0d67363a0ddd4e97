"""Runs the installed ruff once over all files and gives its findings under our rule ids."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from fastapi_lint.delegate.again import checksums
from fastapi_lint.delegate.sorting import sorting_options
from fastapi_lint.model.diagnostic import Skipped
from fastapi_lint.model.fix import Edit, Safety
from fastapi_lint.model.record import Record, field

_SUBJECT = "ruff rules"
_SORTED = "I001"
_SYNTAX_ERROR = (None, "invalid-syntax")  # before and since ruff 0.12
_VERSIONS = range(7, 15)  # minor versions of Python 3 that every ruff from 0.12 on takes as a target
_UNREAD = re.compile(r"warning: Failed to lint (?P<path>.+?): (?P<why>.+)")
_IDIOMS = {"PLR0124": re.compile(r"`(\w+) != \1`")}
"""Messages of ruff about what people write on purpose: only NaN differs from itself."""
_UNKNOWN_CODE = re.compile(r"warning: (?:Selection )?`(?P<code>\w+)` has ")


class Delegated(Record, eq=True):
    """What ruff found, in our terms.

    `path` is relative to the root where possible. Lines and columns count from 1, the end column is
    exclusive, a byte order mark has no column. `safety` is that of `edits`, None when there are none.
    """

    path: str
    line: int
    column: int
    end_line: int
    end_column: int
    rule: str
    message: str
    edits: tuple[Edit, ...] = ()
    safety: Safety | None = None


class Delegation(Record, eq=True):
    """The findings, sorted by place, what ruff could not evaluate, and the files in which it met a syntax error.

    `command` asks for the same again when files are added to it; `said` holds a checksum of the answer for each file.
    """

    findings: tuple[Delegated, ...] = ()
    skipped: tuple[Skipped, ...] = ()
    unparsed: tuple[str, ...] = ()
    command: tuple[str, ...] = ()
    said: dict[str, int] = field(default_factory=dict)


def run(
    root: Path,
    files: Sequence[Path],
    codes: Mapping[str, str],
    target_version: str | None = None,
    ruff: str | None = None,
    cache_dir: Path | None = None,
    timeout: float = 120.0,
    text: str | None = None,
) -> Delegation:
    """Findings of the ruff `codes` (code -> rule id) in `files`, which may be relative to `root`.

    `target_version` is the oldest Python of the project ("3.12"), `ruff` a binary to take instead of the
    installed one, `timeout` in seconds (10,000 files take about five). `noqa` comments count, the project's
    own ruff configuration does not, but for what sorted imports are. `text` stands for what the only file holds on
    disk. No ruff, a failing or an unknown one gives a `Skipped`, never an error.
    """
    if not files or not codes:
        return Delegation()
    binary = ruff or installed()
    if binary is None:
        return _skipped("ruff is not installed; install it beside fastapi-lint.")
    root = root.absolute()
    options = [*_options(codes, target_version), *_caching(cache_dir)]
    sorting = [*sorting_options(root)] if _SORTED in codes else []
    paths = [str(root / file) for file in files]
    try:
        done = _call(binary, [*options, *sorting], root, paths, timeout, text)
        if sorting and done.returncode not in (0, 1):  # the project's settings are for another ruff
            done, sorting = _call(binary, options, root, paths, timeout, text), []
    except subprocess.TimeoutExpired:
        return _skipped(f"ruff did not finish within {timeout:g} seconds.")
    except OSError as error:
        return _skipped(f"`{binary}` could not be started: {error.strerror or error}.")
    return _read(done, (binary, *options, *sorting), codes, root)


def installed() -> str | None:
    """The ruff beside this package, else the one on PATH."""
    try:
        from ruff.__main__ import find_ruff_bin  # type: ignore[import-untyped]

        return str(find_ruff_bin())
    except (ImportError, FileNotFoundError):
        return shutil.which("ruff")


def _options(codes: Mapping[str, str], target_version: str | None) -> Iterator[str]:
    yield from ("check", "--isolated", "--exit-zero", "--no-fix", "--output-format", "json")
    yield from ("--select", ",".join(sorted(codes)))
    if match := re.match(r"3\.(\d+)", target_version or ""):
        minor = min(max(int(match[1]), _VERSIONS[0]), _VERSIONS[-1])
        yield from ("--target-version", f"py3{minor}")


def _caching(cache_dir: Path | None) -> tuple[str, ...]:
    return ("--cache-dir", str(cache_dir.absolute())) if cache_dir else ("--no-cache",)


def _call(
    binary: str, options: list[str], root: Path, paths: list[str], timeout: float, text: str | None
) -> subprocess.CompletedProcess[str]:
    """Pass the paths in a response file, one per line; those that no line of text can hold go as arguments."""
    if text is not None:
        return _run([binary, *options, "--stdin-filename", paths[0], "-"], root, timeout, text)
    with tempfile.TemporaryDirectory(prefix="fastapi-lint-") as folder:
        listing = Path(folder, "files")
        listing.write_text("\n".join(path for path in paths if path.isprintable()), encoding="utf-8")
        odd = [path for path in paths if not path.isprintable()]
        return _run([binary, *options, f"@{listing}", *odd], root, timeout, "")


def _run(command: list[str], root: Path, timeout: float, text: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        command,
        check=False,
        cwd=root,
        env={key: value for key, value in os.environ.items() if not key.startswith("RUFF_")},
        input=text,
        capture_output=True,
        encoding="utf-8",
        errors="replace",
        timeout=timeout,
    )


def _read(
    done: subprocess.CompletedProcess[str], command: tuple[str, ...], codes: Mapping[str, str], root: Path
) -> Delegation:
    if done.returncode not in (0, 1):
        return _skipped(f"ruff failed: {_cause(done.stderr, done.returncode)}.")
    try:
        entries = _entries(done.stdout)
        found = {item for entry in entries for item in _delegated(entry, codes, root)}
        unparsed = {_relative(Path(e["filename"]), root) for e in entries if e["code"] in _SYNTAX_ERROR}
    except (ValueError, LookupError, TypeError):
        return _skipped(f"the output of `{command[0]}` is not that of a ruff version we know.")
    doubts = tuple(_doubts(done.stderr))
    return Delegation(_first_per_place(found), doubts, tuple(sorted(unparsed)), command, checksums(done.stdout) or {})


def _entries(output: str) -> list[dict[str, Any]]:
    entries = json.loads(output)
    if not isinstance(entries, list):
        raise TypeError(f"a list was expected, not {type(entries).__name__}")
    return entries


def _delegated(entry: dict[str, Any], codes: Mapping[str, str], root: Path) -> Iterator[Delegated]:
    """One finding, or nothing for what is none: syntax errors, unreadable files, and what is meant as it stands."""
    rule = codes.get(entry["code"] or "")
    idiom = _IDIOMS.get(entry["code"] or "")
    if rule is None or (idiom is not None and idiom.search(entry["message"])):
        return
    fix = entry["fix"] if entry["fix"] and entry["fix"]["applicability"] in tuple(Safety) else None
    yield Delegated(
        _relative(Path(entry["filename"]), root),
        *_span(entry),
        rule,
        entry["message"],
        tuple(Edit(*_span(edit), edit["content"]) for edit in fix["edits"]) if fix else (),
        Safety(fix["applicability"]) if fix else None,
    )


def _relative(path: Path, root: Path) -> str:
    return (path.relative_to(root) if path.is_relative_to(root) else path).as_posix()


def _span(place: dict[str, Any]) -> tuple[int, int, int, int]:
    start, end = place["location"], place["end_location"]
    return start["row"], start["column"], end["row"], end["column"]


def _first_per_place(found: Iterable[Delegated]) -> tuple[Delegated, ...]:
    """Two codes of one rule may name one place; a reader needs to hear it once."""
    ordered = sorted(found, key=lambda d: (d.path, d.line, d.column, d.rule, d.end_line, d.end_column, d.message))
    places = {(item.path, item.line, item.column, item.rule): item for item in reversed(ordered)}
    return tuple(reversed(places.values()))


def _doubts(stderr: str) -> Iterator[Skipped]:
    """The files that ruff could not read and the codes that it does not have."""
    for line in stderr.splitlines():
        if match := _UNREAD.match(line):
            yield Skipped(_SUBJECT, f"ruff could not read `{match['path']}`: {match['why']}.")
        elif match := _UNKNOWN_CODE.match(line):
            yield Skipped(_SUBJECT, f"the installed ruff does not run {match['code']}; install the version we require.")


def _cause(stderr: str, status: int) -> str:
    """The one line of ruff's complaint that says why."""
    lines = [line.strip() for line in stderr.splitlines() if line.strip()]
    plain = next((line for line in lines if line.startswith(("Cause:", "error:"))), lines[0] if lines else "")
    return re.sub(r"^(Cause|error): ", "", plain).rstrip(".") or f"exit status {status}"


def _skipped(reason: str) -> Delegation:
    return Delegation(skipped=(Skipped(_SUBJECT, reason),))
