"""What judging a running service costs, beside a raw ASGI call and beside `st run`, with the goals.

`python -m benchmarks.contract [DOCUMENT…]` prints one line per figure; all of them come from one run on one machine.
Documents are OpenAPI in JSON, as `fastapi-lint contract --no-probes --save` writes them; the rules about documents are
timed on each. `st run` takes a minute.
"""

from __future__ import annotations

import json
import os
import resource
import sys
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from statistics import median

from benchmarks.contract.documents import grown, rules_on
from benchmarks.contract.schemathesis_run import st_run
from benchmarks.contract.service import CALLS, CODE
from fastapi_lint.api.contract import ContractRequest, check_contract
from fastapi_lint.api.request import Request
from fastapi_lint.contract.environment import environment
from fastapi_lint.contract.framing import Json
from fastapi_lint.contract.observing import Plan, look
from fastapi_lint.contract.places import Places
from fastapi_lint.contract.session import Launch, loaded
from fastapi_lint.model.location import Location

ROUNDS, REPEATS, TURNS = 200, 5, 8
LOOKS = 5
"""At one loaded service: what booting it costs varies by more than one look costs, and is taken off."""


def raw(folder: Path) -> float:
    """CPU seconds per call of `await app(scope, receive, send)` in a process that does nothing else."""
    code = Path(__file__).with_name("raw.py")
    command = [sys.executable, str(code), str(folder), str(ROUNDS)]
    return _spawned(command) / (ROUNDS * len(CALLS))


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

        started = time.process_time() + _cpu_of(group.remote.pid)
        for _ in range(ROUNDS):
            group.call(calls)
        return (time.process_time() + _cpu_of(group.remote.pid) - started) / (ROUNDS * len(CALLS))


def _cpu_of(pid: int) -> float:
    fields = Path(f"/proc/{pid}/stat").read_text("ascii").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def native(folder: Path) -> float:
    """CPU seconds per call of all native probes with judging left out: host, target, fresh copies."""
    scratch = folder / "scratch"
    launch = Launch(Path(sys.executable), folder, (folder,), "main:app", environment=environment(None, scratch))

    def used(*, probe: bool) -> tuple[float, int]:
        before, calls = _cpu(), 0
        with loaded(launch, scratch) as service:
            for _ in range(LOOKS):
                calls += look(service, Places(folder, Location("main.py")), {}, Plan(probe=probe)).calls
            service.remote.ask({"order": "reap", "pid": service.remote.run.remotes[-1].pid})  # the last copy counts too
        return _cpu() - before, calls

    with_calls, calls = used(probe=True)
    return (with_calls - used(probe=False)[0]) / calls


def _cpu() -> float:
    """CPU seconds of this process and of those that have ended below it."""
    return sum(time.process_time() if who == resource.RUSAGE_SELF else _ended(who) for who in _WHO)


_WHO = (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)


def _ended(who: int) -> float:
    usage = resource.getrusage(who)
    return usage.ru_utime + usage.ru_stime


def booted(folder: Path) -> tuple[float, Json]:
    """Wall seconds until the service is imported, and its document."""
    scratch = folder / "scratch"
    launch = Launch(Path(sys.executable), folder, (folder,), "main:app", environment=environment(None, scratch))
    document: Json = {}

    def boot() -> float:
        started = time.monotonic()
        with loaded(launch, scratch) as service:
            document.update(service.document or {})
            return time.monotonic() - started

    return best(boot), document


def whole_run(folder: Path) -> tuple[float, int]:
    """Wall seconds of `fastapi-lint contract` with the rules of `principles`, boot included, and its calls."""
    os.chdir(folder)
    calls = 0

    def run() -> float:
        nonlocal calls
        started = time.monotonic()
        asked = ContractRequest(python=Path(sys.executable), common=Request(profile="principles", no_cache=True))
        checked = check_contract(asked)
        calls = checked.report.running.calls if checked.report.running is not None else 0
        return time.monotonic() - started

    return best(run), calls


def best(measure: Callable[[], float]) -> float:
    """The smallest of several measurements: what the machine can do when nobody disturbs it."""
    return min(measure() for _ in range(REPEATS))


def told(what: str, figure: str, ratio: str = "", goal: str = "") -> None:
    print(f"{what:<26}{figure:>14}  {ratio:<22}{goal}", flush=True)


def main(documents: list[str]) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "main.py").write_text(CODE, "utf-8")
        (folder / "pyproject.toml").write_text('[project]\nname = "service"\nversion = "1"\n', "utf-8")
        turns = [(raw(folder), bridged(folder), native(folder)) for _ in range(TURNS)]  # load hits all of them alike
        one, bridge, probe = map(median, zip(*turns, strict=True))  # the least of differences would be too little
        told("raw ASGI call", f"{one * 1000:.3f} ms CPU")
        for what, cost, goal in (("bridged call", bridge, 1.8), ("native probe", probe, 3.0)):
            told(what, f"{cost * 1000:.3f} ms CPU", f"{cost / one:.2f} x raw", f"goal {goal} x")
        start, document = booted(folder)
        run, calls = whole_run(folder)
        told("boot", f"{start:.2f} s wall")
        told(f"whole run, {calls} calls", f"{run:.2f} s wall", f"{run - start:.2f} s after boot", "goal 3 s")
        for size, goal in ((25_000, 0.1), (900_000, 2.0)):
            grew = grown(document, size)
            cost = best(partial(rules_on, grew, folder))
            told(f"rules on {size // 1000} kB", f"{cost:.3f} s", "", f"goal {goal} s")
        for file in documents:
            text = Path(file).read_bytes()
            cost = best(partial(rules_on, json.loads(text), folder))
            told(f"rules on {Path(file).name}", f"{cost:.3f} s", f"{len(text) // 1000} kB")
        other = st_run(folder)
        told("st run", f"{other:.1f} s wall", f"ours is 1/{other / run:.0f}", "goal 1/5")
        told("peak memory", f"{resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")


if __name__ == "__main__":
    main([str(Path(file).resolve()) for file in sys.argv[1:]])
