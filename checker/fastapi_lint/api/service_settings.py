"""How a service is started and spoken to: `[tool.fastapi-lint.contract]`, with what the command line changes of it."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

from fastapi_lint.config import Config
from fastapi_lint.contract.identity import ANONYMOUS, Identity, Login
from fastapi_lint.model.errors import ConfigError, nearest
from fastapi_lint.model.record import Record

_KINDS = {
    str: "text",
    bool: "true or false",
    int: "a whole number",
    float: "a number",
    dict: "a table",
    list: "a list",
}
KEYS: dict[str, type] = {
    "python": str,
    "env-file": str,
    "timeout": float,
    "boot-timeout": float,
    "run-timeout": float,
    "allow-remote": bool,
    "seed": int,
    "no-fork": bool,
    "modes": bool,
    "auth": dict,
    "origins": list,
}
AUTH_KEYS: dict[str, type] = {
    "bearer-env": str,
    "value-env": str,
    "header": str,
    "prefix": str,
    "cookie": str,
    "token-url": str,
    "username-env": str,
    "password-env": str,
    "scope": str,
    "refused-env": list,
}
_SECONDS, _BOOT, _RUN = 5.0, 60.0, 120.0


class ServiceSettings(Record, eq=True):
    """Files are absolute, times seconds; `other` is somebody who must not reach what `caller` makes.

    `origins` are sites whose pages may call the service.
    """

    python: Path | None = None
    env_file: Path | None = None
    timeout: float = _SECONDS
    boot_timeout: float = _BOOT
    run_timeout: float = _RUN
    allow_remote: bool = False
    seed: int | None = None
    fork: bool = hasattr(os, "fork")
    modes: bool = False
    caller: Identity = ANONYMOUS
    other: Identity | None = None
    origins: tuple[str, ...] = ()


class Overrides(Record):
    """What the command line says of it; None and False leave a value to the configuration."""

    python: Path | None = None
    env_file: Path | None = None
    timeout: float | None = None
    allow_remote: bool = False
    seed: int | None = None
    no_fork: bool = False


def service_settings(config: Config, given: Overrides) -> ServiceSettings:
    """The settings of one run; ConfigError names the key, what was expected and the nearest valid one."""
    table = _Table(config, "contract", config.contract)
    table.check(KEYS)
    timeout = table.seconds("timeout", _SECONDS, "a call")
    seed = config.contract.get("seed")
    auth = _Table(config, "contract.auth", _dict(config.contract.get("auth")))
    auth.check({**AUTH_KEYS, "second": dict})
    second = _Table(config, "contract.auth.second", _dict(auth.values.get("second")))
    second.check(AUTH_KEYS)
    return ServiceSettings(
        given.python or table.file("python"),
        given.env_file or table.file("env-file"),
        given.timeout or timeout,
        table.seconds("boot-timeout", _BOOT, "importing and starting the service"),
        table.seconds("run-timeout", _RUN, "all calls together"),
        given.allow_remote or bool(config.contract.get("allow-remote")),
        given.seed if given.seed is not None else seed if isinstance(seed, int) else None,
        hasattr(os, "fork") and not given.no_fork and not config.contract.get("no-fork"),
        bool(config.contract.get("modes")),
        _identity(auth),
        _identity(second) if second.values else None,
        tuple(map(str, _list(config.contract.get("origins")))),
    )


def _dict(value: object) -> Mapping[str, object]:
    return value if isinstance(value, dict) else {}


def _list(value: object) -> list[object]:
    return value if isinstance(value, list) else []


class _Table(Record):
    """One table of the configuration; every error starts with the file and the key."""

    config: Config
    name: str
    values: Mapping[str, object]

    def check(self, keys: Mapping[str, type]) -> None:
        """Raises ConfigError for the first key that is unknown or holds a value of another kind."""
        for key, value in self.values.items():
            wanted = keys.get(key)
            if wanted is None:
                raise self.error(key, f"is no key of this table{nearest(key, keys) or _one_of(keys)}")
            if not _is_a(value, wanted):
                raise self.error(key, f"expected {_KINDS[wanted]}, not {_kind(value)}.")

    def text(self, key: str) -> str:
        """A text, "" when it is not given."""
        found = self.values.get(key, "")
        return found if isinstance(found, str) else ""

    def seconds(self, key: str, default: float, what: str) -> float:
        """A time above 0."""
        found = self.values.get(key, default)
        seconds = float(found) if isinstance(found, int | float) else default
        if seconds <= 0:
            raise self.error(key, f"is the number of seconds that {what} may take, and so above 0.")
        return seconds

    def file(self, key: str) -> Path | None:
        """A path relative to the folder of the configuration."""
        found = self.text(key)
        return self.config.root / found if found else None

    def secret(self, key: str) -> str:
        """The value of the environment variable that a key names."""
        name = self.text(key)
        if not name:
            raise self.error(key, "is missing; it names the environment variable that holds the value.")
        found = os.environ.get(name)
        if not found:
            raise self.error(key, f"the environment variable `{name}` is not set.")
        return found

    def refused(self) -> tuple[tuple[str, str], ...]:
        """The tokens that must not be accepted, by the names of their variables."""
        found = {str(name): os.environ.get(str(name), "") for name in _list(self.values.get("refused-env"))}
        for name, token in found.items():
            if not token:
                raise self.error("refused-env", f"the environment variable `{name}` is not set.")
        return tuple(found.items())

    def error(self, key: str, text: str) -> ConfigError:
        """What is wrong with a key."""
        return ConfigError(f"{self.config.file}: {self.name}.{key}: {text}")


def _identity(table: _Table) -> Identity:
    """The caller that a table describes, in one of four ways."""
    if not table.values:
        return ANONYMOUS
    ways = {"bearer-env": "bearer-env", "token-url": "token-url", "cookie": "cookie", "header": "value-env"}
    given = [way for way in ways if way in table.values]
    if len(given) > 1:
        raise table.error(given[1], f"cannot stand beside `{given[0]}`; a caller shows itself in one way.")
    if given == ["bearer-env"]:
        return Identity((("authorization", f"Bearer {table.secret('bearer-env')}"),), refused=table.refused())
    if given == ["token-url"]:
        return Identity(login=_login(table), refused=table.refused())
    if given == ["cookie"]:
        return Identity((("cookie", f"{table.text('cookie')}={table.secret('value-env')}"),))
    header = table.text("header") or "Authorization"
    usual = "Bearer " if header.lower() == "authorization" else ""
    prefix = table.text("prefix") if "prefix" in table.values else usual
    return Identity(((header.lower(), f"{prefix}{table.secret('value-env')}"),), refused=table.refused())


def _login(table: _Table) -> Login:
    target = table.text("token-url")
    if not target.startswith("/"):
        raise table.error("token-url", 'is the path of the login in the service, such as "/token".')
    return Login(target, table.secret("username-env"), table.secret("password-env"), table.text("scope"))


def _is_a(value: object, wanted: type) -> bool:
    if isinstance(value, bool):
        return wanted is bool
    return isinstance(value, (int, float) if wanted is float else wanted)


def _kind(value: object) -> str:
    return next((name for kind, name in _KINDS.items() if _is_a(value, kind)), type(value).__name__)


def _one_of(keys: Mapping[str, type]) -> str:
    return f"; choose one of {', '.join(keys)}."
