"""What class a value has, as far as assignments and annotations say. Unknown is ""."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fastapi_lint.facts.code import Function
from fastapi_lint.facts.expression import (
    Assigned,
    Attribute,
    Await,
    Call,
    Conditional,
    Constant,
    Expr,
    Name,
    Operation,
    Subscript,
    target_of,
    text,
)
from fastapi_lint.facts.types.annotations import named_class
from fastapi_lint.facts.types.calls import Calls
from fastapi_lint.facts.types.known_classes import MEMBERS
from fastapi_lint.facts.types.members import Members
from fastapi_lint.facts.types.state import kept_class

if TYPE_CHECKING:
    from fastapi_lint.facts.project import Project

_DEPENDS = frozenset({"fastapi.Depends", "fastapi.params.Depends", "fastapi.Security"})


class Types:
    """Infers classes of expressions from what is written: annotations, constructors, known libraries."""

    def __init__(self, project: Project) -> None:
        self._project = project
        self._locals: dict[tuple[str, str], str] = {}
        self._members = Members(project)
        self._calls = Calls(project, self._members)
        self.method_of = self._members.method_of
        self.callee = self._calls.callee
        self.returned = self._calls.returned

    def of(self, expr: Expr | None, function: Function | None = None) -> str:
        """The dotted class name of a value used inside `function`; "" when it cannot be told."""
        match expr:
            case Name(id=name, target=target):
                return self._local(name, function) if not target else self._global(target)
            case Attribute():
                return self._attribute(expr, function)
            case Call():
                return self._calls.result(expr, function)
            case Await(value=value):
                return self.of(value, function)
            case Assigned(value=value):
                return self.of(value, function)
            case Conditional(body=body, orelse=orelse):
                return self.of(body, function) or self.of(orelse, function)
            case Operation(op="or", operands=operands):
                return next((t for o in operands if (t := self.of(o, function))), "")
            case Operation(op="/", operands=(left, _)):
                return "pathlib.Path" if self.of(left, function) == "pathlib.Path" else ""
            case Constant(value=value):
                return f"builtins.{type(value).__name__}"
            case Subscript(value=value):
                return MEMBERS.get(self.of(value, function), "")
            case _:
                return ""

    def named(self, annotation: Expr | None) -> str:
        """The class that an annotation names, through `Annotated`, `Optional`, `| None` and aliases; "" otherwise."""
        return named_class(self._project, annotation)

    def _local(self, name: str, function: Function | None) -> str:
        if function is None:
            return ""
        key = (function.symbol, name)
        if key not in self._locals:
            self._locals[key] = ""  # breaks cycles such as `x = f(x)`
            self._locals[key] = self._find_local(name, function)
        return self._locals[key]

    def _find_local(self, name: str, function: Function) -> str:
        if (param := function.param(name)) is not None:
            if name in ("self", "cls") and function.in_class and not param.annotation:
                return f"{function.symbol.rpartition('.')[0]}"
            if found := self.named(param.annotation) or self._depended(param.default):
                return found
        types = set()
        for assign in function.body.assigns:
            if name not in assign.names:
                continue
            if assign.annotation is not None:
                return self.named(assign.annotation)
            if len(assign.names) > 1 or assign.op or assign.source == "for":
                return ""
            types.add(self.of(assign.value, function))
        types -= {"builtins.NoneType"}
        if len(types) == 1:
            return types.pop()
        outer = self._project.functions.get(function.symbol.rpartition(".<locals>.")[0])
        if not types and param is None and outer is not None and outer is not function:
            return self._local(name, outer)
        return ""

    def _global(self, target: str) -> str:
        key = ("", target)
        if key not in self._locals:
            self._locals[key] = ""  # breaks cycles such as `app = wrap(app)`
            self._locals[key] = self._find_global(target)
        return self._locals[key]

    def _depended(self, default: Expr | None) -> str:
        """The class that a dependency gives to `x=Depends(f)`."""
        if not isinstance(default, Call) or self._project.follow(default.target) not in _DEPENDS:
            return ""
        target = self._project.follow(target_of(default.argument(0, "dependency")))
        if (class_ := self._project.class_(target)) is not None:
            return class_.symbol
        function = self._project.function(target)
        return self.returned(function) if function is not None else ""

    def _find_global(self, target: str) -> str:
        assign = self._project.assignment(target)
        if assign is None:
            return ""
        return self.named(assign.annotation) or self.of(assign.value)

    def _attribute(self, expr: Attribute, function: Function | None) -> str:
        if expr.target and (found := self._global(expr.target)):
            return found
        owner = self.of(expr.value, function)
        known = self._members.attribute_of(owner, expr.attr) if owner else ""
        return known or self._assigned_here(expr, function) or kept_class(self._project, expr)

    def _assigned_here(self, expr: Attribute, function: Function | None) -> str:
        """The class of what the function itself assigns to a dynamic attribute such as `request.state.db`."""
        if function is None or not isinstance(expr.value, Attribute):
            return ""
        values = [a.value for a in function.body.assigns if a.targets == (expr,) and not a.op]
        key = (function.symbol, text(expr))
        if values and key not in self._locals:
            self._locals[key] = ""  # breaks cycles such as `a.b.c = f(a.b.c)`
            types = {self.of(v, function) for v in values} - {"builtins.NoneType"}
            self._locals[key] = types.pop() if len(types) == 1 else ""
        return self._locals.get(key, "")
