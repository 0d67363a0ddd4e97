"""Which rules ask for what only a process can see that runs the service itself: its log, its output, its routes."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from types import CodeType, FunctionType
from typing import Any

_INSIDE = frozenset({"logs", "output", "denied", "lag", "routes"})
_OURS = "fastapi_lint."


def looks_inside(check: Callable[..., Any]) -> bool:
    """Whether a check, or a function of ours that it calls, reads such an attribute of a fact."""
    return isinstance(check, FunctionType) and any(name in _INSIDE for name in _names(check, set()))


def _names(function: FunctionType, known: set[FunctionType]) -> Iterator[str]:
    known.add(function)
    for name in _of_code(function.__code__):
        yield name
        called = function.__globals__.get(name)
        if isinstance(called, FunctionType) and called.__module__.startswith(_OURS) and called not in known:
            yield from _names(called, known)


def _of_code(code: CodeType) -> Iterator[str]:
    yield from code.co_names
    for constant in code.co_consts:
        if isinstance(constant, CodeType):
            yield from _of_code(constant)
