"""A shell completes what the rulebook names, not only commands and options."""

from __future__ import annotations

import subprocess

import pytest
from click.shell_completion import BashComplete

from fastapi_lint.cli.app import app
from tests.cli.test_reports import call


def offered(*words: str) -> list[str]:
    """What is offered for the last word, with the others before it."""
    shell = BashComplete(app, {}, "fastapi-lint", "_FASTAPI_LINT_COMPLETE")
    return [item.value for item in shell.get_completions(list(words[:-1]), words[-1])]


@pytest.mark.parametrize(
    ("words", "wanted"),
    [
        (("explain", "blocking-sl"), ["blocking-sleep"]),
        (("check", "--select", "shadowed-route,blocking-sl"), ["shadowed-route,blocking-sleep"]),
        (("check", "--ignore", "concurren"), ["concurrency"]),
        (("check", "--output-format", "s"), ["sarif"]),
        (("merge", "--output-format", "ju"), ["junit"]),
        (("contract", "--profile", "princ"), ["principles"]),
        (("init", "--profile", "single"), ["single-process"]),
        (("new", "shop", "--profile", "event"), ["event-service"]),
        (("coverage", "--guideline", "capa"), ["capabilities"]),
        (("basel",), ["baseline"]),
    ],
)
def test_names_are_offered(words: tuple[str, ...], wanted: list[str]) -> None:
    assert offered(*words) == wanted


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_the_script_calls_the_command(shell: str) -> None:
    code, script = call("completion", shell)
    assert code == 0
    assert f"_FASTAPI_LINT_COMPLETE={shell}_complete" in script


def test_bash_takes_the_script() -> None:
    script = call("completion", "bash")[1]
    assert subprocess.run(["bash", "-n"], input=script, text=True, check=False).returncode == 0
