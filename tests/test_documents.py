"""What documents show is true: commands parse, settings load, paths exist, and generated texts are today's."""

from __future__ import annotations

import ast
import json
import re
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path

import click
import pytest
import yaml

from fastapi_lint.api.service_settings import Overrides, service_settings
from fastapi_lint.api.sync.planning import plan
from fastapi_lint.catalog.rule import Catalog
from fastapi_lint.cli.app import COMMANDS, app
from fastapi_lint.config import config_from
from pages.volatile import settled
from pages.written import makers
from tests.documents import DOCUMENTS, LINK, ROOT, blocks, named_calls, prose, spans, whole_calls

PATH = re.compile(r"\.?[\w-]+(?:/[\w.-]+)+/?")
READERS_OWN = (
    "app/",
    "backend/",
    ".venv/",
    "origin/",
    "shop/",
    "ops/",
    "legacy/",
    "tests/",
    "src/",
    "site/",
    ".github/",
    ".gitlab/",
)
"""Below these lie paths of the reader's own project."""
MAKERS = makers()

document = pytest.mark.parametrize("text", DOCUMENTS.values(), ids=list(DOCUMENTS))


def command(name: str) -> click.Command:
    found = app.get_command(click.Context(app), name)
    assert found is not None, f"there is no command `{name}`"
    return found


def options(command: click.Command) -> set[str]:
    context = click.Context(command, help_option_names=["-h", "--help"])
    return {option for parameter in command.get_params(context) for option in parameter.opts}


@document
def test_every_command_that_can_be_copied_is_understood(text: str) -> None:
    for arguments in whole_calls(text):
        parse(arguments)


def parse(arguments: list[str]) -> None:
    """Reads the command line as the product does, but for files that only a reader has."""
    try:
        command(arguments[0]).make_context(arguments[0], arguments[1:]).close()
    except click.BadParameter as error:
        if "does not exist" not in str(error):
            raise
    except click.exceptions.Exit:
        pass  # --help and --version


@document
def test_every_option_named_with_its_command_exists(text: str) -> None:
    for name, *arguments in named_calls(text):
        known = options(app) if name.startswith("-") else options(command(name))
        given = {a.partition("=")[0] for a in (name, *arguments) if a.startswith("-")}
        assert given <= known, (name, *arguments)


@document
def test_every_option_named_alone_exists(text: str) -> None:
    known = options(app).union(*map(options, map(command, COMMANDS)))
    assert [span for span in spans(text) if span.startswith("--") and span.split()[0] not in known] == []


@document
def test_every_path_exists(text: str) -> None:
    named = [*spans(text), *(word for span in spans(text) for word in span.split())]
    paths = {name for name in named if PATH.fullmatch(name) and not name.isupper() and not name.startswith(READERS_OWN)}
    places = (ROOT, ROOT / "checker/fastapi_lint")
    missing = {path for path in paths if not any((place / path).exists() for place in places)}
    assert missing <= new_files(text)


def new_files(text: str) -> set[str]:
    """The files that a reader is told to write."""
    return set(re.findall(r"^\d\. `([^`]+)`", text, re.MULTILINE))


@pytest.mark.parametrize("name", DOCUMENTS)
def test_every_link_leads_to_a_file(name: str) -> None:
    """The site's builder sees to the pages of docs/; this holds for those who read them in the repository too."""
    folder = (ROOT / name).parent
    assert [link for link in LINK.findall(prose(DOCUMENTS[name])) if not (folder / link).exists()] == []


@document
def test_every_suppression_names_a_rule(text: str, book: Catalog) -> None:
    assert set(re.findall(r"ignore\[([a-z][\w-]+)\]", text)) <= set(book.rules)


@pytest.mark.parametrize(("name", "block"), [(n, b) for n, text in DOCUMENTS.items() for b in blocks(text, "toml")])
def test_every_setting_is_accepted(
    name: str, block: str, book: Catalog, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    table = tomllib.loads(block).get("tool", {}).get("fastapi-lint")
    if table is None:
        lost = re.search(r"^\[fastapi-lint", block, re.MULTILINE)
        assert not lost, f"{name} shows settings outside of [tool.fastapi-lint]"
        return
    config = config_from(table, tmp_path / "pyproject.toml", book)
    for variable in variables(table.get("contract", {})):
        monkeypatch.setenv(variable, "a-value-that-is-long-enough")
    service_settings(config, Overrides())
    if config.agents:
        (tmp_path / "pyproject.toml").write_text(block, encoding="utf-8")
        assert plan(tmp_path, None, ()).changes


def variables(table: Mapping[str, object]) -> Iterator[str]:
    """The environment variables that the keys of a table name."""
    for key, value in table.items():
        if isinstance(value, dict):
            yield from variables(value)
        elif key.endswith("-env"):
            yield from [value] if isinstance(value, str) else map(str, value if isinstance(value, list) else ())


@document
def test_all_other_code_can_be_read(text: str) -> None:
    for block in blocks(text, "yaml", "yml"):
        list(yaml.safe_load_all(block))
    for block in blocks(text, "json"):
        json.loads(block)
    for block in blocks(text, "python"):
        ast.parse(block)


@pytest.mark.parametrize("path", MAKERS)
def test_what_the_code_decides_is_up_to_date(path: str) -> None:
    """When this fails: python -m pages"""
    assert settled((ROOT / path).read_text("utf-8")) == settled(MAKERS[path]())
