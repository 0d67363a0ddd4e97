"""The file of `check --history`: one run per line, appended and never rewritten.

Each line is a JSON object with the fields of `fastapi_lint.model.trend.Run`:

    {"time": "2026-03-01T09:30:00Z", "tool": "0.1.0", "profile": "principles", "errors": 1, "warnings": 2, "infos": 0,
     "revision": "4b1d…", "accepted": 14, "suppressed": 1, "skipped": 0, "files": 12, "routes": 30,
     "rules": {"blocking-sleep": 1, "undocumented-error": 2}, "accepted_rules": {"undocumented-error": 14}, "schema": 1}

Whoever draws a trend calls `read_history(file)` and draws `runs`; `damaged` are the lines to tell the reader of.
"""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path

import msgspec

from fastapi_lint import __version__
from fastapi_lint.api.request import Checked
from fastapi_lint.delegate.changed import revision
from fastapi_lint.model.diagnostic import Diagnostic
from fastapi_lint.model.errors import UsageError
from fastapi_lint.model.record import Record
from fastapi_lint.model.trend import Run


class History(Record, eq=True):
    """The runs by time, the oldest first, and the numbers (from 1) of the lines that are none."""

    runs: tuple[Run, ...] = ()
    damaged: tuple[int, ...] = ()


def read_history(file: Path) -> History:
    """Everything that can be read of a file; no runs when there is none yet. UsageError when it cannot be opened."""
    try:
        lines = file.read_bytes().removeprefix(b"\xef\xbb\xbf").split(b"\n")
    except FileNotFoundError:
        return History()
    except OSError as error:
        raise UsageError(f"{file}: the history cannot be read: {error.strerror}.") from None
    read = {number: _run(line) for number, line in enumerate(lines, 1) if line.strip()}
    runs = sorted((run for run in read.values() if run is not None), key=lambda run: run.time)
    return History(tuple(runs), tuple(number for number, run in read.items() if run is None))


def add_run(file: Path, checked: Checked) -> tuple[int, ...]:
    """Adds the line of a check; returns the numbers of lines that are no runs.

    UsageError when the file refuses, or is something else: nothing is added to source code.
    """
    known = read_history(file)
    if known.damaged and not known.runs and not _begins_as_run(file):
        raise UsageError(f"{file}: holds no runs of a check, so none is added to it; name a file of its own.")
    _append(file, msgspec.json.encode(_run_of(checked)) + b"\n")
    return known.damaged


def _begins_as_run(file: Path) -> bool:
    """Whether a file without a whole run may be one that was cut off, rather than anything else."""
    return file.read_bytes().removeprefix(b"\xef\xbb\xbf").lstrip().startswith(b"{")


def _append(file: Path, line: bytes) -> None:
    """Writes at the end of a file, below a last line that was cut off."""
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        with file.open("a+b") as stream:
            if stream.tell():
                stream.seek(-1, os.SEEK_END)
                line = line if stream.read(1) == b"\n" else b"\n" + line
            stream.write(line)
    except OSError as error:
        raise UsageError(f"{file}: the history cannot be written: {error.strerror}.") from None


def _run_of(checked: Checked) -> Run:
    counts = checked.report.summary
    return Run(
        time=datetime.now(UTC).replace(microsecond=0),
        tool=__version__,
        profile=checked.report.profile,
        errors=counts.errors,
        warnings=counts.warnings,
        infos=counts.infos,
        revision=revision(checked.root),
        accepted=counts.baselined,
        suppressed=counts.suppressed,
        skipped=len(checked.report.skipped) + len(checked.report.crashes),
        files=counts.files,
        routes=counts.routes,
        rules=_by_rule(checked.report.diagnostics),
        accepted_rules=_by_rule(checked.accepted),
    )


def _by_rule(found: Iterable[Diagnostic]) -> dict[str, int]:
    return dict(sorted(Counter(d.rule for d in found).items()))


def _run(line: bytes) -> Run | None:
    try:
        return msgspec.json.decode(line, type=Run)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return None
