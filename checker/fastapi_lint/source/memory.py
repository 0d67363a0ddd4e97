"""What earlier runs found out about files, used again where the file and all that it depends on are the same."""

from __future__ import annotations

import pickle
from collections.abc import Callable, Sequence
from hashlib import blake2b
from typing import Protocol, TypeVar, cast

from fastapi_lint.source.discover import SourceFile
from fastapi_lint.source.extract import Order

T = TypeVar("T")
R = TypeVar("R")

MODULES = (
    "fastapi_lint.facts.code",
    "fastapi_lint.facts.expression",
    "fastapi_lint.model.location",
    "fastapi_lint.source.decode",
    "fastapi_lint.source.imports",
    "fastapi_lint.source.outline",
    "fastapi_lint.source.scan",
)
"""The only modules whose classes may come out of a cache: a project could ship a forged one."""


class Memory(Protocol):
    """Values by path and key, kept between runs, and digests of file contents."""

    def get(self, path: str, key: bytes) -> bytes | None: ...
    def put(self, path: str, key: bytes, value: bytes) -> None: ...
    def digest(self, file: SourceFile) -> bytes | None: ...
    def load(self, data: bytes) -> object: ...


class Mapper(Protocol):
    """Applies a function to all items, perhaps in several processes; `weight` is an item's size in bytes."""

    def __call__(self, function: Callable[[T], R], items: Sequence[T], weight: Callable[[T], int], /) -> list[R]: ...


def remembering(
    mapper: Mapper,
    memory: Memory | None,
    function: Callable[[T], R],
    items: Sequence[T],
    weight: Callable[[T], int],
    name_and_key: Callable[[T], tuple[str, bytes | None]],
) -> list[R]:
    """The function's results in the order of the items; those that are remembered are not computed again."""
    if memory is None:
        return mapper(function, items, weight)
    keys = [name_and_key(item) for item in items]
    known = [_recalled(memory, name, key) for name, key in keys]
    stale = [n for n, value in enumerate(known) if value is None]
    fresh = mapper(function, [items[n] for n in stale], weight)
    for n, value in zip(stale, fresh, strict=True):
        known[n] = value
        name, key = keys[n]
        if key is not None:
            memory.put(name, key, pickle.dumps(value, protocol=5))
    return cast("list[R]", known)


def _recalled(memory: Memory, name: str, key: bytes | None) -> object | None:
    data = memory.get(name, key) if key is not None else None
    if data is None:
        return None
    try:
        return memory.load(data)
    except Exception:  # noqa: BLE001 - damaged bytes can raise nearly anything, and then count as unknown
        return None


def facts_key(order: Order, digest: bytes) -> bytes:
    """Changes with the file, and with what any of its names means in other files."""
    parts = (order.number, order.full, sorted(order.bindings.items()), sorted(order.targets.items()), order.role.value)
    return blake2b(repr(parts).encode("utf-8", "surrogatepass"), digest_size=16, key=digest).digest()
