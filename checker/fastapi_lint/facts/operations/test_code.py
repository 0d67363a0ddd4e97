"""Tests and fixtures: which functions they are, and what kind of test a file holds."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from fastapi_lint.facts.code import Body, Function, Module, Role
from fastapi_lint.facts.expression import Attribute, Constant, Expr, FString, Name, walk

_FIXTURES = frozenset({"pytest.fixture", "pytest_asyncio.fixture", "pytest.yield_fixture", "anyio.fixture"})
_WORDS = re.compile(r"[a-z0-9]+")


def is_fixture(function: Function) -> bool:
    """Whether pytest makes its value for tests that ask for it by name."""
    return any(d.target in _FIXTURES for d in function.decorators)


def is_test(function: Function) -> bool:
    """Whether pytest collects it."""
    in_class = function.in_class and function.owner.rpartition(".")[2].startswith("Test")
    return function.name.startswith("test") and (not function.owner or in_class)


def tests_of(module: Module) -> Iterator[Function]:
    """The tests that a file holds; fixtures and conftest.py have none."""
    collected = module.role is Role.TEST and is_test_file(module.path)
    return (f for f in module.functions if collected and is_test(f) and not is_fixture(f))


def is_of_kind(path: str, kind: str) -> bool:
    """Whether a folder or the file's name says the kind: `tests/unit/test_x.py`, `tests/test_x_unit.py`."""
    return any(kind in _WORDS.findall(part.lower().replace("_", " ")) for part in path.split("/"))


def is_test_file(path: str) -> bool:
    """Whether pytest collects a file of this name."""
    name = path.rpartition("/")[2]
    return name.endswith(".py") and (name.startswith("test_") or name.endswith("_test.py"))


def words_in(bodies: Iterable[Body]) -> Iterator[str]:
    """Every name, attribute and text in the code: what it speaks of."""
    for body in bodies:
        for expr in body.expressions():
            yield from words_of(expr)


def words_of(expr: Expr) -> Iterator[str]:
    """Every name, attribute, keyword and text inside an expression."""
    for part in walk(expr):
        match part:
            case Name(id=name) | Attribute(attr=name):
                yield name
            case Constant(value=str() as value):
                yield value
            case Constant(value=bytes() as raw):
                yield raw.decode("latin-1")
            case FString(text=value):
                yield value
            case _:
                yield from (a.keyword for a in getattr(part, "args", ()) if a.keyword)
