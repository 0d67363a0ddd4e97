"""What one process and everything it starts costs."""

from __future__ import annotations

import os
import subprocess
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path


class NotMeasured(Exception):
    """A figure cannot be taken; the message says why. It never counts as met."""


@dataclass(frozen=True, slots=True)
class Cost:
    """`cpu` (user and system, with waited-for children) and `wall` in seconds, `peak` resident memory in MiB."""

    cpu: float
    wall: float
    peak: float
    stderr: str


def cost(argv: Sequence[str | Path], cwd: Path, allowed: Sequence[int] = (0, 1), told: bytes = b"") -> Cost:
    """Runs a command with its output going to a file; NotMeasured when it ends with a code that is not allowed.

    `told` is what it reads on standard input. Python may keep compiled modules, as it does for users, whatever this
    environment says.
    """
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    with tempfile.TemporaryFile() as given, tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
        given.write(told)
        given.seek(0)
        started = time.perf_counter()
        process = subprocess.Popen(
            [str(part) for part in argv], cwd=cwd, env=environment, stdin=given, stdout=out, stderr=err
        )
        _, status, usage = os.wait4(process.pid, 0)
        wall = time.perf_counter() - started
        process.returncode = os.waitstatus_to_exitcode(status)  # the process was waited for above, not by Popen
        err.seek(0)
        said = err.read().decode("utf-8", "replace")
    if process.returncode not in allowed:
        last = said.strip().splitlines()[-1:] or ["it said nothing"]
        raise NotMeasured(f"`{Path(argv[0]).name}` ended with {process.returncode}: {last[0]}")
    return Cost(usage.ru_utime + usage.ru_stime, wall, usage.ru_maxrss / 1024, said)
