"""Which environment the target is given, and which of its values must never be shown."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from urllib.parse import unquote, urlsplit

from fastapi_lint.model.errors import TargetError, UsageError

_PASSED = ("PATH", "LANG", "LC_ALL", "LC_CTYPE", "TZ", "VIRTUAL_ENV", "LD_LIBRARY_PATH", "SYSTEMROOT", "SSL_CERT_FILE")
_LOCAL = ("localhost", "127.", "::1", "0.0.0.0")  # noqa: S104 - names of this machine
_DATABASE = re.compile(r"^(postgres|mysql|mariadb|mongodb|redis|rediss|valkey|amqp|mssql|oracle|clickhouse|cockroach)")
_HOST_NAME = re.compile(
    r"(DB|DATABASE|POSTGRES|PG|MYSQL|MONGO|REDIS|RABBIT\w*)_?(HOST|SERVER|HOSTNAME)$", re.IGNORECASE
)
_ASSIGNMENT = re.compile(r"\s*(?:export\s+)?([A-Za-z_][A-Za-z0-9_]*)\s*=\s*(.*)$")
SHORTEST_SECRET = 6


def environment(env_file: Path | None, home: Path) -> dict[str, str]:
    """The allowed variables of ours, those of the file, and folders that keep the target inside its own."""
    passed = {name: os.environ[name] for name in _PASSED if name in os.environ}
    own = {"HOME": str(home), "TMPDIR": str(home), "PYTHONHASHSEED": "0", "PYTHONDONTWRITEBYTECODE": "1"}
    return {**passed, **own, **(read_env_file(env_file) if env_file is not None else {})}


def read_env_file(file: Path) -> dict[str, str]:
    """`NAME=value` lines; quotes around a value and comments are left out. Raises UsageError."""
    try:
        text = file.read_text("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(f"`{file}` cannot be read as an environment file: {error}.") from None
    found = {}
    for line in text.splitlines():
        match = _ASSIGNMENT.match(line)
        if match and not line.lstrip().startswith("#"):
            found[match[1]] = _unquoted(match[2].strip())
    return found


def _unquoted(value: str) -> str:
    if len(value) > 1 and value[0] == value[-1] and value[0] in "'\"":
        return value[1:-1]
    return re.sub(r"\s+#.*$", "", value)


def refuse_remote_databases(values: Mapping[str, str]) -> None:
    """Raises TargetError for a database on another machine: probes write, and they must not write there."""
    for name, value in values.items():
        host = _database_host(name, value)
        if host and not host.startswith(_LOCAL):
            raise TargetError(
                f"`{name}` names a database on another machine, and probes write to it; point it at a local one, "
                "or pass --allow-remote."
            )


def _database_host(name: str, value: str) -> str:
    if _HOST_NAME.search(name):
        return value
    if not _DATABASE.match(value) or "://" not in value:
        return ""
    try:
        return urlsplit(value).hostname or ""
    except ValueError:
        return ""


def secrets_of(values: Iterable[str]) -> Iterator[str]:
    """What must not be shown of the values of an environment file: each, and the password inside of an address."""
    for value in values:
        yield value
        with suppress(ValueError):
            password = urlsplit(value).password or ""
            yield from (password, unquote(password))


def hidden(text: str, values: Iterable[str]) -> str:
    """`text` without the values of an environment file, and other secrets."""
    for value in sorted(values, key=len, reverse=True):
        if len(value) >= SHORTEST_SECRET:
            text = text.replace(value, "***")
    return text
