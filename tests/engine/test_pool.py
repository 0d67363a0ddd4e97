"""Work over many items, in one process or several."""

from __future__ import annotations

import gc
import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from fastapi_lint.engine.deep import deep
from fastapi_lint.engine.pool import WORTH_A_PROCESS, run

ROOT = Path(__file__).resolve().parents[2]


def _nested(depth: int) -> int:
    return 0 if depth == 0 else 1 + _nested(depth - 1)


def _process(_: int) -> int:
    return os.getpid()


def _meet_another(place: Path) -> int:
    """The process, once two have come by."""
    (place / str(os.getpid())).touch()
    deadline = time.monotonic() + 30
    while len(list(place.iterdir())) < 2 and time.monotonic() < deadline:
        time.sleep(0.01)
    return os.getpid()


def _square(number: int) -> int:
    return number * number


def _die_elsewhere(home: int) -> int:
    if os.getpid() != home:
        os._exit(9)
    return 1


def _refuse(number: int) -> int:
    raise LookupError(f"no {number}")


def test_little_work_stays_in_this_process() -> None:
    assert set(run(_process, range(5), lambda _: 1, 4)) == {os.getpid()}


def test_one_job_stays_in_this_process() -> None:
    assert set(run(_process, range(5), lambda _: WORTH_A_PROCESS, 1)) == {os.getpid()}


def test_much_work_is_shared_with_another_process(tmp_path: Path) -> None:
    found = set(run(_meet_another, [tmp_path] * 5, lambda _: WORTH_A_PROCESS, 2))
    assert len(found) == 2
    assert os.getpid() in found


def test_what_this_process_has_to_do_anyway_is_done_while_another_works(tmp_path: Path) -> None:
    def meet() -> None:
        assert _meet_another(tmp_path) == os.getpid()
        assert len(list(tmp_path.iterdir())) == 2

    run(_meet_another, [tmp_path] * 5, lambda _: WORTH_A_PROCESS, 2, meet)


def test_what_this_process_has_to_do_anyway_is_done_when_it_works_alone() -> None:
    done: list[int] = []
    run(_square, range(5), lambda _: 1, 1, lambda: done.append(1))
    assert done == [1]


def test_no_process_is_left_behind() -> None:
    """In a process of its own: the one of the tests may have other children."""
    done = subprocess.run([sys.executable, "-c", _LEAVING], capture_output=True, text=True, check=True, cwd=ROOT)
    assert done.stdout == "none is left\n"


_LEAVING = """
import os, time
from fastapi_lint.engine.pool import WORTH_A_PROCESS, run
from tests.engine.test_pool import _square
assert run(_square, range(5), lambda _: WORTH_A_PROCESS, 2) == [0, 1, 4, 9, 16]
deadline = time.monotonic() + 30
try:
    while time.monotonic() < deadline:
        os.waitid(os.P_ALL, 0, os.WEXITED | os.WNOHANG | os.WNOWAIT)
        time.sleep(0.01)
except ChildProcessError:
    print("none is left")
"""


def test_a_system_without_room_for_another_process_has_the_work_done_here(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse() -> int:
        raise BlockingIOError(11, "Resource temporarily unavailable")

    monkeypatch.setattr(os, "fork", refuse)
    assert set(run(_process, range(5), lambda _: WORTH_A_PROCESS, 2)) == {os.getpid()}


def test_processes_that_begin_with_nothing_bring_back_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("fastapi_lint.engine.pool.can_fork", lambda: False)
    assert run(_square, range(100), lambda n: WORTH_A_PROCESS + n, 2) == [n * n for n in range(100)]


def test_the_work_of_a_process_that_dies_is_done_here() -> None:
    assert run(_die_elsewhere, [os.getpid()] * 6, lambda _: WORTH_A_PROCESS, 2) == [1] * 6


@pytest.mark.parametrize("jobs", [1, 2, None])
def test_results_come_in_the_order_of_the_items(jobs: int | None) -> None:
    found = run(_square, range(100), lambda n: WORTH_A_PROCESS + n, jobs)
    assert found == [n * n for n in range(100)]


def test_nothing_to_do_gives_nothing() -> None:
    assert run(_square, [], lambda _: 1) == []


@pytest.mark.parametrize("jobs", [1, 2])
def test_what_the_function_raises_is_raised_here(jobs: int) -> None:
    with pytest.raises(LookupError, match="no 7"):
        run(_refuse, [7], lambda _: WORTH_A_PROCESS, jobs)


def test_a_deep_call_has_room_for_deep_recursion() -> None:
    assert deep(lambda: _nested(20_000)) == 20_000


def test_a_deep_call_leaves_the_interpreter_as_it_was() -> None:
    before = sys.getrecursionlimit()
    deep(lambda: 1)
    assert (sys.getrecursionlimit(), gc.isenabled()) == (before, True)


def test_a_deep_call_may_be_made_inside_another() -> None:
    assert deep(lambda: deep(lambda: _nested(10_000)) + _nested(10_000)) == 20_000
