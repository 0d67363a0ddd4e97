"""The schema for editors accepts what the tool accepts, refuses what it refuses, and explains every key."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft7Validator

from fastapi_lint.api.service_settings import Overrides, service_settings
from fastapi_lint.api.sync.planning import plan
from fastapi_lint.catalog.rule import Catalog
from fastapi_lint.config import config_from
from fastapi_lint.model.errors import FastapiLintError
from pages.config_schema import PATH, schema_text
from pages.meanings import AGENTS, AUTH, CONTRACT, GENERAL

SCHEMA = json.loads(files("fastapi_lint").joinpath("config.schema.json").read_text("utf-8"))
VALIDATOR = Draft7Validator(SCHEMA)
EXAMPLES = {
    f"{table}.{key}".lstrip("."): f"[{table}]\n{meaning.example}" if table else meaning.example
    for table, meanings in {"": GENERAL, "contract": CONTRACT, "contract.auth": AUTH, "agents": AGENTS}.items()
    for key, meaning in meanings.items()
}
ACCEPTED = {
    "nothing": "",
    "an older id": 'select = ["{alias}"]',
    "a parameter of a rule": '[rules.blocking-sleep]\ncalls = ["time.sleep"]',
    "a whole number of seconds": "[contract]\ntimeout = 2",
}
REFUSED = {
    "a key that there is not": 'profil = "principles"',
    "a profile that there is not": 'profile = "principle"',
    "a rule that there is not": 'ignore = ["blocking-slep"]',
    "a rule as text": 'ignore = "blocking-sleep"',
    "a level that there is not": '[severity]\nblocking-sleep = "fatal"',
    "a level of a category": '[severity]\nconcurrency = "info"',
    "a role that there is not": '[roles]\n"ops/**" = "scripts"',
    "a number for a switch": "delegates = 1",
    "a parameter that the rule lacks": "[rules.blocking-sleep]\nnames = []",
    "a parameter of another type": '[rules.blocking-sleep]\ncalls = "time.sleep"',
    "parameters of a rule that has none": "[rules.self-comparison]\ncalls = []",
    "a key of contract that there is not": "[contract]\ntimout = 2",
    "text for a number": '[contract]\nseed = "7"',
    "a key of auth that there is not": '[contract.auth]\nbearer = "TOKEN"',
    "a second caller in a second caller": "[contract.auth.second.second]",
    "a target that there is not": '[agents]\ntargets = ["agent"]',
    "a budget that holds no rule": "[agents]\nbudget = 100",
    "a key of agents that there is not": "[agents]\nbudgets = 6000",
}


def accepts(text: str, folder: Path, book: Catalog, monkeypatch: pytest.MonkeyPatch) -> bool:
    """Whether every command that reads the configuration takes it."""
    for name in ("CONTRACT_TOKEN", "CONTRACT_KEY", "CONTRACT_SESSION", "CONTRACT_USER", "CONTRACT_PASSWORD"):
        monkeypatch.setenv(name, "x")
    for name in ("OTHER_TOKEN", "EXPIRED_TOKEN"):
        monkeypatch.setenv(name, "x")
    file = folder / "fastapi-lint.toml"
    file.write_text(text, "utf-8")
    (folder / "main.py").write_text("")
    try:
        service_settings(config_from(tomllib.loads(text), file, book), Overrides())
        plan(folder, None, [])
    except FastapiLintError:
        return False
    return True


@pytest.mark.parametrize("text", [*ACCEPTED.values(), *EXAMPLES.values()], ids=[*ACCEPTED, *EXAMPLES])
def test_what_the_tool_accepts_is_valid(
    text: str, tmp_path: Path, book: Catalog, monkeypatch: pytest.MonkeyPatch
) -> None:
    written = text.format(alias=next(iter(book.aliases), "blocking-sleep")) if "{alias}" in text else text
    assert accepts(written, tmp_path, book, monkeypatch)
    assert [error.message for error in VALIDATOR.iter_errors(tomllib.loads(written))] == []


@pytest.mark.parametrize("text", REFUSED.values(), ids=REFUSED)
def test_what_the_tool_refuses_is_invalid(
    text: str, tmp_path: Path, book: Catalog, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert not accepts(text, tmp_path, book, monkeypatch)
    assert not VALIDATOR.is_valid(tomllib.loads(text))


def test_it_is_a_schema_as_schemastore_takes_it() -> None:
    Draft7Validator.check_schema(SCHEMA)
    assert (SCHEMA["$schema"], SCHEMA["type"]) == ("http://json-schema.org/draft-07/schema#", "object")
    assert SCHEMA["$id"].startswith("https://json.schemastore.org/")


def test_it_is_up_to_date() -> None:
    """When this fails: python -m pages"""
    assert Path(__file__).parents[1].joinpath(PATH).read_text("utf-8") == schema_text()


def test_every_key_is_explained() -> None:
    def unexplained(where: str, table: dict[str, Any]) -> Iterator[str]:
        for key, value in table.get("properties", {}).items():
            if len(value.get("description", "")) < 5:
                yield f"{where}.{key}"
            yield from unexplained(f"{where}.{key}", value)

    assert list(unexplained("", SCHEMA)) == []
    assert [mark for mark in ("](", "{levels}", "{roles}", "{targets}") if mark in json.dumps(SCHEMA)] == []


def test_every_default_of_a_parameter_is_valid() -> None:
    parameters = [
        p for rule in SCHEMA["properties"]["rules"]["properties"].values() for p in rule["properties"].values()
    ]
    assert [p for p in parameters if not Draft7Validator(p).is_valid(p["default"])] == []
    assert len(parameters) > 100
