"""What is called by a call, and what class its result has."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fastapi_lint.facts.code import Function
from fastapi_lint.facts.expression import Attribute, Call, Constant, Expr, Name
from fastapi_lint.facts.types.known_classes import CANONICAL, CHAINED, FACTORIES, RETURNS
from fastapi_lint.facts.types.members import Members
from fastapi_lint.model.location import Anchor

if TYPE_CHECKING:
    from fastapi_lint.facts.project import Project

_VALIDATORS = frozenset(
    {"model_validate", "model_validate_json", "model_construct", "parse_obj", "parse_raw", "from_orm"}
)


class Calls:
    """Each answer is found once in a run."""

    def __init__(self, project: Project, members: Members) -> None:
        self._project = project
        self._members = members
        self._callees: dict[Anchor, str] = {}
        self._returned: dict[str, str] = {}

    def callee(self, call: Call, function: Function | None) -> str:
        """The dotted name of what is called: a project function, class or method, or an external one; "" if unknown."""
        known = self._callees.get(call.at)
        if known is None:
            known = self._callees[call.at] = self._find_callee(call, function)
        return known

    def _find_callee(self, call: Call, function: Function | None) -> str:
        func = call.func
        if isinstance(func, Name | Attribute) and func.target:
            target = self._project.follow(func.target)
            if not isinstance(func, Attribute) or self._project.function(target) or self._project.class_(target):
                return CANONICAL.get(target, target)
            owner = self._project.types.of(func.value, function)
            return self._members.method_of(owner, func.attr) if owner else CANONICAL.get(target, target)
        if isinstance(func, Attribute):
            if isinstance(func.value, Call) and func.value.target == "builtins.super" and function is not None:
                return self._members.method_above(function, func.attr)
            owner = self._project.types.of(func.value, function)
            return self._members.method_of(owner, func.attr) if owner else ""
        return ""

    def result(self, call: Call, function: Function | None) -> str:
        """The class of what a call returns."""
        callee = self.callee(call, function)
        if callee in RETURNS:
            return RETURNS[callee]
        if not callee:
            return self._called_object(call.func, function)
        if callee in FACTORIES:
            return ""
        owner, _, method = callee.rpartition(".")
        if owner in CHAINED:
            return "" if method in CHAINED[owner] else owner
        if (class_ := self._project.class_(callee)) is not None:
            return class_.symbol
        called = self._project.function(callee)
        if called is not None:
            return self.returned(called)
        if method in _VALIDATORS and (built := self._project.class_(owner)) is not None:
            return built.symbol
        made = self._project.value(callee)
        session = FACTORIES.get(self._project.follow(made.target)) if isinstance(made, Call) else None
        if isinstance(made, Call) and session is not None:
            bound = made.keyword("class_")
            return self._project.types.named(bound) if bound is not None else session
        last = callee.rpartition(".")[2]
        return CANONICAL.get(callee, callee) if last[:1].isupper() and not last.isupper() else ""

    def _called_object(self, func: Expr, function: Function | None) -> str:
        """The class of what a session factory gives that is called where it is made, or through a local variable."""
        makers = [func]
        if isinstance(func, Name) and function is not None:
            makers = [a.value for a in function.body.assigns if a.names == (func.id,) and a.value is not None]
            makers = [m for m in makers if not isinstance(m, Constant)]
        found = {self._made_by(m) for m in makers}
        return found.pop() if len(found) == 1 else ""

    def _made_by(self, maker: Expr) -> str:
        return FACTORIES.get(self._project.follow(maker.target), "") if isinstance(maker, Call) else ""

    def returned(self, function: Function) -> str:
        """The class that a function returns or, for a generator, yields."""
        if function.returns is not None:
            return self._project.types.named(function.returns)
        if function.name == "__init__":
            return ""
        key = function.symbol
        if key not in self._returned:
            self._returned[key] = ""  # breaks cycles of functions that return each other
            values = [*function.body.returns, *function.body.yields]
            found = {self._project.types.of(s.value, function) for s in values if s.value is not None}
            found -= {"builtins.NoneType"}
            self._returned[key] = found.pop() if len(found) == 1 else ""
        return self._returned[key]
