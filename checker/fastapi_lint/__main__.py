"""`python -m fastapi_lint` and the console script: replays an unchanged answer, else starts the command line."""

import gc
import os
import sys
import time

from fastapi_lint.engine import replay

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

_CACHE = ".fastapi_lint_cache"
_HOOKS = (["claude"], ["codex"], ["cursor"], ["copilot"], ["git"])
"""An agent waits for its hook at every edit: loading the command line's library would take a quarter of that time."""


def main() -> None:
    """Runs the command that `sys.argv` asks for and exits with its code."""
    gc.disable()  # what is made here lasts until the process ends: looking through it takes 20 ms
    argv = sys.argv[1:]
    _open_streams()
    cwd = _working_folder()
    width = os.get_terminal_size().columns if sys.stdout.isatty() else 0
    key = replay.key(argv, cwd, os.environ, width)
    folder = os.path.join(cwd, _CACHE)  # noqa: PTH118
    if argv[:1] == ["check"] and (answer := replay.replay(folder, key) or _equivalent(folder, key)) is not None:
        sys.stdout.flush()
        try:
            os.write(sys.stdout.fileno(), answer[0])
            sys.exit(answer[1])
        except OSError:
            pass  # the whole command says in words that the place refuses
    if argv[:1] == ["hook"] and argv[1:] in _HOOKS:
        from fastapi_lint.api.hooks.process import hooked

        _leave(SystemExit(hooked(argv[1])))
    from fastapi_lint.cli.app import run

    if argv[:1] == ["check"] and "--no-cache" not in argv:
        _prepare(folder)
    try:
        run(argv, replay_as=(folder, key, time.time_ns()))
    except SystemExit as stop:
        _leave(stop)


def _working_folder() -> str:
    try:
        return os.getcwd()  # noqa: PTH109 - pathlib takes longer to import than the whole answer
    except OSError:
        sys.stderr.write("fastapi-lint: the current folder is gone; change to one that exists.\n")
        sys.exit(2)


def _open_streams() -> None:
    """Gives a program that was started with closed output something to write to, so that its exit code counts."""
    for name in ("stdout", "stderr"):
        if getattr(sys, name) is None:
            setattr(sys, name, open(os.devnull, "w", encoding="utf-8"))  # noqa: PTH123, SIM115


def _equivalent(folder: str, key: str) -> tuple[bytes, int] | None:
    from fastapi_lint.engine.equivalent import replay_equivalent

    def agrees(before: "Any", paths: list[str]) -> bool:
        from fastapi_lint.delegate.again import agrees

        return agrees(before, paths)

    return replay_equivalent(folder, key, agrees)


def _leave(stop: SystemExit) -> None:
    """Ends the process at once: giving a large project's memory back piece by piece takes a tenth of a second."""
    if sys.gettrace() is not None or "coverage" in sys.modules:
        raise stop
    try:
        sys.stdout.flush()
        sys.stderr.flush()
    except OSError:
        raise stop from None
    os._exit(stop.code if isinstance(stop.code, int) else 0)


def _prepare(folder: str) -> None:
    """Makes the cache folder before the clock starts: a folder made later would count as a change of the project."""
    if os.path.isdir(folder):  # noqa: PTH112
        return
    try:
        replay.prepare(folder)
    except OSError:
        return  # a read-only project is checked without a cache
    time.sleep(2 * replay.SETTLED_NS / 1e9)


if __name__ == "__main__":
    main()
