"""What an editor may set: by `initializationOptions`, and by the section `fastapi-lint` of its configuration."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from fastapi_lint.model.errors import nearest
from fastapi_lint.model.record import Record

SECTION = "fastapi-lint"
_KINDS: Mapping[str, tuple[type, str]] = {
    "enable": (bool, "true or false"),
    "profile": (str, "the name of a profile"),
    "baseline": (str, "the path of a baseline file"),
    "unsafeFixes": (bool, "true or false"),
}
_CLIENTS_OWN = frozenset({"server", "trace"})
"""What clients keep in the same section for themselves."""

_FIELDS = {"unsafeFixes": "unsafe_fixes"}
_LISTED = "; `fastapi-lint server --help` lists them."


class Settings(Record, eq=True):
    """`profile` and `baseline` are "" where the project decides; a relative baseline lies in the project's root."""

    enable: bool = True
    profile: str = ""
    baseline: str = ""
    unsafe_fixes: bool = True


def settings_from(given: object) -> tuple[Settings, tuple[str, ...]]:
    """The settings in what a client sent, and what is wrong with it in words; wrong values count as not given."""
    if given is None:
        return Settings(), ()
    if not isinstance(given, Mapping):
        return Settings(), ("the settings are no object.",)
    inner = next((given[key] for key in ("settings", SECTION) if isinstance(given.get(key), Mapping)), given)
    problems = tuple(_problems(inner))
    values: dict[str, Any] = {k: v for k, v in inner.items() if k in _KINDS and isinstance(v, _KINDS[k][0])}
    return Settings(**{_FIELDS.get(key, key): value for key, value in values.items()}), problems


def _problems(given: Mapping[str, object]) -> list[str]:
    problems = []
    for key, value in given.items():
        if key in _CLIENTS_OWN:
            continue
        if key not in _KINDS:
            problems.append(
                f"there is no setting `{key}`{nearest(key, _KINDS) or '; see `fastapi-lint server --help`.'}"
            )
        elif value is not None and not isinstance(value, _KINDS[key][0]):
            problems.append(f"`{key}` is {_KINDS[key][1]}, not {value!r}.")
    return problems
