"""Parameters of rules: which types they may have, and how written values become immutable ones."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection
from typing import Any, Literal, TypeAlias

from fastapi_lint.model.errors import nearest

ParamValue: TypeAlias = (
    bool
    | int
    | float
    | str
    | tuple[str, ...]
    | frozenset[str]
    | dict[str, str]
    | dict[str, int]
    | dict[str, tuple[str, ...]]
)
ParamType: TypeAlias = Literal[
    "bool",
    "int",
    "float",
    "str",
    "regex",
    "list[str]",
    "set[str]",
    "dict[str, str]",
    "dict[str, int]",
    "dict[str, list[str]]",
]


class Params:
    """The effective parameters of one rule, read as attributes: `params.calls`."""

    def __init__(self, values: dict[str, ParamValue]) -> None:
        self.__dict__.update(values)

    def __getattr__(self, name: str) -> Any:
        """An undeclared parameter is an AttributeError that names the nearest."""
        raise AttributeError(f"the rule declares no parameter `{name}`{nearest(name, self.__dict__)}")

    def __setattr__(self, name: str, value: object) -> None:
        raise AttributeError(f"`{name}` cannot be set: parameters come from the rulebook and the configuration")


def coerce(value: object, wanted: ParamType, choices: Collection[str] = ()) -> ParamValue:
    """The value as its declared type (lists become tuples); TypeError says what was expected instead."""
    try:
        read = _READERS[wanted](value)
    except TypeError as error:
        why = f" ({error})" if str(error) else ""
        raise TypeError(f"expected {wanted}, got {_shown(value)}{why}") from None
    if choices and read not in choices:
        raise TypeError(f"expected one of {', '.join(choices)}, got {_shown(value)}")
    return read


def _shown(value: object) -> str:
    text = repr(value)
    return text if len(text) <= 60 else f"{text[:57]}..."


def _bool(value: object) -> bool:
    if isinstance(value, bool):
        return value
    raise TypeError


def _int(value: object) -> int:
    if isinstance(value, int) and not isinstance(value, bool):
        return value
    raise TypeError


def _float(value: object) -> float:
    return value if isinstance(value, float) else float(_int(value))


def _str(value: object) -> str:
    if isinstance(value, str):
        return value
    raise TypeError


def _regex(value: object) -> str:
    try:
        return re.compile(_str(value)).pattern
    except re.error as error:
        raise TypeError(error.msg) from None


def _tuple(value: object) -> tuple[str, ...]:
    if isinstance(value, list | tuple):
        return tuple(_str(item) for item in value)
    raise TypeError


def _set(value: object) -> frozenset[str]:
    return value if isinstance(value, frozenset) else frozenset(_tuple(value))


def _items(value: object) -> list[tuple[str, object]]:
    if isinstance(value, dict):
        return [(_str(key), item) for key, item in value.items()]
    raise TypeError


_READERS: dict[ParamType, Callable[[object], ParamValue]] = {
    "bool": _bool,
    "int": _int,
    "float": _float,
    "str": _str,
    "regex": _regex,
    "list[str]": _tuple,
    "set[str]": _set,
    "dict[str, str]": lambda value: {key: _str(item) for key, item in _items(value)},
    "dict[str, int]": lambda value: {key: _int(item) for key, item in _items(value)},
    "dict[str, list[str]]": lambda value: {key: _tuple(item) for key, item in _items(value)},
}
