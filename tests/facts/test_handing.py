"""What a call hands over to be called in a thread or later."""

from __future__ import annotations

from pathlib import Path

import pytest

from fastapi_lint.facts.expression import Call, text
from fastapi_lint.facts.handing import handed_call
from tests.source.build import expression


def _handed(folder: Path, code: str) -> tuple[str, list[str]] | None:
    """(function, its arguments) that a call hands over."""
    call = expression(folder, code)
    assert isinstance(call, Call)
    found = handed_call(call)
    return None if found is None else (text(found.func), [text(a.value) for a in found.args])


@pytest.mark.parametrize(
    ("code", "function"),
    [
        ("run_in_threadpool(f, 1, 2)", "f"),
        ("asyncio.to_thread(f, 1, 2)", "f"),
        ("anyio.to_thread.run_sync(f, 1, 2)", "f"),
        ("tasks.add_task(mail.send, 1, 2)", "mail.send"),
        ("loop.run_in_executor(None, f, 1, 2)", "f"),
        ("functools.partial(f, 1, 2)", "f"),
    ],
)
def test_the_function_is_handed_over_with_the_arguments_behind_it(tmp_path: Path, code: str, function: str) -> None:
    assert _handed(tmp_path, code) == (function, ["1", "2"])


@pytest.mark.parametrize(
    "code", ["f(1)", "run_in_threadpool()", "run_in_threadpool(*args)", "run_in_executor(None)", "add_task(func=f)"]
)
def test_other_calls_hand_over_nothing(tmp_path: Path, code: str) -> None:
    assert _handed(tmp_path, code) is None
