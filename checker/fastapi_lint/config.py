"""What a project asks for: `[tool.fastapi-lint]` of its pyproject.toml, or its fastapi-lint.toml."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from msgspec.structs import replace

from fastapi_lint.catalog.params import ParamType, ParamValue, coerce
from fastapi_lint.catalog.rule import ROLES, Catalog
from fastapi_lint.model.diagnostic import Severity
from fastapi_lint.model.errors import ConfigError, nearest
from fastapi_lint.model.record import Record, field

OWN_FILE = "fastapi-lint.toml"
SHARED_FILE = "pyproject.toml"

_TABLE = "tool.fastapi-lint"
OFF = "off"
TYPES: dict[str, ParamType] = {
    "profile": "str",
    "app": "str",
    "baseline": "str",
    "exclude": "list[str]",
    "extend-exclude": "list[str]",
    "select": "list[str]",
    "ignore": "list[str]",
    "per-file-ignores": "dict[str, list[str]]",
    "severity": "dict[str, str]",
    "roles": "dict[str, str]",
    "delegates": "bool",
}
TABLES = ("rules", "contract", "agents")


class Config(Record, eq=True):
    """The settings of one run; globs are relative to `root`, `file` is None without a configuration file.

    `baseline` is a file beside the configuration's.
    `exclude` and `select` are None where the defaults stand: the built-in excludes, the profile's rules.
    `contract` and `agents` are kept as written for the commands that own them.
    """

    root: Path
    file: Path | None = None
    profile: str = "recommended"
    app: str = ""
    baseline: Path | None = None
    exclude: tuple[str, ...] | None = None
    extend_exclude: tuple[str, ...] = ()
    select: tuple[str, ...] | None = None
    ignore: tuple[str, ...] = ()
    per_file_ignores: dict[str, frozenset[str]] = field(default_factory=dict)
    severity: dict[str, Severity] = field(default_factory=dict)
    rules: dict[str, dict[str, ParamValue]] = field(default_factory=dict)
    roles: dict[str, str] = field(default_factory=dict)
    contract: dict[str, object] = field(default_factory=dict)
    agents: dict[str, object] = field(default_factory=dict)
    delegates: bool = True


def load_config(start: Path, explicit: Path | None, catalog: Catalog) -> Config:
    """The settings for a checked file or folder; ConfigError names the file, the key and the nearest valid one.

    `explicit` is read instead of searching upwards from `start`, which ends at the repository's root;
    its globs are relative to the project that is checked.
    """
    folder = (start if start.is_dir() else start.parent).resolve()
    if explicit is not None:
        config = config_from(_table(explicit, required=True) or {}, explicit, catalog)
        return replace(config, root=_project_root(folder))
    file, table = _nearest(folder)
    return config_from(table, file, catalog) if file is not None else Config(root=_project_root(folder))


def settings_file(start: Path) -> Path | None:
    """The file whose settings hold for a file or folder, None when there is none. ConfigError when it is broken."""
    return _nearest((start if start.is_dir() else start.parent).resolve())[0]


def _nearest(folder: Path) -> tuple[Path | None, dict[str, Any]]:
    for candidate in upwards(folder):
        for name in (OWN_FILE, SHARED_FILE):
            file = candidate / name
            if file.is_file() and (table := _table(file)) is not None:
                return file, table
    return None, {}


def config_of(text: str, file: Path, catalog: Catalog) -> Config | None:
    """The settings in a text that `file` once held, None when it had none; ConfigError as for the file itself."""
    table = _parsed(text, file)
    return config_from(table, file, catalog) if table is not None else None


def config_from(table: dict[str, Any], file: Path, catalog: Catalog) -> Config:
    """The settings that a table of `file` holds; globs are relative to the file's folder."""
    return _Reader(table, file, catalog).config()


def upwards(folder: Path) -> Iterator[Path]:
    """The folders whose settings may hold for what lies in a folder, the nearest first, up to the repository's root."""
    for candidate in (folder, *folder.parents):
        yield candidate
        if (candidate / ".git").exists():
            return


def _project_root(folder: Path) -> Path:
    """The nearest folder upwards that looks like a project, else the folder itself."""
    marks = (SHARED_FILE, ".git")
    return next((c for c in upwards(folder) if any((c / mark).exists() for mark in marks)), folder)


def _table(file: Path, *, required: bool = False) -> dict[str, Any] | None:
    """The file's settings, None when it is a pyproject.toml that has none."""
    return _parsed(_text(file), file, required=required)


def _parsed(text: str, file: Path, *, required: bool = False) -> dict[str, Any] | None:
    if file.name == SHARED_FILE and "fastapi-lint" not in text and not required:
        return None  # most projects: no TOML parser needed, and a broken file is the project rules' business
    import tomllib

    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise ConfigError(f"{file}: not valid TOML: {error}.") from None
    if file.name != SHARED_FILE:
        return data
    tool = data.get("tool")
    table = tool.get("fastapi-lint") if isinstance(tool, dict) else None
    if required and table is None:
        raise ConfigError(f"{file}: has no table [{_TABLE}].")
    if table is not None and not isinstance(table, dict):
        raise ConfigError(f"{file}: {_TABLE} must be a table.")
    return table


def _text(file: Path) -> str:
    try:
        return file.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise ConfigError(f"{file}: not UTF-8: byte {error.start} cannot be decoded.") from None
    except OSError as error:
        raise ConfigError(f"{file}: cannot be read: {error.strerror}.") from None


class _Reader(Record, eq=True):
    """Turns one table into settings; every error starts with the file and the key."""

    table: dict[str, Any]
    file: Path
    catalog: Catalog

    def config(self) -> Config:
        self._known("", self.table, (*TYPES, *TABLES), "key")
        severity, off = self._severity()
        return Config(
            root=self.file.resolve().parent,
            file=self.file,
            profile=self._profile(),
            app=self._get("app", ""),
            baseline=self._baseline(),
            exclude=self._get("exclude", None),
            extend_exclude=self._get("extend-exclude", ()),
            select=self._names("select", None),
            ignore=(*self._names("ignore", ()), *off),
            per_file_ignores=self._per_file_ignores(),
            severity=severity,
            rules=dict(self._rules()),
            roles=self._roles(),
            contract=self._subtable("contract"),
            agents=self._subtable("agents"),
            delegates=self._get("delegates", default=True),
        )

    def _get(self, key: str, default: Any) -> Any:
        return self._coerced(key, self.table[key], TYPES[key]) if key in self.table else default

    def _subtable(self, key: str) -> dict[str, Any]:
        value = self.table.get(key, {})
        if not isinstance(value, dict):
            raise self._error(key, "expected a table.")
        return value

    def _profile(self) -> str:
        name: str = self._get("profile", "recommended")
        self._known("profile", [name], self.catalog.profiles, "profile")
        return name

    def _baseline(self) -> Path | None:
        name: str = self._get("baseline", "")
        return self.file.parent / name if name else None

    def _names(self, key: str, default: Any) -> Any:
        names = self._get(key, default)
        self._known(key, names or (), self.catalog.names, "rule or category")
        return names

    def _per_file_ignores(self) -> dict[str, frozenset[str]]:
        globs: dict[str, tuple[str, ...]] = self._get("per-file-ignores", {})
        for glob, names in globs.items():
            self._known(f'per-file-ignores."{glob}"', names, self.catalog.names, "rule or category")
        return {glob: self.catalog.named(names) for glob, names in globs.items()}

    def _severity(self) -> tuple[dict[str, Severity], list[str]]:
        """The levels by rule id, and the ids that are switched off."""
        levels: dict[str, Severity] = {}
        off: list[str] = []
        for name, level in self._get("severity", {}).items():
            rule = self._rule("severity", name)
            self._known(f"severity.{name}", [level], (*Severity, OFF), "level")
            if level == OFF:
                off.append(rule)
            else:
                levels[rule] = Severity(level)
        return levels, off

    def _rules(self) -> Iterator[tuple[str, dict[str, ParamValue]]]:
        for name, values in self._subtable("rules").items():
            rule = self._rule("rules", name)
            if not isinstance(values, dict):
                raise self._error(f"rules.{name}", "expected a table of parameters.")
            declared = self.catalog.rules[rule].params
            self._known(f"rules.{name}", values, declared, "parameter")
            yield (
                rule,
                {
                    key: self._coerced(f"rules.{name}.{key}", value, declared[key].type, declared[key].choices)
                    for key, value in values.items()
                },
            )

    def _roles(self) -> dict[str, str]:
        roles: dict[str, str] = self._get("roles", {})
        for glob, role in roles.items():
            self._known(f'roles."{glob}"', [role], ROLES, "role")
        return roles

    def _rule(self, key: str, name: str) -> str:
        self._known(key, [name], (*self.catalog.rules, *self.catalog.aliases), "rule")
        return self.catalog.rule_id(name) or name

    def _coerced(self, key: str, value: object, wanted: ParamType, choices: tuple[str, ...] = ()) -> ParamValue:
        try:
            return coerce(value, wanted, choices)
        except TypeError as error:
            raise self._error(key, f"{error}.") from None

    def _known(self, key: str, names: Iterable[str], known: Iterable[str], noun: str) -> None:
        valid = list(known)
        for name in names:
            if name not in valid:
                raise self._error(key, f"no {noun} is called `{name}`{nearest(name, valid) or '.'}")

    def _error(self, key: str, text: str) -> ConfigError:
        table = "" if self.file.name == OWN_FILE else f"[{_TABLE}] "
        return ConfigError(f"{self.file}: {table}{key}: {text}" if key else f"{self.file}: {table}{text}")
