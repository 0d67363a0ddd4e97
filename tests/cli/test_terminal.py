"""What the command line shows and completes on a terminal."""

from __future__ import annotations

import io
import os
import subprocess
import sys

import pytest

from fastapi_lint.cli import progress as shown


class _Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize(("patience", "text"), [(-1.0, "fastapi-lint: reading 3 files …"), (60.0, "")])
def test_progress_is_shown_of_runs_that_take_long(monkeypatch: pytest.MonkeyPatch, patience: float, text: str) -> None:
    monkeypatch.setattr(sys, "stderr", terminal := _Terminal())
    monkeypatch.setattr(shown, "_PATIENCE", patience)
    with shown.progress() as tell:
        tell("reading 3 files")
        assert terminal.getvalue().endswith(text)
        assert bool(terminal.getvalue()) == bool(text)


def test_the_line_of_progress_is_wiped_at_the_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stderr", terminal := _Terminal())
    monkeypatch.setattr(shown, "_PATIENCE", -1.0)
    with shown.progress() as tell:
        tell("reading 3 files")
    assert terminal.getvalue().endswith("\r\x1b[2K")


def test_no_progress_is_written_into_a_pipe(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stderr", pipe := io.StringIO())
    monkeypatch.setattr(shown, "_PATIENCE", -1.0)
    with shown.progress() as tell:
        tell("reading 3 files")
    assert pipe.getvalue() == ""


def _completed(words: str) -> set[str]:
    asked = {"_FASTAPI_LINT_COMPLETE": "bash_complete", "COMP_WORDS": words, "COMP_CWORD": str(words.count(" "))}
    program = "import sys; sys.argv = ['fastapi-lint']; from fastapi_lint.__main__ import main; main()"
    done = subprocess.run(
        [sys.executable, "-c", program],
        env={**os.environ, **asked},
        capture_output=True,
        text=True,
        check=False,
    )
    return {line.partition(",")[2] for line in done.stdout.splitlines()}


def test_the_shell_completes_commands() -> None:
    assert _completed("fastapi-lint che") == {"check"}


def test_the_shell_completes_options() -> None:
    assert _completed("fastapi-lint check --stat") == {"--statistics"}
