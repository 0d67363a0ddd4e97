"""Which findings a project already knows: a versioned file of fingerprints that survive moved lines and files."""

from __future__ import annotations

import os
import re
from collections import Counter
from collections.abc import Iterable
from contextlib import suppress
from hashlib import blake2b
from pathlib import Path

from msgspec.structs import replace

from fastapi_lint.model.diagnostic import Diagnostic
from fastapi_lint.model.errors import ConfigError
from fastapi_lint.model.location import Location
from fastapi_lint.model.record import Record
from fastapi_lint.model.report import Lines

FILE = ".fastapi-lint-baseline.json"
VERSION = 1
UNREAD = frozenset({"syntax-error", "unreadable-file", "invalid-project-file"})
"""Rules about files that cannot be read. What is in these was not evaluated, so there is nothing to accept."""

_NEXT_STEP = "restore it from version control, or write it again with `fastapi-lint baseline`"
_AFTER_MERGE = "keep the lines of both sides, or write it again with `fastapi-lint baseline`"
_MERGE = re.compile(r"^<{7} ", re.MULTILINE)
_FINGERPRINT = re.compile(r"[0-9a-f]{16}")
_TEXT_DIGITS, _PLACE_DIGITS = 6, 10
_COMMENT = re.compile(r"(?<=\s)#.*")


class Entry(Record, eq=True, order=True):
    """A known finding."""

    path: str
    rule: str
    fingerprint: str


class Baseline(Record, eq=True):
    """The known findings; `vanished` are those of their paths at which there is no file any more."""

    entries: tuple[Entry, ...] = ()
    vanished: frozenset[str] = frozenset()


class Split(Record, eq=True):
    """Findings to report, known ones, and entries to which no finding belongs any more."""

    new: tuple[Diagnostic, ...]
    known: tuple[Diagnostic, ...]
    gone: tuple[Entry, ...]


def with_fingerprints(diagnostics: Iterable[Diagnostic], sources: Lines) -> tuple[Diagnostic, ...]:
    """The diagnostics, in their order, each with a fingerprint of its own. `sources` maps paths to text lines.

    The first 6 hex digits stand for the text of the first reported line, the other 10 for rule, path, text and
    how many of the same stand above. The message is left out: its words change with the rulebook, and the names in
    it with other files.
    """
    found = list(diagnostics)
    marked: dict[int, Diagnostic] = {}
    alike: Counter[tuple[str, str, str]] = Counter()
    for index in sorted(range(len(found)), key=lambda i: found[i].sort_key):
        diagnostic = found[index]
        text = _text(diagnostic.location, sources)
        group = (diagnostic.rule, diagnostic.location.path, text)
        place = _digest(_PLACE_DIGITS, *group, str(alike[group]))
        alike[group] += 1
        marked[index] = replace(diagnostic, fingerprint=_digest(_TEXT_DIGITS, text) + place)
    return tuple(marked[index] for index in range(len(found)))


def _text(place: Location, sources: Lines) -> str:
    """What identifies the place: its line without layout, quote style and comment; nothing for a whole file."""
    lines = sources.get(place.path, ())
    whole_file = (place.line, place.column, place.end_line, place.end_column) == (1, 1, 1, 1)
    if whole_file or not 1 <= place.line <= len(lines):
        return f"{place.operation} {place.pointer}"
    code = _COMMENT.sub("", lines[place.line - 1])
    return "".join(code.split()).replace("'", '"')


def _digest(digits: int, *parts: str) -> str:
    whole = "\0".join(parts).encode("utf-8", "surrogatepass")
    return blake2b(whole, digest_size=digits // 2).hexdigest()


def load(path: Path, root: Path | None = None) -> Baseline:
    """Reads a baseline whose paths are relative to `root`, by default its own folder; ConfigError when it cannot."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        raise ConfigError(f"{path}: there is no such baseline; write it with `fastapi-lint baseline`.") from None
    except OSError as error:
        raise ConfigError(f"{path}: the baseline cannot be read: {error.strerror}.") from None
    except ValueError:
        raise _invalid(path) from None
    entries = entries_in(text, path)
    folder = root or path.parent
    paths = {entry.path for entry in entries}
    exists = os.path.exists  # unlike Path.exists it also says no to names that cannot exist
    return Baseline(entries, frozenset(name for name in paths if not exists(folder / name)))


def entries_in(text: str, path: Path) -> tuple[Entry, ...]:
    """The findings that a text of the file accepts; ConfigError when it is no baseline."""
    import json

    if _MERGE.search(text):
        raise ConfigError(f"{path}: the baseline holds the marks of a merge; {_AFTER_MERGE}.")
    try:
        content = json.loads(text)
    except (ValueError, RecursionError):
        raise _invalid(path) from None
    return _entries(path, content)


def _invalid(path: Path) -> ConfigError:
    return ConfigError(f"{path}: the baseline is not valid JSON; {_NEXT_STEP}.")


def _entries(path: Path, content: object) -> tuple[Entry, ...]:
    version = content.get("version") if isinstance(content, dict) else None
    if type(version) is not int:  # nor is `true` a version
        version = 0
    if version > VERSION:
        raise ConfigError(
            f"{path}: a newer fastapi-lint wrote this baseline; "
            "update fastapi-lint, or write it again with `fastapi-lint baseline`."
        )
    listed = content.get("findings") if isinstance(content, dict) and version == VERSION else None
    entries = [_entry(item) for item in listed] if isinstance(listed, list) else [None]
    if None in entries:
        raise ConfigError(f"{path}: this is not a baseline of fastapi-lint; {_NEXT_STEP}.")
    return tuple(sorted({entry for entry in entries if entry}))


def _entry(item: object) -> Entry | None:
    if not isinstance(item, dict):
        return None
    path, rule, fingerprint = (item.get(key) for key in ("path", "rule", "fingerprint"))
    if not (isinstance(path, str) and isinstance(rule, str) and isinstance(fingerprint, str)):
        return None
    return Entry(path, rule, fingerprint) if _FINGERPRINT.fullmatch(fingerprint) else None


def entries_of(diagnostics: Iterable[Diagnostic]) -> tuple[Entry, ...]:
    """The entries that know these findings, sorted; none for a file that could not be read."""
    return tuple(sorted({Entry(d.location.path, d.rule, d.fingerprint) for d in diagnostics if d.rule not in UNREAD}))


def write_entries(path: Path, entries: Iterable[Entry]) -> None:
    """Writes a baseline in one step, with one finding per line.

    ConfigError when the folder refuses, or when a file of something else would be lost.
    """
    import json

    _require_ours(path)

    listed = [json.dumps({"path": e.path, "rule": e.rule, "fingerprint": e.fingerprint}) for e in entries]
    body = ",".join(f"\n    {line}" for line in listed) + ("\n  " if listed else "")
    fresh = path.with_name(f"{path.name}.{os.getpid()}")
    try:
        text = f'{{\n  "version": {VERSION},\n  "findings": [{body}]\n}}\n'
        fresh.write_text(text, encoding="utf-8", newline="\n")
        fresh.replace(path)
    except OSError as error:
        with suppress(OSError):
            fresh.unlink(missing_ok=True)
        raise ConfigError(f"{path}: the baseline cannot be written: {error.strerror}.") from None


def _require_ours(path: Path) -> None:
    """A damaged baseline may be written again, anything else may not."""
    try:
        text = path.read_bytes().removeprefix(b"\xef\xbb\xbf").lstrip()
    except OSError:  # there is none, or writing it fails as well
        return
    if text and path.suffix != ".json" and not text.startswith((b"{", b"<<<<<<< ")):
        raise ConfigError(f"{path}: is no baseline and would be lost; name another file.")


def split(diagnostics: Iterable[Diagnostic], baseline: Baseline) -> Split:
    """Compares fingerprints; an entry of a vanished path also knows one finding of its rule on the same line text.

    Entries about files that could not be read know nothing, whoever wrote them.
    """
    found = tuple(diagnostics)
    void = tuple(entry for entry in baseline.entries if entry.rule in UNREAD)
    entries = {entry.fingerprint: entry for entry in baseline.entries if entry.rule not in UNREAD}
    seen = {d.fingerprint for d in found} & entries.keys()
    waiting = [e for e in entries.values() if e.path in baseline.vanished and e.fingerprint not in seen]
    moved = _moved(waiting, [d for d in found if d.fingerprint not in seen])
    known = seen | moved.keys()
    gone = entries.keys() - seen - {entry.fingerprint for entry in moved.values()}
    return Split(
        tuple(d for d in found if d.fingerprint not in known),
        tuple(d for d in found if d.fingerprint in known),
        tuple(sorted((*void, *(entries[fingerprint] for fingerprint in gone)))),
    )


def alike(found: Entry | Diagnostic) -> tuple[str, str]:
    """The same for findings of one rule on equal lines, wherever these stand."""
    return (found.rule, found.fingerprint[:_TEXT_DIGITS])


def _moved(waiting: Iterable[Entry], unknown: Iterable[Diagnostic]) -> dict[str, Entry]:
    """Fingerprint of a finding -> the entry that it had under its former path."""
    by_text: dict[tuple[str, str], list[Entry]] = {}
    for entry in waiting:
        by_text.setdefault(alike(entry), []).append(entry)
    moved = {}
    for diagnostic in unknown:
        if entries := by_text.get(alike(diagnostic)):
            moved[diagnostic.fingerprint] = entries.pop(0)
    return moved
