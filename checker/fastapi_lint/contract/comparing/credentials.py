"""Which changes of what an operation asks of its callers turn some of them away."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TypeAlias

from fastapi_lint.contract.comparing.told import BREAKING, Told
from fastapi_lint.facts.contract.operation import Operation

_Way: TypeAlias = dict[str, frozenset[str]]
"""Scheme -> scopes: everything that a caller shows at once."""


def secured(old: Operation, new: Operation) -> Iterator[Told]:
    """A way in that no longer suffices."""
    before, after = _ways(old), _ways(new)
    for way in before:
        if not any(_suffices(way, wanted) for wanted in after):
            known = any(wanted.keys() <= way.keys() for wanted in after)
            kind = "api-security-scope-added" if known else "api-security-added"
            yield kind, BREAKING, "the operation", _shown([way]), _shown(after)
            return


def _suffices(way: _Way, wanted: _Way) -> bool:
    return all(name in way and scopes <= way[name] for name, scopes in wanted.items())


def _ways(operation: Operation) -> list[_Way]:
    """The ways in; one that asks for nothing where none is named."""
    listed = operation.raw.get("security", operation.document.raw.get("security")) or [{}]
    return [{name: frozenset(scopes or ()) for name, scopes in way.items()} for way in listed if isinstance(way, dict)]


def _shown(ways: list[_Way]) -> str:
    return " or ".join(" and ".join(_named(way)) or "no credentials" for way in ways)


def _named(way: _Way) -> Iterator[str]:
    for name, scopes in way.items():
        yield f"{name} ({', '.join(sorted(scopes))})" if scopes else name
