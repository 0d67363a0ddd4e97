"""How much the bridge to the target costs: CPU per call, raw against bridged, and the wall time of a whole run.

`python -m benchmarks.contract` prints one line per figure; all of them come from one run on one machine.
"""

from __future__ import annotations

import asyncio
import os
import resource
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from benchmarks.contract.service import CALLS, CODE
from fastapi_lint.api.contract import ContractRequest, check_contract
from fastapi_lint.api.request import Request
from fastapi_lint.contract.environment import environment
from fastapi_lint.contract.framing import Json
from fastapi_lint.contract.session import Launch, loaded

ROUNDS, REPEATS = 200, 5


def raw(folder: Path) -> float:
    """CPU seconds per call of `await app(scope, receive, send)` in a process that does nothing else."""
    code = Path(__file__).with_name("raw.py")
    command = [sys.executable, str(code), str(folder), str(ROUNDS)]
    return best(lambda: _spawned(command)) / (ROUNDS * len(CALLS))


def _spawned(command: list[str]) -> float:
    read, write = os.pipe()
    pid = os.posix_spawn(command[0], [*command, str(write)], os.environ, file_actions=[(os.POSIX_SPAWN_DUP2, write, 9)])
    os.close(write)
    told = os.read(read, 64)
    os.close(read)
    os.waitpid(pid, 0)
    return float(told)


def bridged(folder: Path) -> float:
    """CPU seconds per call through the bridge, those of both processes."""
    calls: list[tuple[Json, bytes]] = [
        ({"method": method, "target": target, "headers": headers}, body) for method, target, headers, body in CALLS
    ]
    scratch = folder / "scratch"
    scratch.mkdir(exist_ok=True)
    launch = Launch(Path(sys.executable), folder, (folder,), "main:app", environment=environment(None, scratch))
    with loaded(launch, scratch) as service:
        group = service.group()
        group.call(calls)

        def round_trip() -> float:
            started = time.process_time() + _cpu_of(group.remote.pid)
            for _ in range(ROUNDS):
                group.call(calls)
            return time.process_time() + _cpu_of(group.remote.pid) - started

        return best(round_trip) / (ROUNDS * len(CALLS))


def _cpu_of(pid: int) -> float:
    fields = Path(f"/proc/{pid}/stat").read_text("ascii").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def whole_run(folder: Path) -> float:
    """Wall seconds of `fastapi-lint contract` with the rules of `principles`, boot included."""
    os.chdir(folder)

    def run() -> float:
        started = time.monotonic()
        check_contract(
            ContractRequest(python=Path(sys.executable), common=Request(profile="principles", no_cache=True))
        )
        return time.monotonic() - started

    return best(run)


def best(measure: Callable[[], float]) -> float:
    """The smallest of several measurements: what the machine can do when nobody disturbs it."""
    return min(measure() for _ in range(REPEATS))


def main() -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "main.py").write_text(CODE, "utf-8")
        (folder / "pyproject.toml").write_text('[project]\nname = "service"\nversion = "1"\n', "utf-8")
        one, other = raw(folder), bridged(folder)
        print(f"raw ASGI call      {one * 1000:.3f} ms CPU")
        print(f"bridged call       {other * 1000:.3f} ms CPU   ratio {other / one:.2f}")
        print(f"whole run          {whole_run(folder):.2f} s wall, boot included")
        print(f"peak memory        {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")


if __name__ == "__main__":
    asyncio.set_event_loop(None)
    main()
