"""How a service is started: `[tool.fastapi-lint.contract]`, with what the command line changes of it."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

from fastapi_lint.config import Config
from fastapi_lint.model.errors import ConfigError, nearest
from fastapi_lint.model.record import Record

_KEYS: dict[str, type | tuple[type, ...]] = {
    "python": str,
    "env-file": str,
    "timeout": (int, float),
    "allow-remote": bool,
    "auth": dict,
}
_AUTH = ("header", "value-env", "prefix")
_SECONDS = 5.0


class ServiceSettings(Record, eq=True):
    """Files are absolute; `headers` identify the caller and are never shown."""

    python: Path | None = None
    env_file: Path | None = None
    timeout: float = _SECONDS
    allow_remote: bool = False
    headers: tuple[tuple[str, str], ...] = ()


def service_settings(
    config: Config, python: Path | None, env_file: Path | None, timeout: float | None, *, allow_remote: bool
) -> ServiceSettings:
    """The settings of one run; ConfigError names the key and what was expected."""
    table = config.contract
    for key, given in table.items():
        wanted = _KEYS.get(key)
        if wanted is None:
            raise _error(config, key, f"unknown key{nearest(key, _KEYS) or '.'}")
        if not isinstance(given, wanted):
            raise _error(config, key, "has a value of the wrong type.")
    return ServiceSettings(
        python or _file(config, "python"),
        env_file or _file(config, "env-file"),
        timeout or float(_number(table.get("timeout", _SECONDS))),
        allow_remote or bool(table.get("allow-remote")),
        _headers(config, table.get("auth")),
    )


def _file(config: Config, key: str) -> Path | None:
    given = config.contract.get(key)
    return config.root / given if isinstance(given, str) else None


def _number(given: object) -> float:
    return float(given) if isinstance(given, int | float) else _SECONDS


def _headers(config: Config, auth: object) -> tuple[tuple[str, str], ...]:
    if not isinstance(auth, dict):
        return ()
    given: dict[str, Any] = auth
    for key in given:
        if key not in _AUTH:
            raise _error(config, f"auth.{key}", f"unknown key{nearest(key, _AUTH) or '.'}")
    name = given.get("value-env")
    if not isinstance(name, str):
        raise _error(config, "auth.value-env", "names the environment variable that holds the credential.")
    secret = os.environ.get(name)
    if not secret:
        raise _error(config, "auth.value-env", f"the environment variable `{name}` is not set.")
    header = str(given.get("header", "Authorization"))
    prefix = str(given.get("prefix", "Bearer " if header.lower() == "authorization" else ""))
    return ((header.lower(), f"{prefix}{secret}"),)


def _error(config: Config, key: str, text: str) -> ConfigError:
    return ConfigError(f"{config.file}: contract.{key}: {text}")
