"""README.md and CONTRIBUTING.md tell the truth: their commands, options, paths, rules and settings exist."""

from __future__ import annotations

import re
import shlex
import subprocess
import tomllib
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from fastapi_lint.catalog.rule import Catalog
from fastapi_lint.cli.app import COMMANDS, app
from fastapi_lint.config import config_from
from fastapi_lint.model.errors import FastapiLintError

ROOT = Path(__file__).resolve().parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
CONTRIBUTING = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
DOCUMENTS = {"README.md": README, "CONTRIBUTING.md": CONTRIBUTING}

BLOCK = re.compile(r"^```(?P<language>\w+)\n(?P<text>.*?)^```$", re.MULTILINE | re.DOTALL)
SPAN = re.compile(r"`([^`\n]+)`")
LINK = re.compile(r"\]\(([^)#:]+)\)")
CALL = re.compile(r"(?:^|[ /])fastapi-lint ([a-z-][^,}&|\n]*)", re.MULTILINE)
PATH = re.compile(r"\.?[\w-]+(?:/[\w.-]+)+/?")
USERS_OWN = "app/"
"""Paths below it belong to the service of the reader."""

document = pytest.mark.parametrize("text", DOCUMENTS.values(), ids=list(DOCUMENTS))


def blocks(text: str, language: str) -> list[str]:
    return [block["text"] for block in BLOCK.finditer(text) if block["language"] == language]


def spans(text: str) -> list[str]:
    return SPAN.findall(BLOCK.sub("", text))


def calls(text: str) -> Iterator[list[str]]:
    """The arguments of every `fastapi-lint …` in code."""
    for code in (*blocks(text, "bash"), *blocks(text, "yaml"), *spans(text)):
        yield from (shlex.split(call, comments=True) for call in CALL.findall(code))


def command(name: str) -> click.Command:
    found = app.get_command(click.Context(app), name)
    assert found is not None, f"there is no command `{name}`"
    return found


def options(command: click.Command) -> set[str]:
    context = click.Context(command, help_option_names=["-h", "--help"])
    return {option for parameter in command.get_params(context) for option in parameter.opts}


@document
def test_every_command_and_option_exists(text: str) -> None:
    found = list(calls(text))
    assert found
    for name, *arguments in found:
        known = options(app) if name.startswith("-") else options(command(name))
        given = {a.partition("=")[0] for a in (name, *arguments) if a.startswith("-")}
        assert given <= known, (name, *arguments)


@document
def test_every_option_named_alone_exists(text: str) -> None:
    known = options(app).union(*map(options, map(command, COMMANDS)))
    assert [span for span in spans(text) if span.startswith("--") and span.split()[0] not in known] == []


@document
def test_every_path_exists(text: str) -> None:
    named = [*spans(text), *LINK.findall(BLOCK.sub("", text)), *(word for span in spans(text) for word in span.split())]
    paths = {name for name in named if PATH.fullmatch(name) and not name.startswith((USERS_OWN, ".venv/", "origin/"))}
    places = (ROOT, ROOT / "checker/fastapi_lint")
    missing = {path for path in paths if not any((place / path).exists() for place in places)}
    assert missing <= new_files(text)


def new_files(text: str) -> set[str]:
    """The files that a reader is told to write."""
    return set(re.findall(r"^\d\. `([^`]+)`", text, re.MULTILINE))


def test_every_suppression_names_a_rule(book: Catalog) -> None:
    assert set(re.findall(r"ignore\[([\w-]+)\]", README)) <= set(book.rules)


def test_the_configuration_is_valid(book: Catalog, tmp_path: Path) -> None:
    for block in blocks(README, "toml"):
        table = tomllib.loads(block)["tool"]["fastapi-lint"]
        config = config_from(table, tmp_path / "pyproject.toml", book)
        assert config.rules or config.contract or config.agents


def test_every_exit_code_is_named() -> None:
    named = {int(code) for code in re.findall(r"^\| (\d) \|", README, re.MULTILINE)}
    raised = {error.exit_code for error in subclasses(FastapiLintError)}
    assert named == {0, 1} | raised


def subclasses(error: type[FastapiLintError]) -> Iterator[type[FastapiLintError]]:
    yield error
    for child in error.__subclasses__():
        yield from subclasses(child)


def command_lines(text: str) -> list[str]:
    return [line for block in blocks(text, "bash") for line in block.splitlines() if line.startswith("python3 ")]


def test_two_commands_do_all_the_set_up() -> None:
    assert len(command_lines(README)) == 2


def test_ci_runs_the_test_line_of_the_readme() -> None:
    _, test_line = command_lines(README)
    assert (ROOT / ".ci/run").read_text(encoding="utf-8").splitlines()[-1] == test_line
    assert command_lines(CONTRIBUTING) == [test_line]


def test_ci_can_be_started() -> None:
    assert subprocess.run(["bash", "-n", str(ROOT / ".ci/run")], check=False).returncode == 0
    assert (ROOT / ".ci/run").stat().st_mode & 0o100
