"""No test mentions the path of a route."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import chain, zip_longest

from fastapi_lint.catalog.params import Params
from fastapi_lint.facts.code import Module, Role
from fastapi_lint.facts.expression import FString, string
from fastapi_lint.facts.operations.test_code import words_in
from fastapi_lint.facts.operations.vocabulary import imports_any
from fastapi_lint.facts.project import Project
from fastapi_lint.facts.web import Route
from fastapi_lint.model.finding import Finding

_HOLE = re.compile(r"^\{.*\}$|^$")


def check(project: Project, params: Params) -> Iterator[Finding]:
    tests = [m for m in project.modules.values() if m.role is Role.TEST]
    words = {word for module in tests for word in words_in(module.scopes())} | {
        i.target.rpartition(".")[2] for m in tests for i in m.imports
    }
    words |= set(_put_together(project, tests))
    called = [_segments(word) for word in words if "/" in word and " " not in word and "://" not in word]
    generated = imports_any(tests, ("schemathesis",))
    if not called or generated:
        yield from Finding.unless(generated, "test that calls a path")
        return
    for route in project.routes:
        if (
            route.paths
            and not _is_named(route, words)
            and not _is_infrastructure(route, params)
            and not _is_called(route, called)
        ):
            yield Finding.of(route, route=route.name)


def _put_together(project: Project, tests: list[Module]) -> Iterator[str]:
    """The texts of f-strings with constants filled in: `f"{ORDERS}/{order.id}"` is `/api/v1/orders/{}`."""
    everything = (part for module in tests for body in module.scopes() for part in body.parts())
    for part in (part for part in everything if isinstance(part, FString)):
        values = (project.constant(value) for value in part.values)
        texts = (value if isinstance(value, str) else "{}" for value in values)
        yield "".join(chain.from_iterable(zip_longest(part.text.split("{}"), texts, fillvalue="")))


def _is_named(route: Route, words: set[str]) -> bool:
    """Whether a test speaks of the handler, its class or the route's own name."""
    names = {route.function.name, string(route.option("name")) or "", route.class_.name if route.class_ else ""} - {""}
    return bool(names & words)


def _is_called(route: Route, called: list[list[str]]) -> bool:
    return any(_fits(_segments(path), other) for path in route.paths for other in called)


def _segments(path: str) -> list[str]:
    return path.partition("?")[0].strip("/").split("/")


def _fits(route: list[str], called: list[str]) -> bool:
    """Whether the called path can be the route's; a test may leave the prefix to a constant or a client."""
    pairs = list(zip(reversed(route), reversed(called), strict=False))
    if any(not _matches(own, other) for own, other in pairs):
        return False
    literal = [own for own, other in pairs if own == other]
    return bool(literal) and (len(called) >= len(route) or _HOLE.match(called[0]) is not None or len(literal) > 0)


def _matches(own: str, other: str) -> bool:
    return own == other or _HOLE.match(own) is not None or _HOLE.match(other) is not None or "{}" in other


def _is_infrastructure(route: Route, params: Params) -> bool:
    return any(path.rstrip("/") in params.exempt or path == "/" for path in route.paths)
