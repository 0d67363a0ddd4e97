"""The plain value of an expression, as far as constants, defaults of settings and f-strings say."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fastapi_lint.facts.capabilities.members import member_constant
from fastapi_lint.facts.code import Class, Function
from fastapi_lint.facts.expression import Attribute, Constant, Expr, FString, Name, Operation, target_of

if TYPE_CHECKING:
    from fastapi_lint.facts.project import Project


class _Unknown:
    def __repr__(self) -> str:
        return "Unknown"

    def __bool__(self) -> bool:
        return False


Unknown = _Unknown()
"""What cannot be resolved. Rules stay silent on it."""


class Constants:
    """Reads values through names of any module of the project."""

    def __init__(self, project: Project) -> None:
        self._project = project
        self._resolving: set[str] = set()  # the constants being read: breaks cycles such as `A = A + "x"`

    def of(self, expr: Expr | None, function: Function | None = None) -> object:
        """The value of an expression inside a function; `Unknown` when it cannot be told."""
        match expr:
            case Constant(value=value):
                return value
            case FString(text=text, values=values):
                parts = [self.of(v, function) for v in values]
                return (
                    Unknown
                    if Unknown in parts
                    else text.format(*map(str, parts))
                    if text.count("{}") == len(parts)
                    else Unknown
                )
            case Operation(op="+", operands=(left, right)):
                a, b = self.of(left, function), self.of(right, function)
                return a + b if isinstance(a, str) and isinstance(b, str) else Unknown
            case Name() | Attribute():
                return self._named(expr, function)
            case _:
                return Unknown

    def _named(self, expr: Name | Attribute, function: Function | None) -> object:
        target = target_of(expr)
        if target:
            value = self._project.value(target)
            if value is not None:
                return self._once(target, value, None)
            owner = self._project.class_(target.rpartition(".")[0])
            if owner is not None and isinstance(expr, Attribute):
                return self.member(owner, expr.attr)
        if isinstance(expr, Name) and function is not None:
            assigned = [a for a in function.body.assigns if a.names == (expr.id,)]
            param = function.param(expr.id)
            if len(assigned) == 1 and param is None and assigned[0].source == "=" and not assigned[0].op:
                return self._once(f"{function.symbol}.<locals>.{expr.id}", assigned[0].value, function)
        if isinstance(expr, Attribute):
            owner = self._project.class_(self._project.types.of(expr.value, function))
            if owner is not None:
                return self.member(owner, expr.attr)
        return Unknown

    def member(self, owner: Class, name: str) -> object:
        """The plain value of a class attribute or property; `Unknown` otherwise."""
        return member_constant(self._project, owner, name, Unknown)

    def _once(self, name: str, value: Expr | None, function: Function | None) -> object:
        if name in self._resolving:
            return Unknown
        self._resolving.add(name)
        try:
            return self.of(value, function)
        finally:
            self._resolving.discard(name)
