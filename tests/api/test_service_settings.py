"""`[tool.fastapi-lint.contract]`: every wrong key and value is named with its file and the nearest valid choice."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from fastapi_lint.api.service_settings import Overrides, ServiceSettings, service_settings
from fastapi_lint.config import Config
from fastapi_lint.contract.identity import Login
from fastapi_lint.model.errors import ConfigError

FILE = Path("pyproject.toml")


def settings(text: str, **given: object) -> ServiceSettings:
    config = Config(root=Path("/srv"), file=FILE, contract=tomllib.loads(text))
    return service_settings(config, Overrides(**given))  # type: ignore[arg-type]


WRONG = {
    "an unknown key": ('pyton = "python3"', "contract.pyton: is no key of this table; did you mean `python`?"),
    "a far key": ("zzz = 1", "contract.zzz: is no key of this table; choose one of python, env-file"),
    "a text for a number": ('timeout = "5"', "contract.timeout: expected a number, not text."),
    "a truth for a number": ("timeout = true", "contract.timeout: expected a number, not true or false."),
    "no time at all": ("timeout = 0", "contract.timeout: is the number of seconds"),
    "a number for a truth": ("allow-remote = 1", "contract.allow-remote: expected true or false, not a whole number."),
    "a fraction as seed": ("seed = 1.5", "contract.seed: expected a whole number, not a number."),
    "a list for a file": ('env-file = [".env"]', "contract.env-file: expected text, not a list."),
    "a text for a table": ('auth = "token"', "contract.auth: expected a table, not text."),
    "an unknown key of auth": ('auth = {beerer-env = "A"}', "contract.auth.beerer-env: is no key of this table; did"),
    "an unset variable": ('auth = {bearer-env = "UNSET_TOKEN"}', "the environment variable `UNSET_TOKEN` is not set."),
    "a header without a value": ('auth = {header = "X-Key"}', "contract.auth.value-env: is missing; it names"),
    "a cookie without a value": ('auth = {cookie = "sid"}', "contract.auth.value-env: is missing; it names"),
    "a login without a user": ('auth = {token-url = "/token"}', "contract.auth.username-env: is missing; it names"),
    "a login elsewhere": (
        'auth = {token-url = "https://id.example/token"}',
        'contract.auth.token-url: is the path of the login in the service, such as "/token".',
    ),
    "two ways at once": (
        'auth = {bearer-env = "SET_TOKEN", cookie = "sid"}',
        "contract.auth.cookie: cannot stand beside `bearer-env`",
    ),
    "a wrong second caller": (
        'auth = {bearer-env = "SET_TOKEN", second = {second = {}}}',
        "contract.auth.second.second: is no key of this table",
    ),
    "a second caller as text": (
        'auth = {bearer-env = "SET_TOKEN", second = "me"}',
        "contract.auth.second: expected a table, not text.",
    ),
}


@pytest.mark.parametrize(("text", "message"), WRONG.values(), ids=WRONG)
def test_what_is_wrong_is_named(text: str, message: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SET_TOKEN", "s3cr3t")
    monkeypatch.delenv("UNSET_TOKEN", raising=False)
    with pytest.raises(ConfigError) as caught:
        settings(text)
    assert str(caught.value).startswith(f"{FILE}: contract.")
    assert message in str(caught.value)
    assert "s3cr3t" not in str(caught.value)


def test_the_command_line_comes_before_the_configuration() -> None:
    found = settings("timeout = 2.5\nseed = 3\npython = 'venv/bin/python'", timeout=1.0, seed=0, allow_remote=True)
    assert (found.timeout, found.seed, found.allow_remote) == (1.0, 0, True)
    assert found.python == Path("/srv/venv/bin/python")


def test_a_configuration_is_taken_as_it_stands(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("USER_NAME", "ann")
    monkeypatch.setenv("PASSWORD", "s3cr3t")
    auth = 'auth = {token-url = "/token", username-env = "USER_NAME", password-env = "PASSWORD", scope = "all"}'
    found = settings(f"timeout = 2\nseed = 3\nallow-remote = true\n{auth}")
    assert (found.timeout, found.seed, found.allow_remote) == (2.0, 3, True)
    assert found.caller.login == Login("/token", "ann", "s3cr3t", "all")


def test_a_prefix_may_be_empty(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SET_TOKEN", "s3cr3t")
    assert settings('auth = {value-env = "SET_TOKEN", prefix = ""}').caller.headers == (("authorization", "s3cr3t"),)
