"""Which values of a handler or dependency come from the client, as text that the client is free to choose."""

from __future__ import annotations

from collections.abc import Mapping as Lookup
from functools import cached_property
from typing import TYPE_CHECKING

from fastapi_lint.facts.arguments import bound
from fastapi_lint.facts.client.checks import checked_names, names_tested
from fastapi_lint.facts.client.fields import origin_of_attribute
from fastapi_lint.facts.client.origin import Origin
from fastapi_lint.facts.client.results import origin_of_call
from fastapi_lint.facts.client.texts import origin_in_text, origin_of_operation
from fastapi_lint.facts.code import Assign, FrameKind, Function
from fastapi_lint.facts.expression import (
    Assigned,
    Attribute,
    Await,
    Call,
    Conditional,
    Expr,
    FString,
    Mapping,
    Name,
    Operation,
    Sequence,
    Starred,
    Subscript,
)
from fastapi_lint.facts.texts.free_text import is_free_param

if TYPE_CHECKING:
    from fastapi_lint.facts.project import Project

REQUESTS = frozenset({"fastapi.Request", "fastapi.WebSocket", "starlette.requests.HTTPConnection",
                      "fastapi.requests.HTTPConnection", "fastapi.requests.Request"})  # fmt: skip


class ClientData:
    """What one function has from the client, given the origins of its parameters.

    Whatever cannot be followed counts as clean, and so do checked variables unless `ignores_checks`: rules that ask
    here stay silent on them.
    """

    def __init__(
        self,
        project: Project,
        function: Function,
        seeds: Lookup[str, Origin],
        depth: int = 3,
        *,
        ignores_checks: bool = False,
    ) -> None:
        self.project, self.function, self.depth = project, function, depth
        self._seeds = seeds
        self._ignores_checks = ignores_checks
        self._found: dict[str, Origin | None] = {}

    def unchecked(self) -> ClientData:
        """The same without regard to checks."""
        return ClientData(self.project, self.function, self._seeds, self.depth, ignores_checks=True)

    @property
    def names(self) -> frozenset[str]:
        """The parameters that come from the client."""
        return frozenset(self._seeds)

    @cached_property
    def checked(self) -> frozenset[str]:
        """The variables whose values the function tests."""
        return frozenset() if self._ignores_checks else checked_names(self.function)

    @cached_property
    def assigned(self) -> dict[str, list[Assign]]:
        """Variable -> where the function assigns it."""
        found: dict[str, list[Assign]] = {}
        for assign in self.function.body.assigns:
            for name in assign.names:
                found.setdefault(name, []).append(assign)
        return found

    def of(self, expr: Expr | None) -> Origin | None:
        """The origin of an expression's value, None when the client does not choose it freely."""
        match expr:
            case Name(id=name):
                return self._variable(name) if not expr.target else None
            case Attribute():
                return origin_of_attribute(self, expr)
            case Call():
                return origin_of_call(self, expr)
            case Await(value=value) | Assigned(value=value) | Starred(value=value):
                return self.of(value)
            case FString(text=text, values=values):
                return origin_in_text(self, text, values)
            case Subscript(value=value, index=index):
                origin = self.of(value)
                return origin.under(index[0]) if origin is not None and index else origin
            case Operation(op=op, operands=operands):
                return origin_of_operation(self, op, operands)
            case Conditional(test=test, body=body, orelse=orelse):
                return None if set(names_tested(test)) else self.of(body) or self.of(orelse)
            case Sequence(items=items):
                return self.first(items)
            case Mapping(items=pairs):
                return self.first(tuple(value for _, value in pairs))
            case _:
                return None

    def first(self, exprs: tuple[Expr, ...]) -> Origin | None:
        """The origin of the first of several values that comes from the client."""
        return next((o for e in exprs if (o := self.of(e)) is not None), None)

    def _variable(self, name: str) -> Origin | None:
        if name not in self._found:
            self._found[name] = None  # breaks cycles such as `x = f(x)`
            self._found[name] = self._find_variable(name)
        return self._found[name]

    def _find_variable(self, name: str) -> Origin | None:
        assigns = self.assigned.get(name, [])
        seed = self._seeds.get(name)
        if seed is None:
            found = next((o for a in assigns if (o := self._bound(a)) is not None), None) or self._comprehended(name)
            return None if found is not None and name in self.checked else found
        if name in self.checked:
            return None
        self._found[name] = seed  # what is assigned may be made of the parameter itself
        return seed if all(self._bound(a) is not None for a in assigns) else None

    def _comprehended(self, name: str) -> Origin | None:
        """The origin of a comprehension's variable: that of what it iterates."""
        frames = (f for f in self.function.body.frames if f.kind is FrameKind.COMPREHENSION and f.target == name)
        return self.first(tuple(f.subject for f in frames if f.subject is not None))

    def _bound(self, assign: Assign) -> Origin | None:
        plain = len(assign.names) == 1 and len(assign.targets) == 1
        return self.of(assign.value) if plain else None

    def is_request(self, expr: Expr) -> bool:
        """Whether a variable is the request itself."""
        return isinstance(expr, Name) and self.project.types.of(expr, self.function) in REQUESTS

    def inside(self, called: Function, call: Call) -> ClientData | None:
        """What a called project function has from the client through this call; None when nothing."""
        seeds = {name: origin for name, value in bound(called, call) if (origin := self.of(value)) is not None}
        seeds = {n: o for n, o in seeds.items() if is_free_param(self.project, called, n)}
        return ClientData(self.project, called, seeds, max(self.depth - 1, 0)) if seeds else None
